#include "base/aws/sender.h"

#include <future>
#include <utility>

#include "base/aws/flight.h"

namespace darties::aws {
namespace {

void throw_if_stopped(const std::exception_ptr& failure) {
  if (!failure) return;
  try {
    std::rethrow_exception(failure);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kCancelled) throw;
  } catch (...) {  // the caller finds it in the reply
  }
}

}  // namespace

Sender::Sender(HttpClient& http, Clock& clock, RetryLimits limits)
    : state_(std::make_shared<State>(http, clock, limits)) {}

Sender::~Sender() {
  state_->closed = true;
  state_->fetcher.close();
}

Reply Sender::send(Call call, const std::stop_token& stop) {
  if (call.credentials) static_cast<void>(call.credentials->get());  // fetched in this thread
  auto promise = std::make_shared<std::promise<Reply>>();            // shared with the callback
  auto future = promise->get_future();
  start(
      std::move(call), [promise](Reply reply) { promise->set_value(std::move(reply)); }, stop);
  Reply reply = future.get();
  throw_if_stopped(reply.failure);
  return reply;
}

void Sender::start(Call call, std::function<void(Reply)> done, const std::stop_token& stop) {
  std::make_shared<Flight>(state_, std::move(call), std::move(done))->begin(stop);
}

}  // namespace darties::aws
