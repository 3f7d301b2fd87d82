#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lake/store.h"
#include "source/formats/xlsx/limits.h"

namespace darties::xlsx {

/// A file inside the zip.
struct Part {
  std::string name;         ///< "xl/workbook.xml"
  std::uint64_t index = 0;  ///< in the zip's directory
  std::uint64_t size_bytes = 0;
  std::uint64_t packed_bytes = 0;
  std::uint32_t crc = 0;
  bool deflated = false;
};

/// A part's bytes, unpacked from the front to the end.
class PartReader {
 public:
  virtual ~PartReader() = default;
  /// Fills `into` as far as there are bytes; 0 at the end.
  /// Throws kInvalid for a damaged part and for one that breaks the limits.
  virtual std::size_t read(std::span<char> into) = 0;
};

/// The directory of a workbook's zip.
///
/// Threads: open() may be called from any thread at the same time; each PartReader belongs to one.
class ZipArchive {
 public:
  /// Throws kInvalid when the bytes are no zip, saying what they seem to be instead.
  ZipArchive(std::unique_ptr<ObjectReader> bytes, std::string workbook, const Limits& limits);
  ~ZipArchive();

  /// The part of this name, letter case aside; null when there is none.
  const Part* find(std::string_view name) const;
  /// The part of this name. Throws kInvalid when there is none.
  const Part& at(std::string_view name) const;
  std::unique_ptr<PartReader> open(const Part& part) const;
  /// A whole small part.
  std::string read_small(const Part& part) const;

  const std::string& workbook() const { return workbook_; }
  const Limits& limits() const { return limits_; }

 private:
  void read_directory();

  std::unique_ptr<ObjectReader> bytes_;
  std::string workbook_;
  Limits limits_;
  std::vector<Part> parts_;
};

}  // namespace darties::xlsx
