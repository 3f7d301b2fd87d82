#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "sql/copy_statement.h"

namespace darties::load {

/// Compresses bytes piece by piece.
class Compressor {
 public:
  virtual ~Compressor() = default;
  /// What is ready after these bytes; `last` asks for the rest.
  virtual std::string compress(std::string_view bytes, bool last) = 0;
};

/// GZIP, BZIP2, ZSTD; for kNone bytes pass as they are.
/// Errors: kInvalid for LZOP, which is not there.
std::unique_ptr<Compressor> make_compressor(sql::Compression compression);
/// ".gz", ".bz2", ".zst", ""
std::string_view extension_of(sql::Compression compression);

}  // namespace darties::load
