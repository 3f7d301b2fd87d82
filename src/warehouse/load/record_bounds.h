#pragma once

#include <cstdint>

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

/// Reads CSV up to the line feed that ends its record. Keeps its place between calls, so that a record may come in pieces.
class CsvRecordScan {
 public:
  CsvRecordScan(char delimiter, char quote) : delimiter_(delimiter), quote_(quote) {}

  /// The position behind the line feed that ends the record, or nullptr when [p, end) does not hold it.
  const char* find_end(const char* p, const char* end);

 private:
  enum class State { kFieldStart, kPlain, kQuoted, kQuoteInQuoted };
  const char* step(const char* p, const char* end, bool& record_ended);

  char delimiter_;
  char quote_;
  State state_ = State::kFieldStart;
};

}  // namespace darties::load
