#include "source/formats/xlsx/merged_cells.h"

#include "base/error.h"

namespace darties::xlsx {

std::vector<CellRange> read_merged_ranges(XmlWindow& window) {
  std::vector<CellRange> ranges;
  while (true) {
    TagView tag;
    const char* position = find_tag(window, window.begin());
    const char* const start = position;
    if (position != nullptr) position = read_tag(window, position, tag);
    if (position == nullptr) {
      if (!window.try_more()) return ranges;
      continue;
    }
    if (tag.name == "mergeCell" && !tag.closing) {
      try {
        ranges.push_back(parse_cell_range(tag.at("ref")));
      } catch (const Error& error) {
        window.fail(start, error.message());
      }
    }
    window.consume(position);
  }
}

}  // namespace darties::xlsx
