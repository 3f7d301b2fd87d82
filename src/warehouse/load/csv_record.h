#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace darties::load {

/// The size of the CSV record at the front of `bytes`, its line feed included; absent when the bytes end before it does.
/// For delimiters of any length: CsvWalk is quicker, and knows those of one character only.
std::optional<std::size_t> csv_record_size(std::string_view bytes, std::string_view delimiter,
                                           char quote);

}  // namespace darties::load
