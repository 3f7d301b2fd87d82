#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace darties::xlsx {

/// A temporary file without a name that is written once, front to end, then read at any place through a cache of bounded size.
/// It lies in $TMPDIR (or /tmp) and is gone when the process is, however that ends.
///
/// Threads: read() may not be called while another thread calls it.
/// Errors:  kUnavailable when the disk is full, naming the folder.
class SpillFile {
 public:
  SpillFile();
  ~SpillFile();
  SpillFile(const SpillFile&) = delete;
  SpillFile& operator=(const SpillFile&) = delete;

  void append(std::string_view bytes);
  /// Writes what is kept back. Call once, before the first read().
  void finish_writing();
  std::uint64_t size_bytes() const { return size_bytes_; }

  /// Where reads keep blocks of the file. One for each thread that reads.
  class Cache {
   public:
    Cache();

   private:
    friend class SpillFile;
    struct Slot {
      std::uint64_t block = UINT64_MAX;
      std::vector<char> bytes;
    };
    std::vector<Slot> slots_;
  };

  /// Fills `into` from `offset`; all of it must have been written.
  void read(std::uint64_t offset, std::span<char> into, Cache& cache) const;

 private:
  void flush();
  std::string_view block(std::uint64_t number, Cache& cache) const;

  int descriptor_ = -1;
  std::uint64_t size_bytes_ = 0;
  std::vector<char> pending_;
};

}  // namespace darties::xlsx
