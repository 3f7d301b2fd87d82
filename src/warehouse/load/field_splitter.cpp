#include "warehouse/load/field_splitter.h"

#include <cstring>

#include "warehouse/load/csv_record.h"
#include "warehouse/load/fixed_width.h"

namespace darties::load {
namespace {

const char* find_byte(const char* p, const char* end, char byte) {
  return static_cast<const char*>(std::memchr(p, byte, static_cast<std::size_t>(end - p)));
}

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

// The record ends before `line_feed`, and before a carriage return in front of it.
SplitResult ended_at(const char* begin, const char* line_feed, bool has_line_feed) {
  SplitResult result;
  result.end = line_feed + (has_line_feed ? 1 : 0);
  result.text_end = line_feed > begin && line_feed[-1] == '\r' ? line_feed - 1 : line_feed;
  return result;
}

void fault_at(SplitResult& result, std::string_view fault, std::size_t position) {
  if (!result.fault.empty()) return;
  result.fault = fault;
  result.fault_position = position;
}

}  // namespace

SplitResult FieldSplitter::split(const char* begin, const char* end, bool last,
                                 std::vector<TextField>& fields) {
  fields.clear();
  if (rules_.quote) return split_csv(begin, end, last, fields);
  if (rules_.escape || rules_.remove_quotes) return split_escaped(begin, end, last, fields);
  return split_plain(begin, end, last, fields);
}

SplitResult FieldSplitter::split_plain(const char* begin, const char* end, bool last,
                                       std::vector<TextField>& fields) {
  const char* const line_feed = find_byte(begin, end, '\n');
  if (line_feed == nullptr && !last) return {};
  const auto result = ended_at(begin, line_feed != nullptr ? line_feed : end, line_feed != nullptr);
  split_line(between(begin, result.text_end), fields);
  return result;
}

void FieldSplitter::split_line(std::string_view line, std::vector<TextField>& fields) const {
  if (!rules_.widths.empty())
    return split_fixed_width(line, rules_.widths, rules_.keep_blank_fields, fields);
  const bool single = rules_.delimiter.size() == 1;
  for (;;) {
    const auto found = single ? line.find(rules_.delimiter[0]) : line.find(rules_.delimiter);
    const auto field = line.substr(0, found);
    fields.push_back({field, field});
    if (found == std::string_view::npos) return;
    line.remove_prefix(found + rules_.delimiter.size());
  }
}

std::optional<std::size_t> FieldSplitter::csv_record_end(std::string_view bytes) const {
  if (rules_.delimiter.size() > 1) return csv_record_size(bytes, rules_.delimiter, *rules_.quote);
  return CsvWalk(rules_.delimiter[0], *rules_.quote).find(bytes, 0);
}

SplitResult FieldSplitter::split_csv(const char* begin, const char* end, bool last,
                                     std::vector<TextField>& fields) {
  // Most records hold no quote: then the line is the record.
  const char* line_feed = find_byte(begin, end, '\n');
  const char* const line_end = line_feed != nullptr ? line_feed : end;
  if (find_byte(begin, line_end, *rules_.quote) == nullptr)
    return split_plain(begin, end, last, fields);
  const auto record_size = csv_record_end(between(begin, end));
  if (!record_size && !last) return {};
  auto result =
      record_size ? ended_at(begin, begin + *record_size - 1, true) : ended_at(begin, end, false);
  const auto record = between(begin, result.text_end);
  for (std::size_t at = 0;;) {
    TextField field;
    const bool more = csv_field(record, at, field, result);
    fields.push_back(field);
    if (!more) return result;
  }
}

// Reads the field at `at` and moves behind its delimiter; false after the last one.
bool FieldSplitter::csv_field(std::string_view record, std::size_t& at, TextField& field,
                              SplitResult& result) {
  const char quote = *rules_.quote;
  const std::size_t begin = at;
  std::size_t open = at;
  while (open < record.size() && record[open] == ' ') ++open;
  if (open == record.size() || record[open] != quote) {
    const auto stop = record.find(rules_.delimiter, at);
    field.raw = field.value = record.substr(at, stop - at);
    at = stop + rules_.delimiter.size();
    return stop != std::string_view::npos;
  }
  std::size_t doubled = 0;
  std::size_t close = open + 1;
  for (;; close += 2, ++doubled) {
    close = record.find(quote, close);
    if (close == std::string_view::npos) {
      fault_at(result, "Invalid quote formatting for CSV", open);
      field.raw = field.value = record.substr(begin);
      return false;
    }
    if (close + 1 >= record.size() || record[close + 1] != quote) break;
  }
  field.value = record.substr(open + 1, close - open - 1);
  if (doubled > 0) {
    char* const copy = arena_.allocate(field.value.size());
    char* into = copy;
    for (std::size_t i = 0; i < field.value.size(); ++i) {
      *into++ = field.value[i];
      if (field.value[i] == quote) ++i;
    }
    field.value = between(copy, into);
  }
  std::size_t after = close + 1;
  while (after < record.size() && record[after] == ' ') ++after;
  const bool more = after < record.size();
  if (more && !at_delimiter(record, after)) {
    fault_at(result, "Invalid quote formatting for CSV", close);
    after = record.find(rules_.delimiter, after);
    field.raw = record.substr(begin, after - begin);
    at = after + rules_.delimiter.size();
    return after != std::string_view::npos;
  }
  field.raw = record.substr(begin, after - begin);
  at = after + rules_.delimiter.size();
  return more;
}

// With ESCAPE a line feed behind a backslash belongs to the field, and a zero byte ends the record.
const char* FieldSplitter::escaped_record_end(const char* begin, const char* end) const {
  if (!rules_.escape) return find_byte(begin, end, '\n');
  for (const char* p = begin; p < end; ++p) {
    if (*p == '\\') {
      ++p;
    } else if (*p == '\n' || *p == '\0') {
      return p;
    }
  }
  return nullptr;
}

SplitResult FieldSplitter::split_escaped(const char* begin, const char* end, bool last,
                                         std::vector<TextField>& fields) {
  const char* const stop = escaped_record_end(begin, end);
  if (stop == nullptr && !last) return {};
  auto result = ended_at(begin, stop != nullptr ? stop : end, stop != nullptr);
  const auto record = between(begin, result.text_end);
  for (std::size_t at = 0;;) {
    TextField field;
    const bool more = escaped_field(record, at, field, result);
    fields.push_back(field);
    if (!more) return result;
  }
}

bool FieldSplitter::escaped_field(std::string_view record, std::size_t& at, TextField& field,
                                  SplitResult& result) {
  const std::size_t begin = at;
  const bool quoted =
      rules_.remove_quotes && at < record.size() && (record[at] == '"' || record[at] == '\'');
  const char quote = quoted ? record[at] : '\0';
  if (quoted) ++at;
  char* const copy = arena_.allocate(record.size() - at);
  char* into = copy;
  bool closed = !quoted;
  while (at < record.size() && !(closed && at_delimiter(record, at))) {
    if (rules_.escape && record[at] == '\\' && at + 1 < record.size()) {
      *into++ = record[at + 1];
      at += 2;
    } else if (quoted && !closed && record[at] == quote &&
               (at + 1 == record.size() || at_delimiter(record, at + 1))) {
      closed = true;
      ++at;
    } else {
      *into++ = record[at++];
    }
  }
  if (!closed) fault_at(result, "Invalid quote formatting: a quote is not closed", begin);
  field.raw = record.substr(begin, at - begin);
  field.value = between(copy, into);
  arena_.give_back(
      static_cast<std::size_t>(copy + (record.size() - begin) - (quoted ? 1 : 0) - into));
  const bool more = at < record.size();
  at += rules_.delimiter.size();
  return more;
}

}  // namespace darties::load
