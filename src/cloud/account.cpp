#include "cloud/account.h"

#include <algorithm>

#include "base/cancellation.h"

namespace darties::cloud {
namespace {

constexpr int kLongestPolls = 6;

/// A refusal for want of rights names the action already; here it learns what to do.
template <class Call>
auto with_advice(Call call) {
  try {
    return call();
  } catch (Error& error) {
    const std::string& text = error.message();
    const bool rights =
        text.starts_with("AccessDenied") || text.starts_with("UnauthorizedOperation");
    if (rights) error.while_doing("in need of a permission that `darties infra policy` lists");
    throw;
  }
}

}  // namespace

Account::Account(aws::Access& access, Journal& journal, Options options)
    : access_(access), journal_(journal), options_(std::move(options)) {}

aws::QueryAnswer Account::ask(std::string_view service, std::string_view action,
                              const aws::QueryParameters& parameters, Expected expected) {
  aws::QueryClient client(access_, std::string(service), options_.region);
  return with_advice([&] { return client.call(action, parameters, expected, options_.stop); });
}

aws::JsonAnswer Account::ask_serverless(std::string_view action, const std::string& document,
                                        Expected expected) {
  aws::JsonClient client(access_, aws::kRedshiftServerless, options_.region);
  return with_advice([&] { return client.call(action, document, expected, options_.stop); });
}

// A call that failed without an answer stays "begun": it may have been carried out.
template <class Call>
auto Account::journaled(const Change& change, Call call) {
  const auto line =
      journal_.begin(fmt::format("{}:{}", change.service, change.action), change.target);
  try {
    auto answer = call();
    journal_.end(line, answer.refusal ? answer.refusal->code : "done");
    return answer;
  } catch (const Error& error) {
    const bool answered =
        error.kind() != ErrorKind::kUnavailable && error.kind() != ErrorKind::kCancelled;
    if (answered) journal_.end(line, to_string(error.kind()));
    throw;
  }
}

aws::QueryAnswer Account::change(const Change& change, const aws::QueryParameters& parameters,
                                 Expected expected) {
  return journaled(change,
                   [&] { return ask(change.service, change.action, parameters, expected); });
}

aws::JsonAnswer Account::change_serverless(const Change& change, const std::string& document,
                                           Expected expected) {
  return journaled(change, [&] { return ask_serverless(change.action, document, expected); });
}

bool Account::wait(Clock::Duration limit, const std::function<bool()>& ready) {
  const auto start = clock().elapsed();
  auto pause = options_.patience.poll;
  const auto longest = options_.patience.poll * kLongestPolls;
  while (!ready()) {
    const auto left = limit - (clock().elapsed() - start);
    if (left <= Clock::Duration(0)) return false;
    clock().sleep(std::min(pause, left), options_.stop);
    throw_if_cancelled(options_.stop, "waiting for AWS");
    pause = std::min(pause * 3 / 2, longest);
  }
  return true;
}

bool Account::may_be_unseen(std::string_view action, std::string_view target) {
  const auto last = journal_.last(action, target);
  return last && clock().now() - last->at < options_.patience.settle;
}

void Account::say(std::string_view line) const {
  if (options_.say) options_.say(line);
}

}  // namespace darties::cloud
