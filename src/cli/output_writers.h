#pragma once

#include "cli/output.h"

namespace darties::cli {

enum class JsonStyle { kArray, kLines };

/// Columns aligned for people. Line ends and control characters are shown as escapes, so that
/// data can not take over the terminal.
std::unique_ptr<TableWriter> make_aligned_writer(std::ostream& out,
                                                 std::vector<OutputColumn> columns,
                                                 const OutputOptions& options);
/// A table as GitHub understands it.
std::unique_ptr<TableWriter> make_markdown_writer(std::ostream& out,
                                                  std::vector<OutputColumn> columns,
                                                  const OutputOptions& options);
/// One object a row. Equal column names get a number: "a", "a_2".
std::unique_ptr<TableWriter> make_json_writer(std::ostream& out, std::vector<OutputColumn> columns,
                                              JsonStyle style);
/// RFC 4180 with "\n"; NULL is nothing, an empty text is "".
std::unique_ptr<TableWriter> make_csv_writer(std::ostream& out, std::vector<OutputColumn> columns);

}  // namespace darties::cli
