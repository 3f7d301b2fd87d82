#include "source/formats/xlsx/merged_cells.h"

#include <algorithm>

#include "base/error.h"

namespace darties::xlsx {

std::vector<CellRange> read_merged_ranges(XmlWindow& window) {
  std::vector<CellRange> ranges;
  while (true) {
    TagView tag;
    const char* position = find_tag(window, window.begin());
    const char* const start = position;
    if (position != nullptr)
      position = read_tag(window, position, tag);
    else
      window.consume(window.end());  // nothing but text, which need not be kept
    if (position == nullptr) {
      if (!window.try_more()) return ranges;
      continue;
    }
    if (tag.name == "worksheet" && !tag.closing) window.learn_namespace(tag);
    if (tag.name == "mergeCell" && !tag.closing && window.is_own(tag)) {
      try {
        ranges.push_back(parse_cell_range(tag.at("ref")));
      } catch (const Error& error) {
        window.fail(start, error.message());
      }
    }
    window.consume(position);
  }
}

void cut_merged_ranges(std::vector<CellRange>& ranges, const ReadOptions& options) {
  CellAddress last{kMaxRow, kMaxColumn};
  if (options.range) last = options.range->last;
  if (!options.fill_merged && options.fill_merged_rows < last.row)
    last.row = static_cast<std::uint32_t>(options.fill_merged_rows);
  std::erase_if(ranges, [&](const CellRange& range) {
    return range.first.row > last.row || range.first.column > last.column;
  });
  for (auto& range : ranges) {
    range.last.row = std::min(range.last.row, last.row);
    range.last.column = std::min(range.last.column, last.column);
  }
}

}  // namespace darties::xlsx
