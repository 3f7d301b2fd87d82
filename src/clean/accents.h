#pragma once

#include <string>
#include <string_view>

namespace darties {

/// The text in lower case and without accents, for comparing what people typed: "Février", "FEVRIER" and "fe\u0301vrier" are
/// all "fevrier"; "œ" is "oe". Bytes that are not UTF-8 stay as they are.
std::string fold_accents(std::string_view text);

/// Without blanks on both sides, the unbreakable and narrow ones of French typography included.
std::string_view trim_blanks(std::string_view text);

}  // namespace darties
