// The XML of a sheet: its rows, then its merged ranges. The first byte says into how many pieces the rest is cut, so that
// the window moves at every kind of place.
#include <algorithm>

#include "fuzz/answer.h"
#include "source/formats/xlsx/merged_cells.h"
#include "source/formats/xlsx/sheet_rows.h"

namespace {

using namespace darties;

class Pieces final : public xlsx::PartStream {
 public:
  Pieces(std::string_view text, std::size_t size) : text_(text), size_(size) {}
  std::string_view next() override {
    const auto piece = text_.substr(0, size_);
    text_.remove_prefix(piece.size());
    return piece;
  }

 private:
  std::string_view text_;
  std::size_t size_;
};

std::unique_ptr<xlsx::XmlWindow> window(std::string_view text, std::size_t piece) {
  return std::make_unique<xlsx::XmlWindow>(std::make_unique<Pieces>(text, piece),
                                           xlsx::XmlOrigin{"fuzz.xlsx", "sheet1.xml"}, 1 << 20);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t piece = data[0] == 0 ? size : data[0];
  const std::vector<xlsx::DateFormat> styles{xlsx::DateFormat::kNone, xlsx::DateFormat::kDate,
                                             xlsx::DateFormat::kDateTime};
  xlsx::SharedStrings strings;
  strings.add("Lyon");
  strings.add("");
  strings.finish();
  fuzz::answer(data + 1, size - 1, [&](std::string_view text) {
    const auto rows = xlsx::read_sheet_rows(window(text, piece), {&strings, &styles, false, "s"});
    SourceRow row;
    std::size_t length = 0;
    while (rows->next(row)) {
      for (const Cell& cell : row.cells)
        length += cell.text.size() + rows->address(row.number, cell.column).size();
    }
  });
  return fuzz::answer(data + 1, size - 1, [&](std::string_view text) {
    xlsx::read_merged_ranges(*window(text, piece));
  });
}
