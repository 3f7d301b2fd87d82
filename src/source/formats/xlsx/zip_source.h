#pragma once

#include <zip.h>

#include <memory>
#include <string>

#include "lake/store.h"

namespace darties::xlsx {

struct ZipCloser {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};
using ZipHandle = std::unique_ptr<zip_t, ZipCloser>;

/// Opens the zip in `bytes`, which must outlive the handle. A handle belongs to one thread.
/// Throws kInvalid when libzip refuses it, and what reading `bytes` throws.
ZipHandle open_zip(ObjectReader& bytes, const std::string& workbook);

}  // namespace darties::xlsx
