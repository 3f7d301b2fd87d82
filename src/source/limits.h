#pragma once

#include <cstddef>
#include <cstdint>

namespace darties {

/// Bounds on what text files and documents become, counted while they are read. docs/limits.md has them for users.
inline constexpr std::size_t kMostColumns = 16'384;           ///< of a table, as many as Excel has
inline constexpr std::size_t kMostRecordBytes = 64ULL << 20;  ///< of one line or record
inline constexpr std::size_t kMostDocumentBytes = 64ULL
                                                  << 20;      ///< of a document that is read whole
inline constexpr std::size_t kMostDocumentCells = 4'000'000;  ///< of all tables of a document
inline constexpr std::size_t kMostDocumentText = 128ULL
                                                 << 20;  ///< bytes of all cells of a document
inline constexpr std::size_t kMostDocumentParts =
    4'000'000;  ///< tags, attributes, values of a document
inline constexpr std::size_t kMostDocumentSheets = 1'000;  ///< tables of a document
inline constexpr std::size_t kLongestPath = 4'096;    ///< bytes of the names that lead to a table
inline constexpr std::size_t kDeepestDocument = 200;  ///< elements or lists inside of one another

/// All texts of one row. A text that is stored once may be named by each of 16,384 cells.
inline constexpr std::uint64_t kRowTextBytes = 64ull << 20;
/// The cells of one sheet that get their value from a merged range.
inline constexpr std::uint64_t kFilledCells = 10'000'000;

}  // namespace darties
