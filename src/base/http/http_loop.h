#pragma once

#include <curl/curl.h>

#include <atomic>
#include <map>
#include <memory>
#include <thread>
#include <vector>

#include "base/http/curl_transfer.h"
#include "base/http/http_client.h"
#include "base/mutex.h"

namespace darties {

/// The client's thread: takes requests from all threads, keeps so many of them in libcurl's hands, tells each how it ended.
class HttpClient::Loop {
 public:
  explicit Loop(HttpOptions options);
  ~Loop();

  Ticket add(HttpRequest request, Done done);
  void cancel(Ticket ticket);
  void limit(int count);
  int most_in_flight() const { return options_.most_in_flight; }

 private:
  using Transfers = std::map<Ticket, std::unique_ptr<CurlTransfer>>;
  using Instant = CurlTransfer::Instant;

  void work(const std::stop_token& stop);
  void take_inbox();
  void cancel_those_asked();
  void start_due(Instant now);
  void start(Ticket ticket, std::unique_ptr<CurlTransfer> transfer);
  void finish_done();
  void end_overdue(Instant now);
  void end_all();
  int wait_ms(Instant now) const;
  void end(Transfers::iterator active, CURLcode code);
  CurlHandle spare_handle();

  struct MultiDeleter {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };

  const HttpOptions options_;
  std::unique_ptr<CURLM, MultiDeleter> multi_;
  CurlList connect_to_;
  std::atomic<int> most_in_flight_;

  Mutex mutex_;
  Ticket last_ticket_ GUARDED_BY(mutex_) = 0;
  Transfers inbox_ GUARDED_BY(mutex_);
  std::vector<Ticket> cancelled_ GUARDED_BY(mutex_);

  // The thread's own.
  Transfers waiting_;  // for their time or their turn, in the order in which they came
  Transfers active_;
  std::map<CURL*, Ticket> tickets_;
  std::vector<CurlHandle> spare_;
  Instant next_due_;
  Instant next_look_;
  std::jthread thread_;  // last: everything is there before it starts
};

}  // namespace darties
