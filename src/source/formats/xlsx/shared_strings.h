#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "source/formats/xlsx/spill_file.h"
#include "source/formats/xlsx/text_arena.h"
#include "source/formats/xlsx/zip_archive.h"

namespace darties::xlsx {

/// The texts that cells name by number.
///
/// They stay in memory as long as they take less than a budget. A table that grows larger moves into a temporary
/// file, with the place of every sixteenth text in memory.
///
/// Threads: get() may be called from several threads at the same time, each with a Cursor of its own.
class SharedStrings {
 public:
  static constexpr std::size_t kMemoryBytes = 24 << 20;

  explicit SharedStrings(std::size_t memory_bytes = kMemoryBytes) : memory_bytes_(memory_bytes) {}

  /// Makes room for the texts of a part of this size, as far as the budget goes.
  void expect(std::uint64_t part_bytes);
  void add(std::string_view text);
  /// Call once, after the last add().
  void finish();

  std::uint64_t size() const { return count_; }
  bool is_spilled() const { return spill_ != nullptr; }

  /// What one reader keeps between calls.
  struct Cursor {
    std::unique_ptr<SpillFile::Cache> cache;
    std::uint64_t next_index =
        UINT64_MAX;  // a text after the last one read is found without a walk
    std::uint64_t next_offset = 0;
  };

  /// The text of this number, which must be below size(). It lives in the table or, when spilled, in `arena`.
  std::string_view get(std::uint64_t index, Cursor& cursor, TextArena& arena) const;

 private:
  void spill();
  void add_spilled(std::string_view text);
  std::string_view get_spilled(std::uint64_t index, Cursor& cursor, TextArena& arena) const;

  std::size_t memory_bytes_;
  std::uint64_t count_ = 0;
  std::string texts_;                  // one after the other
  std::vector<std::uint32_t> starts_;  // of each text in texts_; its end is the next one's start
  std::unique_ptr<SpillFile> spill_;   // length and text, one after the other
  std::vector<std::uint64_t> marks_;   // offset of every sixteenth text in spill_
};

/// Reads the shared strings part; an empty table when `part` is null.
std::unique_ptr<SharedStrings> read_shared_strings(const ZipArchive& archive, const Part* part);

}  // namespace darties::xlsx
