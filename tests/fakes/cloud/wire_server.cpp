#include "fakes/cloud/wire_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <stdexcept>

namespace darties::fakes {
namespace {

bool receive_more(int socket, std::string& buffer) {
  std::array<char, 65536> piece;
  const auto count = recv(socket, piece.data(), piece.size(), 0);
  if (count <= 0) return false;
  buffer.append(piece.data(), std::size_t(count));
  return true;
}

bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(std::size_t(count));
  }
  return true;
}

/// Takes the line up to the next line end off the buffer.
std::optional<std::string> receive_line(int socket, std::string& buffer) {
  auto end = buffer.find("\r\n");
  while (end == std::string::npos) {
    if (!receive_more(socket, buffer)) return std::nullopt;
    end = buffer.find("\r\n");
  }
  std::string line = buffer.substr(0, end);
  buffer.erase(0, end + 2);
  return line;
}

bool receive_bytes(int socket, std::string& buffer, std::size_t count, std::string& into) {
  while (buffer.size() < count) {
    if (!receive_more(socket, buffer)) return false;
  }
  into.append(buffer, 0, count);
  buffer.erase(0, count);
  return true;
}

bool receive_chunks(int socket, std::string& buffer, std::string& into) {
  for (;;) {
    const auto line = receive_line(socket, buffer);
    if (!line) return false;
    const auto size = std::strtoull(line->c_str(), nullptr, 16);
    if (!receive_bytes(socket, buffer, size, into)) return false;
    if (!receive_line(socket, buffer)) return false;
    if (size == 0) return true;
  }
}

/// Lines up to the blank one.
bool receive_headers(int socket, std::string& buffer, WireRequest& request) {
  auto end = buffer.find("\r\n\r\n");
  while (end == std::string::npos) {
    if (buffer.size() > 1 << 20 || !receive_more(socket, buffer)) return false;
    end = buffer.find("\r\n\r\n");
  }
  std::size_t at = buffer.find("\r\n");
  const std::string first = buffer.substr(0, at);
  const auto space = first.find(' ');
  const auto second = first.rfind(' ');
  if (space == std::string::npos || second == space) return false;
  request.method = first.substr(0, space);
  request.target = first.substr(space + 1, second - space - 1);
  while (at < end) {
    const auto next = buffer.find("\r\n", at + 2);
    const std::string line = buffer.substr(at + 2, next - at - 2);
    at = next;
    const auto colon = line.find(':');
    if (colon == std::string::npos) return false;
    const auto value = line.find_first_not_of(" \t", colon + 1);
    request.headers.emplace_back(line.substr(0, colon),
                                 value == std::string::npos ? "" : line.substr(value));
  }
  buffer.erase(0, end + 4);
  return true;
}

bool receive_body(int socket, std::string& buffer, WireRequest& request) {
  if (strcasecmp(request.text("expect").c_str(), "100-continue") == 0 &&
      !send_all(socket, "HTTP/1.1 100 Continue\r\n\r\n")) {
    return false;
  }
  if (strcasecmp(request.text("transfer-encoding").c_str(), "chunked") == 0) {
    return receive_chunks(socket, buffer, request.body);
  }
  const auto length = std::strtoull(request.text("content-length").c_str(), nullptr, 10);
  return receive_bytes(socket, buffer, length, request.body);
}

std::string_view reason_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 301:
      return "Moved Permanently";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 412:
      return "Precondition Failed";
    case 503:
      return "Slow Down";
    default:
      return status < 400 ? "OK" : "Error";
  }
}

std::string head_of(const WireAnswer& answer) {
  std::string head = "HTTP/1.1 " + std::to_string(answer.status) + " ";
  head += reason_of(answer.status);
  head += "\r\n";
  for (const auto& [name, value] : answer.headers) head += name + ": " + value + "\r\n";
  const bool has_length = find_header(answer.headers, "content-length") != nullptr;
  if (!has_length && answer.status != 204 && answer.status != 304) {
    head += "Content-Length: " + std::to_string(answer.bytes().size()) + "\r\n";
  }
  return head + "\r\n";
}

