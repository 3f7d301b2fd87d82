#include "base/http/http_client.h"

#include <future>

#include "base/http/http_loop.h"

namespace darties {

HttpClient::HttpClient(HttpOptions options) : loop_(std::make_unique<Loop>(std::move(options))) {}

HttpClient::~HttpClient() = default;

HttpResponse HttpClient::send(HttpRequest request, const std::stop_token& stop) {
  auto promise = std::make_shared<std::promise<HttpOutcome>>();  // shared with the callback
  auto future = promise->get_future();
  const Ticket ticket = start(std::move(request), [promise](HttpOutcome outcome) {
    promise->set_value(std::move(outcome));
  });
  HttpOutcome outcome;
  {
    const std::stop_callback when_stopped(stop, [&] { cancel(ticket); });
    outcome = future.get();
  }
  if (outcome.error) std::rethrow_exception(outcome.error);
  return std::move(outcome.response);
}

HttpClient::Ticket HttpClient::start(HttpRequest request, Done done) {
  return loop_->add(std::move(request), std::move(done));
}

void HttpClient::cancel(Ticket ticket) { loop_->cancel(ticket); }

void HttpClient::limit_in_flight(int count) { loop_->limit(count); }

int HttpClient::most_in_flight() const { return loop_->most_in_flight(); }

}  // namespace darties
