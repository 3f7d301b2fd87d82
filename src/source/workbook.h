#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lake/store.h"
#include "source/cell_range.h"
#include "source/row.h"
#include "source/text_options.h"

namespace darties {

enum class SheetState {
  kReadable,
  kWithoutCells,  ///< the workbook names no cells for it: a VBA module
  kBroken,        ///< its cells cannot be found
};

struct SheetInfo {
  std::string name;
  bool hidden = false;
  std::size_t index = 0;  ///< place in the workbook, from 0
  SheetState state = SheetState::kReadable;
  std::string fault = {};  ///< what read() says of one that is not kReadable
};

/// What to read of a sheet.
struct ReadOptions {
  std::optional<CellRange> range;  ///< cells outside are not seen
  bool fill_merged = false;  ///< every cell of a merged range gets the value of its top left cell
  std::uint64_t fill_merged_rows = 0;  ///< without fill_merged: so many rows at the top are filled
};

/// An open workbook, or a text file, which is a workbook of one sheet named after the file.
///
///     auto workbook = open_workbook("1_sources/2020_HISTO.xlsx");
///     for (const auto& sheet : select_sheets(*workbook, "CA_*"))
///       auto rows = workbook->read(sheet.index, {});
///
/// Threads: read() may be called from several threads at the same time; each reader belongs to one.
/// Errors:  kNotFound for what is not there (with the nearest name), kInvalid for bytes that are no
/// such file.
class Workbook {
 public:
  virtual ~Workbook() = default;

  /// The file's name without folders: "2020_HISTO.xlsx".
  virtual const std::string& name() const = 0;
  /// All sheets in their order, hidden ones included.
  virtual const std::vector<SheetInfo>& sheets() const = 0;
  /// The rows of a sheet. The reader must not outlive the workbook.
  virtual std::unique_ptr<RowReader> read(std::size_t sheet_index, const ReadOptions& options) = 0;
  /// What was taken for granted in what was read so far: "read as Windows-1252, …".
  virtual std::vector<std::string> notes() const { return {}; }
};

/// Opens a file by what its name ends with (formats/registry.h).
/// Throws kInvalid for options that its format knows nothing of.
std::unique_ptr<Workbook> open_workbook(const std::filesystem::path& file,
                                        const TextOptions& options = {});
/// The same for an object of a store.
std::unique_ptr<Workbook> open_workbook(Store& store, std::string_view key,
                                        const TextOptions& options = {});

}  // namespace darties
