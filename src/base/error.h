#pragma once

#include <fmt/core.h>

#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace darties {

/// What the one who catches an Error shall do about it.
enum class ErrorKind {
  kInvalid,      ///< input or configuration must change
  kNotFound,     ///< the named thing is not there
  kDenied,       ///< credentials or rights are missing
  kUnavailable,  ///< down or busy: the same call may succeed later
  kCancelled,    ///< someone asked to stop
  kBug,          ///< a fault of darties itself
};

/// "invalid", "not_found", "denied", "unavailable", "cancelled", "bug".
std::string_view to_string(ErrorKind kind);

/// The exit code of a command that ends with this kind of error: 2, 3, 4, 5, 130, 70.
int exit_code(ErrorKind kind);

/// A place in a text file of the user's. Lines and columns count from 1; columns count characters;
/// 0 is unknown.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;

  bool operator==(const Place&) const = default;
};

/// "pipelines/a.yml:12:5", as editors understand it; unknown parts are left out.
std::string to_string(const Place& place);

/// The one exception type of darties. On its way up it learns what was being done and where.
///
///     throw Error(ErrorKind::kNotFound, "no object under this key: {}", key);
///
///     catch (Error& error) {
///       error.while_doing(fmt::format("copying {} into {}", source, table));
///       throw;
///     }
class Error : public std::exception {
 public:
  template <class... Args>
  Error(ErrorKind kind, fmt::format_string<Args...> text, Args&&... args)
      : Error(kind, Literal{fmt::format(text, std::forward<Args>(args)...)}) {}

  ErrorKind kind() const { return kind_; }
  /// The first sentence alone, without place and context.
  const std::string& message() const { return message_; }
  const std::optional<Place>& place() const { return place_; }
  /// What was being done, innermost first.
  const std::vector<std::string>& context() const { return context_; }

  /// Adds what was being done: a phrase that reads well after "while".
  Error& while_doing(std::string activity);
  /// Says where in the user's text the fault lies. The first, innermost place stays.
  Error& at(Place place);

  /// "place: message" and a line "  while ..." for each context.
  const char* what() const noexcept override { return text_.c_str(); }

 private:
  struct Literal {
    std::string text;
  };
  Error(ErrorKind kind, Literal message);
  void rebuild_text();

  ErrorKind kind_;
  std::string message_;
  std::optional<Place> place_;
  std::vector<std::string> context_;
  std::string text_;
};

}  // namespace darties
