#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "lake/store.h"
#include "warehouse/load/load_plan.h"

namespace darties::load {

/// Finds places at which an object can be cut in two so that both parts, read on their own, give the very rows, good and
/// bad, that the whole gives.
///
/// JSON: the start of a line that begins with { or [, when the value there is whole and is followed by a further { or [,
/// or by the end. Nothing but the top level looks like this: within an array or object a value is followed by a comma, a
/// bracket or a colon, and a line feed within a string is no JSON at all. After a root that is no JSON, reading resumes
/// at the next line that begins with { or [ (resume_json), so that a cut is a place where reading resumes anyway.
/// Text: behind a line feed, unless lines can hold escaped or quoted ones. CSV: behind a line feed outside of quotes,
/// which is known only by having looked at all quotes since the last cut.
class RecordBounds {
 public:
  RecordBounds(const LoadPlan& plan, ObjectReader& object) : plan_(plan), object_(object) {}

  /// Whether objects of this plan can be cut at all.
  static bool can_cut(const LoadPlan& plan);
  /// The first place not before `target` where a record starts; `from` is the last such place. The object's size when
  /// there is none.
  std::uint64_t next(std::uint64_t from, std::uint64_t target);
  /// The offset behind the first `lines` line feeds.
  std::uint64_t behind_lines(std::int64_t lines);

 private:
  std::uint64_t next_line(std::uint64_t target);
  std::uint64_t next_json(std::uint64_t target);
  std::uint64_t next_csv(std::uint64_t from, std::uint64_t target);

  const LoadPlan& plan_;
  ObjectReader& object_;
};

/// Where reading goes on after the root that starts at `root` turned out to be no JSON: the next line that begins with
/// { or [. `end` when there is none in these bytes.
const char* resume_json(const char* root, const char* end);

/// Walks over CSV from quote to quote, in search of a line feed that ends a record. A quote opens a field only at the
/// field's start, blanks before it left aside; anywhere else it is a character.
class CsvWalk {
 public:
  /// Starts at a record's beginning, the index `begin` of the bytes that find() gets.
  CsvWalk(char delimiter, char quote, std::size_t begin = 0)
      : delimiter_(delimiter), quote_(quote), at_(begin), floor_(begin) {}

  /// The index behind the first such line feed that is not before `target`; absent when `bytes` do not hold it. May then
  /// be asked again with the same bytes and more behind them.
  std::optional<std::size_t> find(std::string_view bytes, std::size_t target);

 private:
  bool leave_quotes(std::string_view bytes);
  bool opens_field(std::string_view bytes, std::size_t quote) const;

  char delimiter_;
  char quote_;
  std::size_t at_;
  std::size_t floor_;         // where plain text began: a record's start, or behind a closing quote
  bool quoted_ = false;       // at_ is within quotes
  bool after_quote_ = false;  // floor_ is behind a closing quote
};

}  // namespace darties::load
