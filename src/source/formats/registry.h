#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "lake/store.h"
#include "source/workbook.h"

namespace darties {

/// A file format that rows can come from. One constant record for each, listed in registry.cpp.
struct SourceFormat {
  std::string_view name;     ///< "xlsx"
  std::string_view summary;  ///< one sentence for --help
  std::string_view
      suffixes;  ///< what names end with, each with its dot, blanks between: ".jsonl .ndjson"; empty: asked for by name only
  std::string_view options;  ///< which of TextOptions it understands: "separator encoding"
  /// `name` is the file's name without folders, for messages and as the name of a text file's only
  /// sheet. Options that are not of this format are passed over.
  std::unique_ptr<Workbook> (*open)(std::unique_ptr<ObjectReader> bytes, std::string name,
                                    const TextOptions& options);
};

std::span<const SourceFormat* const> formats();

/// The format of this name, such as "html"; null when there is none.
const SourceFormat* find_format(std::string_view name);

/// The format of a file by what its name ends with, in any case.
/// Throws kInvalid for a name that ends with none of them, saying which there are.
const SourceFormat& format_of(std::string_view file_name);

/// Opens a file by what its name ends with. What is called .xls is looked at: it may be HTML, text with tabs or an .xlsx.
/// Throws kInvalid for what is not read, saying what it is, and for options that the format knows nothing of.
std::unique_ptr<Workbook> open_format(std::unique_ptr<ObjectReader> bytes, std::string name,
                                      const TextOptions& options = {});

}  // namespace darties
