#include "fakes/cloud/faults.h"

#include <fnmatch.h>

#include <chrono>

namespace darties::fakes {
namespace {

bool matches(const std::string& pattern, const std::string& text) {
  return pattern.empty() || fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
}

bool is_meant(const FaultRule& rule, const CallName& call) {
  return (rule.service.empty() || rule.service == call.service) &&
         (rule.method.empty() || rule.method == call.method) &&
         matches(rule.operation, call.operation) && matches(rule.key, call.key);
}

bool is_due(const FaultRule& rule) {
  return rule.seen >= rule.nth && (rule.times < 0 || rule.struck < rule.times) &&
         (rule.seen - rule.nth) % rule.every == 0;
}

}  // namespace

int FaultBook::add(FaultRule rule) {
  const std::lock_guard lock(mutex_);
  rules_.push_back(std::move(rule));
  return int(rules_.size()) - 1;
}

void FaultBook::clear() {
  const std::lock_guard lock(mutex_);
  rules_.clear();
}

std::vector<FaultRule> FaultBook::rules() const {
  const std::lock_guard lock(mutex_);
  return rules_;
}

bool FaultBook::strike(const CallName& call, FaultRule& found) {
  const std::lock_guard lock(mutex_);
  bool any = false;
  for (auto& rule : rules_) {
    if (!is_meant(rule, call)) continue;
    ++rule.seen;
    if (any || !is_due(rule)) continue;
    ++rule.struck;
    found = rule;
    any = true;
  }
  return any;
}

bool FaultBook::hold(const CallName& call) {
  std::unique_lock lock(mutex_);
  held_.push_back(call);
  changed_.notify_all();
  const int before = releases_;
  changed_.wait(lock, [&] { return closed_ || releases_ != before; });
  return carry_out_ && !closed_;
}

bool FaultBook::wait_for_hold(int milliseconds, CallName& held) {
  std::unique_lock lock(mutex_);
  const bool any = changed_.wait_for(lock, std::chrono::milliseconds(milliseconds),
                                     [this] { return closed_ || !held_.empty(); });
  if (!any || held_.empty()) return false;
  held = held_.front();
  return true;
}

void FaultBook::release(bool carry_out) {
  const std::lock_guard lock(mutex_);
  held_.clear();
  carry_out_ = carry_out;
  ++releases_;
  changed_.notify_all();
}

void FaultBook::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  changed_.notify_all();
}

}  // namespace darties::fakes
