#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "warehouse/load/arena.h"
#include "warehouse/load/load_plan.h"
#include "warehouse/load/record_bounds.h"

namespace darties::load {

/// One field of a text record.
struct TextField {
  std::string_view raw;    ///< as it stands between the delimiters
  std::string_view value;  ///< without quotes and escapes
};

/// What splitting a record came to.
struct SplitResult {
  const char* end =
      nullptr;  ///< behind the record's line feed; nullptr: the bytes end before the record does
  const char* text_end = nullptr;  ///< the record without its line end
  std::string_view fault;          ///< empty: good
  std::size_t fault_position = 0;  ///< in the record
};

/// Finds the end of a record and takes it apart into fields. Delimited text, CSV and fixed width, by the rules of
/// TextRules.
/// Values point into the input, or into the arena where quotes or escapes had to go.
class FieldSplitter {
 public:
  FieldSplitter(const TextRules& rules, Arena& arena) : rules_(rules), arena_(arena) {}

  /// `last` says that the input ends with `end`: a record without line feed ends there too.
  SplitResult split(const char* begin, const char* end, bool last, std::vector<TextField>& fields);

 private:
  SplitResult split_csv(const char* begin, const char* end, bool last,
                        std::vector<TextField>& fields);
  SplitResult split_plain(const char* begin, const char* end, bool last,
                          std::vector<TextField>& fields);
  SplitResult split_escaped(const char* begin, const char* end, bool last,
                            std::vector<TextField>& fields);
  std::optional<std::size_t> csv_record_end(std::string_view bytes) const;
  void split_line(std::string_view line, std::vector<TextField>& fields) const;
  bool csv_field(std::string_view record, std::size_t& at, TextField& field, SplitResult& result);
  bool escaped_field(std::string_view record, std::size_t& at, TextField& field,
                     SplitResult& result);
  const char* escaped_record_end(const char* begin, const char* end) const;
  bool at_delimiter(std::string_view record, std::size_t at) const {
    return record.substr(at, rules_.delimiter.size()) == rules_.delimiter;
  }

  const TextRules& rules_;
  Arena& arena_;
};

}  // namespace darties::load
