// Excel workbooks (ECMA-376): a zip of XML parts. xlsx/ holds the steps, in this order: file_kind, zip_archive and
// inflater, workbook_parts, shared_strings, sheet_rows.
#include <mutex>

#include "base/error.h"
#include "source/formats/registry.h"
#include "source/formats/row_filters.h"
#include "source/formats/xlsx/merged_cells.h"
#include "source/formats/xlsx/shared_strings.h"
#include "source/formats/xlsx/sheet_rows.h"
#include "source/formats/xlsx/workbook_parts.h"

namespace darties {
namespace xlsx {
namespace {

class XlsxWorkbook final : public Workbook {
 public:
  XlsxWorkbook(std::unique_ptr<ObjectReader> bytes, std::string name)
      : archive_(std::move(bytes), std::move(name), Limits{}),
        parts_(read_workbook_parts(archive_)) {}

  const std::string& name() const override { return archive_.workbook(); }
  const std::vector<SheetInfo>& sheets() const override { return parts_.sheets; }

  std::unique_ptr<RowReader> read(std::size_t sheet_index, const ReadOptions& options) override {
    const SheetInfo& sheet = parts_.sheets.at(sheet_index);
    if (sheet.state != SheetState::kReadable) throw Error(ErrorKind::kInvalid, "{}", sheet.fault);
    // The sheet is being unpacked already while the strings are read.
    auto window = open_window(sheet_index);
    auto rows = read_sheet_rows(std::move(window), {.strings = &strings(),
                                                    .styles = &parts_.styles,
                                                    .since_1904 = parts_.since_1904,
                                                    .sheet = sheet.name});
    if (options.fill_merged || options.fill_merged_rows > 0) {
      auto merged = read_merged_ranges(*open_window(sheet_index));
      cut_merged_ranges(merged, options);
      if (!merged.empty()) rows = fill_merged(std::move(rows), std::move(merged));
    }
    if (options.range) rows = keep_range(std::move(rows), *options.range);
    return rows;
  }

 private:
  std::unique_ptr<XmlWindow> open_window(std::size_t sheet_index) const {
    const Part& part = archive_.at(parts_.sheet_parts.at(sheet_index));
    return std::make_unique<XmlWindow>(stream_part(archive_, part),
                                       XmlOrigin{archive_.workbook(), part.name},
                                       archive_.limits().row_bytes);
  }

  const SharedStrings& strings() {
    const std::lock_guard lock(mutex_);
    if (!strings_) {
      const auto& name = parts_.shared_strings_part;
      strings_ = read_shared_strings(archive_, name.empty() ? nullptr : &archive_.at(name));
    }
    return *strings_;
  }

  ZipArchive archive_;
  WorkbookParts parts_;
  std::mutex mutex_;  // guards strings_ until it is there
  std::unique_ptr<const SharedStrings> strings_;
};

}  // namespace
}  // namespace xlsx

extern const SourceFormat xlsx_format{
    .name = "xlsx",
    .summary = "Excel workbooks of 2007 and later.",
    .suffixes = ".xlsx .xlsm",
    .options = "",
    .open = [](std::unique_ptr<ObjectReader> bytes, std::string name,
               const TextOptions&) -> std::unique_ptr<Workbook> {
      return std::make_unique<xlsx::XlsxWorkbook>(std::move(bytes), std::move(name));
    },
};

}  // namespace darties
