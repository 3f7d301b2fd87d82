#pragma once

#include <arpa/inet.h>
#include <httplib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <thread>

#include "base/file_descriptor.h"

namespace darties::fakes {

/// An HTTP server on 127.0.0.1 while it lives. Set handlers on `server` before start().
class HttpServer {
 public:
  HttpServer() { server.set_tcp_nodelay(true); }
  ~HttpServer() {
    server.stop();
    if (thread_.joinable()) thread_.join();
  }
  void start() {
    port_ = server.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server.listen_after_bind(); });
    while (!server.is_running()) std::this_thread::yield();
  }
  std::string url(std::string_view path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
  }
  int port() const { return port_; }

  httplib::Server server;

 private:
  int port_ = 0;
  std::thread thread_;
};

/// A server that takes one connection at a time, reads a request's head, answers these bytes and hangs up.
class RawServer {
 public:
  explicit RawServer(std::string answer) : answer_(std::move(answer)) {
    listener_ = FileDescriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(listener_.get(), reinterpret_cast<sockaddr*>(&address), size);
    ::listen(listener_.get(), 16);
    ::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~RawServer() {
    ::shutdown(listener_.get(), SHUT_RDWR);
    thread_.join();
  }
  std::string url(std::string_view path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
  }

 private:
  void serve() {
    for (;;) {
      const FileDescriptor connection(::accept(listener_.get(), nullptr, nullptr));
      if (!connection) return;
      std::string head;
      char byte = 0;
      while (!head.ends_with("\r\n\r\n") && ::recv(connection.get(), &byte, 1, 0) == 1)
        head += byte;
      ::send(connection.get(), answer_.data(), answer_.size(), MSG_NOSIGNAL);
    }
  }

  std::string answer_;
  FileDescriptor listener_;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace darties::fakes
