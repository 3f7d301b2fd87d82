#include "fakes/cloud/fake_cloud.h"

#include "fakes/cloud/admin.h"
#include "fakes/cloud/fault_answers.h"
#include "fakes/cloud/refusals.h"

namespace darties::fakes {
namespace {

/// The fourth part of the signature's scope.
std::string service_of(const WireRequest& request) {
  const std::string header = request.text("authorization");
  const auto end = header.find("/aws4_request");
  if (end == std::string::npos) return "s3";
  const auto begin = header.rfind('/', end - 1);
  return header.substr(begin + 1, end - begin - 1);
}

CallName name_of(const WireRequest& request) {
  CallName name{service_of(request), "", request.method, ""};
  if (name.service == "s3") {
    const S3Call call = read_s3_call(request);
    name.operation = call.operation;
    name.key = call.key.empty() ? call.bucket : call.bucket + "/" + call.key;
  } else {
    name.operation = read_query(request.body)["Action"];
  }
  return name;
}

}  // namespace

FakeCloud::FakeCloud(int port)
    : server_([this](const WireRequest& request) { return answer(request); }, port) {
  keys.add({kTestKeyId, kTestSecret, "", std::nullopt});
  s3.now = [this] { return now(); };
}

FakeCloud::~FakeCloud() {
  faults.close();
  server_.stop();
}

Time FakeCloud::now() const {
  return std::chrono::system_clock::now() + std::chrono::seconds(clock_offset_seconds);
}

int FakeCloud::count(const std::string& operation) const {
  const std::lock_guard lock(mutex_);
  int total = 0;
  for (const auto& [name, calls] : counts_) {
    if (operation.empty() || operation == name) total += calls;
  }
  return total;
}

std::map<std::string, int> FakeCloud::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

std::vector<LoggedRequest> FakeCloud::log() const {
  const std::lock_guard lock(mutex_);
  return log_;
}

void FakeCloud::forget_calls() {
  const std::lock_guard lock(mutex_);
  counts_.clear();
  log_.clear();
  highest_in_flight_ = 0;
}

void FakeCloud::gauge() {
  const int now_in_flight = ++in_flight_;
  int highest = highest_in_flight_;
  while (highest < now_in_flight &&
         !highest_in_flight_.compare_exchange_weak(highest, now_in_flight)) {
  }
}

void FakeCloud::note(const WireRequest& request, const CallName& name, const WireAnswer& answer) {
  const std::lock_guard lock(mutex_);
  ++counts_[name.operation];
  if (keeps_log)
    log_.push_back({name, request.target, request.headers, answer.reset ? 0 : answer.status});
}

WireAnswer FakeCloud::answer(const WireRequest& request) {
  if (request.target.starts_with("/_fake/")) return administer(*this, request);
  const CallName name = name_of(request);
  gauge();
  WireAnswer given = answer_call(request, name);
  if (latency_ms > 0) server_.pause(latency_ms);
  --in_flight_;
  note(request, name, given);
  given.headers.emplace_back("Date", http_time(now()));
  given.headers.emplace_back("x-amz-request-id", "FAKE0000REQUEST1");
  return given;
}

WireAnswer FakeCloud::answer_call(const WireRequest& request, const CallName& name) {
  FaultRule rule;
  if (faults.strike(name, rule)) return strike(request, name, rule);
  return carry_out(request, name);
}

WireAnswer FakeCloud::strike(const WireRequest& request, const CallName& name,
                             const FaultRule& rule) {
  const WireAnswer dropped{.reset = true};
  if (rule.kind == FaultKind::kHold && !rule.after && !faults.hold(name)) return dropped;
  if (rule.kind == FaultKind::kDelay || rule.kind == FaultKind::kSilence)
    server_.pause(rule.milliseconds);
  WireAnswer given;
  if (rule.after || carries_out(rule.kind)) given = carry_out(request, name);
  if (rule.kind == FaultKind::kHold && rule.after && !faults.hold(name)) return dropped;
  return spoil(std::move(given), rule, name);
}

WireAnswer FakeCloud::carry_out(const WireRequest& request, const CallName& name) {
  try {
    authenticate(request, name);
    return serve(request, name);
  } catch (const Refusal& refusal) {
    return write_refusal(refusal, name.service);
  }
}

WireAnswer FakeCloud::serve(const WireRequest& request, const CallName& name) {
  if (name.service == "s3") return s3.answer(request, read_s3_call(request));
  throw Refusal{501, "NotImplemented", "the fake has no service " + name.service};
}

std::string FakeCloud::region_for(const CallName& name) const {
  if (name.service != "s3") return "";
  const std::string of_bucket = s3.region_of(name.key.substr(0, name.key.find('/')));
  return of_bucket.empty() ? region : of_bucket;
}

void FakeCloud::authenticate(const WireRequest& request, const CallName& name) {
  if (!checks_signatures) return;
  const Identity identity = check_signature(request, keys, region_for(name), now());
  if (identity.verdict != Verdict::kGood) throw refusal_of(identity, name.service);
}

}  // namespace darties::fakes
