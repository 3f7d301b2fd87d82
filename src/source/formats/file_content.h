#pragma once

#include <string>
#include <string_view>

#include "lake/store.h"
#include "source/formats/registry.h"

namespace darties {

/// Whether programs write files of several formats under such a name: .xls, which may be anything that Excel opens, and
/// names of workbooks that are not read.
bool is_ambiguous_name(std::string_view file_name);

/// The format of a file by its first bytes: HTML, text with separators, or an .xlsx under the name of an .xls.
/// Throws kInvalid for what is not read, saying what it is.
const SourceFormat& format_by_content(ObjectReader& bytes, const std::string& name);

/// Throws kInvalid for a file with the name of a text whose bytes are a workbook, an archive or a picture, saying so.
void refuse_what_is_no_text(ObjectReader& bytes, const std::string& name);

}  // namespace darties
