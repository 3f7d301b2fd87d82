#pragma once

#include <memory>

#include "sql/copy_statement.h"
#include "warehouse/load/byte_source.h"

namespace darties::load {

/// The bytes of a whole object, written in `encoding`, as UTF-8; piece by piece, with a buffer of 128 KB.
///
/// An object that is not written as ENCODING says (error 1221) ends where that shows, and fault() says why: UTF16 without
/// a byte order mark, a byte order mark of another encoding, an odd number of bytes. Half a surrogate pair becomes three
/// bytes that are no UTF-8, so that its row is refused like any other of wrong characters (error 1220).
std::unique_ptr<ByteSource> to_utf8(sql::Encoding encoding, std::unique_ptr<ByteSource> source);

}  // namespace darties::load
