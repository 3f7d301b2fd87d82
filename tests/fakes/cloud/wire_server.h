#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>

#include "fakes/cloud/wire.h"

namespace darties::fakes {

/// A small HTTP/1.1 server on a free port of 127.0.0.1 that can also do what servers should not: reset connections,
/// end a body early, send it drop by drop. One thread a connection, connections are kept.
///
/// Threads: the handler is called from many threads at the same time.
class WireServer {
 public:
  using Handler = std::function<WireAnswer(const WireRequest&)>;

  /// `port` 0: a free one.
  explicit WireServer(Handler handler, int port = 0);
  ~WireServer();

  int port() const { return port_; }
  /// Waits so long; false when the server is being stopped.
  bool pause(int milliseconds);
  /// Ends all connections and waits for their threads.
  void stop();

 private:
  struct Connection {
    int socket = -1;
    std::atomic<bool> over = false;
    std::thread thread;
  };

  void accept_all();
  void admit(int socket);
  void bury_the_dead();
  void serve(Connection& connection);
  bool serve_one(int socket, std::string& buffer);
  bool send_answer(int socket, const WireAnswer& answer);
  bool send_slowly(int socket, std::string_view bytes, std::int64_t bytes_per_second);

  Handler handler_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;  // guards connections_ and the end of pauses
  std::condition_variable wake_;
  std::list<Connection> connections_;
  std::thread acceptor_;
};

}  // namespace darties::fakes
