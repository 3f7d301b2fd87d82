#pragma once

#include <string_view>

#include "source/text_options.h"

namespace darties {

/// How the fields and records of a CSV file are set apart.
struct CsvDialect {
  char separator = ',';
  char quote = '"';      ///< '\0': none
  char escape = '\0';    ///< '\0': none
  char line_end = '\n';  ///< '\r': carriage returns alone
};

/// Finds out what `options` leave open from the first records of a file. `start` is its text; `is_all`: the whole of it.
///
/// Of , ; tab and | the separator is the one that gives the most records the same number of fields, more than one. Where two
/// do, fields that look as if they were cut at the wrong sign decide (a blank in front, another of the signs inside).
/// Throws kInvalid when that leaves two of them, since either would be a guess.
CsvDialect find_dialect(std::string_view start, bool is_all, const TextOptions& options);

}  // namespace darties