void reset(int socket) {
  const linger at_once{1, 0};
  setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

}  // namespace

const std::string* find_header(const WireHeaders& headers, std::string_view name) {
  for (const auto& [found, value] : headers) {
    if (found.size() == name.size() && strncasecmp(found.data(), name.data(), name.size()) == 0) {
      return &value;
    }
  }
  return nullptr;
}

WireServer::WireServer(Handler handler, int port) : handler_(std::move(handler)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(std::uint16_t(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      listen(listener_, 1024) != 0 ||
      getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    close(listener_);
    throw std::runtime_error("no port of 127.0.0.1 to listen on");
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

WireServer::~WireServer() { stop(); }

void WireServer::stop() {
  if (stopping_.exchange(true)) return;
  shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  close(listener_);
  {
    const std::lock_guard lock(mutex_);
    wake_.notify_all();
    for (auto& connection : connections_) {
      if (!connection.over) shutdown(connection.socket, SHUT_RDWR);
    }
  }
  for (auto& connection : connections_) connection.thread.join();
}

bool WireServer::pause(int milliseconds) {
  std::unique_lock lock(mutex_);
  return !wake_.wait_for(lock, std::chrono::milliseconds(milliseconds),
                         [this] { return stopping_.load(); });
}

void WireServer::accept_all() {
  while (!stopping_) {
    const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) continue;
    admit(socket);
  }
}

void WireServer::admit(int socket) {
  const int on = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const std::lock_guard lock(mutex_);
  bury_the_dead();
  auto& connection = connections_.emplace_back();
  connection.socket = socket;
  connection.thread = std::thread([this, &connection] { serve(connection); });
}

void WireServer::bury_the_dead() {
  std::erase_if(connections_, [](Connection& connection) {
    if (!connection.over) return false;
    connection.thread.join();
    return true;
  });
}

void WireServer::serve(Connection& connection) {
  std::string buffer;
  while (!stopping_ && serve_one(connection.socket, buffer)) {
  }
  const std::lock_guard lock(mutex_);
  close(connection.socket);
  connection.over = true;
}

bool WireServer::serve_one(int socket, std::string& buffer) {
  WireRequest request;
  if (!receive_headers(socket, buffer, request)) return false;
  if (!receive_body(socket, buffer, request)) return false;
  WireAnswer answer = handler_(request);
  if (request.method == "HEAD") answer.head = true;
  return send_answer(socket, answer) &&
         strcasecmp(request.text("connection").c_str(), "close") != 0;
}

bool WireServer::send_answer(int socket, const WireAnswer& answer) {
  if (answer.reset && answer.cut_at < 0) {
    reset(socket);
    return false;
  }
  std::string head = head_of(answer);
  std::string_view bytes = answer.head ? std::string_view() : answer.bytes();
  const bool cut = answer.cut_at >= 0 && std::size_t(answer.cut_at) < bytes.size();
  if (cut) bytes = bytes.substr(0, std::size_t(answer.cut_at));
  if (answer.bytes_per_second > 0) {
    if (!send_all(socket, head) || !send_slowly(socket, bytes, answer.bytes_per_second)) {
      return false;
    }
  } else if (bytes.size() < 65536) {
    head += bytes;
    if (!send_all(socket, head)) return false;
  } else if (!send_all(socket, head) || !send_all(socket, bytes)) {
    return false;
  }
  if (cut && answer.reset) reset(socket);
  return !cut && !answer.reset;
}

bool WireServer::send_slowly(int socket, std::string_view bytes, std::int64_t bytes_per_second) {
  constexpr int kPauseMs = 50;
  const auto step = std::size_t(std::max<std::int64_t>(1, bytes_per_second * kPauseMs / 1000));
  while (!bytes.empty()) {
    if (!pause(kPauseMs) || !send_all(socket, bytes.substr(0, step))) return false;
    bytes.remove_prefix(std::min(step, bytes.size()));
  }
  return true;
}

}  // namespace darties::fakes
