// libcurl's multi interface on one thread. Other threads leave requests in the inbox and wake it.
#include "base/http/http_loop.h"

#include <algorithm>

#include "base/cancellation.h"
#include "base/http/curl_error.h"

namespace darties {
namespace {

constexpr std::chrono::milliseconds kLongestWait{500};
constexpr std::chrono::milliseconds kLookInterval{100};  // how often silence is looked for

void init_curl() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) throw from_curl(code, "", "libcurl");
}

CurlList list_of(const std::vector<std::string>& lines) {
  CurlList list;
  for (const std::string& line : lines) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(list.release());
    list.reset(longer);
  }
  return list;
}

std::exception_ptr stopped(std::string_view what) {
  return std::make_exception_ptr(Error(ErrorKind::kCancelled, "stopped while {}", what));
}

}  // namespace

HttpClient::Loop::Loop(HttpOptions options)
    : options_(std::move(options)), most_in_flight_(std::max(1, options_.most_in_flight)) {
  init_curl();
  multi_.reset(curl_multi_init());
  if (!multi_) throw Error(ErrorKind::kUnavailable, "libcurl can not start: out of memory");
  connect_to_ = list_of(options_.connect_to);
  curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(options_.most_in_flight));
  thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

HttpClient::Loop::~Loop() {
  thread_.request_stop();
  curl_multi_wakeup(multi_.get());
  thread_.join();
}

HttpClient::Ticket HttpClient::Loop::add(HttpRequest request, Done done) {
  const Instant due = std::chrono::steady_clock::now() + request.delay;
  auto transfer = std::make_unique<CurlTransfer>(std::move(request), std::move(done), due);
  Ticket ticket = 0;
  {
    const MutexLock lock(mutex_);
    ticket = ++last_ticket_;
    inbox_.emplace_hint(inbox_.end(), ticket, std::move(transfer));
  }
  curl_multi_wakeup(multi_.get());
  return ticket;
}

void HttpClient::Loop::cancel(Ticket ticket) {
  {
    const MutexLock lock(mutex_);
    cancelled_.push_back(ticket);
  }
  curl_multi_wakeup(multi_.get());
}

void HttpClient::Loop::limit(int count) {
  most_in_flight_ = std::clamp(count, 1, std::max(1, options_.most_in_flight));
  curl_multi_wakeup(multi_.get());
}

void HttpClient::Loop::work(const std::stop_token& stop) {
  block_broken_pipe_signals();
  while (!stop.stop_requested()) {
    take_inbox();
    cancel_those_asked();
    const Instant now = std::chrono::steady_clock::now();
    start_due(now);
    int running = 0;
    curl_multi_perform(multi_.get(), &running);
    finish_done();
    if (now >= next_look_) end_overdue(now);
    curl_multi_poll(multi_.get(), nullptr, 0, wait_ms(std::chrono::steady_clock::now()), nullptr);
  }
  end_all();
}

void HttpClient::Loop::take_inbox() {
  const MutexLock lock(mutex_);
  waiting_.merge(inbox_);
}

void HttpClient::Loop::cancel_those_asked() {
  std::vector<Ticket> tickets;
  {
    const MutexLock lock(mutex_);
    tickets.swap(cancelled_);
  }
  for (const Ticket ticket : tickets) {
    if (const auto active = active_.find(ticket); active != active_.end()) {
      end(active, CURLE_ABORTED_BY_CALLBACK);
    } else if (auto waiting = waiting_.extract(ticket)) {
      waiting.mapped()->fail(stopped("waiting to send a request"));
    }
  }
}

void HttpClient::Loop::start_due(Instant now) {
  next_due_ = Instant::max();
  for (auto next = waiting_.begin(); next != waiting_.end();) {
    if (active_.size() >= static_cast<std::size_t>(most_in_flight_)) return;
    if (next->second->due() > now) {
      next_due_ = std::min(next_due_, next->second->due());
      ++next;
      continue;
    }
    const auto due = next++;
    auto node = waiting_.extract(due);
    start(node.key(), std::move(node.mapped()));
  }
}

void HttpClient::Loop::start(Ticket ticket, std::unique_ptr<CurlTransfer> transfer) {
  try {
    transfer->prepare(spare_handle(), options_, connect_to_.get());
  } catch (...) {
    transfer->fail(std::current_exception());
    return;
  }
  curl_multi_add_handle(multi_.get(), transfer->handle());
  tickets_[transfer->handle()] = ticket;
  active_.emplace(ticket, std::move(transfer));
}

CurlHandle HttpClient::Loop::spare_handle() {
  if (spare_.empty()) {
    CurlHandle handle(curl_easy_init());
    if (!handle) throw Error(ErrorKind::kUnavailable, "libcurl can not start: out of memory");
    return handle;
  }
  CurlHandle handle = std::move(spare_.back());
  spare_.pop_back();
  return handle;
}

void HttpClient::Loop::finish_done() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode code = message->data.result;
    end(active_.find(tickets_.at(message->easy_handle)), code);
  }
}

void HttpClient::Loop::end(Transfers::iterator active, CURLcode code) {
  const auto transfer = std::move(active->second);
  active_.erase(active);
  tickets_.erase(transfer->handle());
  curl_multi_remove_handle(multi_.get(), transfer->handle());
  if (code == CURLE_ABORTED_BY_CALLBACK) {
    transfer->fail(stopped("waiting for an answer"));
  } else {
    transfer->finish(code);
  }
  // libcurl leaves pieces of a failed transfer in its handle, and then refuses options.
  if (code == CURLE_OK) spare_.push_back(transfer->take_handle());
}

void HttpClient::Loop::end_overdue(Instant now) {
  next_look_ = now + kLookInterval;
  for (auto next = active_.begin(); next != active_.end();) {
    const auto active = next++;
    if (active->second->is_overdue(now)) end(active, CURLE_OPERATION_TIMEDOUT);
  }
}

void HttpClient::Loop::end_all() {
  while (!active_.empty()) end(active_.begin(), CURLE_ABORTED_BY_CALLBACK);
  for (take_inbox(); !waiting_.empty(); take_inbox()) {
    const auto transfer = std::move(waiting_.extract(waiting_.begin()).mapped());
    transfer->fail(stopped("waiting to send a request"));
  }
}

int HttpClient::Loop::wait_ms(Instant now) const {
  auto wait = active_.empty() ? kLongestWait : kLookInterval;
  if (next_due_ != Instant::max()) {
    const auto until = std::chrono::ceil<std::chrono::milliseconds>(next_due_ - now);
    wait = std::clamp(until, std::chrono::milliseconds(0), wait);
  }
  return static_cast<int>(wait.count());
}

}  // namespace darties
