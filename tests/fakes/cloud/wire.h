#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace darties::fakes {

using WireHeaders = std::vector<std::pair<std::string, std::string>>;

/// The value of the first header of this name, whatever its letter case; nullptr when there is none.
const std::string* find_header(const WireHeaders& headers, std::string_view name);

/// A request as it came in: nothing is decoded, no header is left out.
struct WireRequest {
  std::string method;
  std::string target;  ///< "/bucket/a%20b?list-type=2"
  WireHeaders headers;
  std::string body;

  std::string path() const { return target.substr(0, target.find('?')); }
  std::string query() const {
    const auto at = target.find('?');
    return at == std::string::npos ? "" : target.substr(at + 1);
  }
  const std::string* find(std::string_view name) const { return find_header(headers, name); }
  std::string text(std::string_view name) const {
    const auto* found = find(name);
    return found == nullptr ? "" : *found;
  }
};

/// An answer, and how it is to be sent: whole and at once, or not.
struct WireAnswer {
  int status = 200;
  WireHeaders headers;
  std::string body;
  std::shared_ptr<const std::string> shared;  ///< with `offset` and `length`, in place of `body`
  std::size_t offset = 0;
  std::size_t length = 0;
  bool head = false;         ///< Content-Length as said by the body, but no body
  std::int64_t cut_at = -1;  ///< so many bytes of the body are sent, then the connection ends
  std::int64_t bytes_per_second = 0;  ///< 0: as fast as it goes
  bool reset = false;                 ///< the connection is reset in place of an answer

  std::string_view bytes() const {
    return shared ? std::string_view(*shared).substr(offset, length) : std::string_view(body);
  }
};

/// Ends the handling of a request: the answer that a service gives when it refuses.
struct Refusal {
  int status = 400;
  std::string code;
  std::string message;
  WireHeaders headers = {};
  std::string details = {};  ///< further elements of an XML answer
};

}  // namespace darties::fakes
