#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "source/formats/xlsx/zip_archive.h"

namespace darties::xlsx {

/// A part's bytes, block after block.
class PartStream {
 public:
  virtual ~PartStream() = default;
  /// The next block, good until the next call; empty at the end. Throws what the PartReader threw.
  virtual std::string_view next() = 0;
};

/// A stream that unpacks large parts in a thread of its own, a few blocks ahead, and small ones
/// when asked.
std::unique_ptr<PartStream> stream_part(const ZipArchive& archive, const Part& part);

}  // namespace darties::xlsx
