#pragma once

#include <string>
#include <string_view>

#include "source/formats/registry.h"
#include "tests/fakes/memory_store.h"

namespace darties::fuzz {

/// Reads every cell of every sheet of a file that has these bytes and this name.
inline void read_all(std::string_view bytes, const std::string& name) {
  MemoryStore store;
  store.write(name, bytes);
  const auto workbook = open_format(store.open(name), name);
  for (const auto& sheet : workbook->sheets()) {
    const auto rows = workbook->read(sheet.index, {.range = {}, .fill_merged = true});
    SourceRow row;
    while (rows->next(row)) {
      for (const auto& cell : row.cells) rows->address(row.number, cell.column);
    }
  }
}

}  // namespace darties::fuzz
