#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

#include "sql/syntax/cursor.h"

namespace darties::sql {

/// Remembers which parameters of COPY or UNLOAD were written and where, to refuse repetitions and
/// combinations.
class ParameterLog {
 public:
  explicit ParameterLog(const Cursor& cursor) : cursor_(&cursor) {}

  /// Errors: the parameter was written before.
  void add(std::string_view name, std::size_t offset);
  bool has(std::string_view name) const { return places_.contains(name); }
  std::size_t place_of(std::string_view name) const { return places_.at(std::string(name)); }

  /// Refuses each of `others` beside `name`.
  void exclude(std::string_view name, std::initializer_list<std::string_view> others) const;

 private:
  const Cursor* cursor_;
  std::map<std::string, std::size_t, std::less<>> places_;
};

// Arguments. Each accepts the optional word AS in front, and names the parameter in its message.

std::string string_argument(Cursor& cursor, std::string_view parameter);
/// A whole number between the bounds, with or without quotes.
std::int64_t integer_argument(Cursor& cursor, std::string_view parameter, std::int64_t min,
                              std::int64_t max);
/// "ON" or "OFF" from ON, TRUE, OFF, FALSE when one stands here, else `otherwise`.
std::string switch_argument(Cursor& cursor, std::string_view otherwise);
/// A delimiter: its escapes \t, \n, \\ and \ddd resolved. Errors: empty, a line end, not ASCII.
std::string delimiter_argument(Cursor& cursor, std::string_view parameter);
/// One ASCII character.
char character_argument(Cursor& cursor, std::string_view parameter);
/// 'label:width,label:width'
std::vector<FixedWidthFormat::Field> widths_argument(Cursor& cursor, std::string_view parameter);
/// NULL AS: the raw text; '\0' and '\000' mean a NUL byte, \N stays.
std::string null_argument(Cursor& cursor, std::string_view parameter);

}  // namespace darties::sql
