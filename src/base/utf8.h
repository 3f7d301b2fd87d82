#pragma once

namespace darties {

/// Writes a character of Unicode as UTF-8, one to four bytes, and returns the end of it. Halves of surrogate pairs are
/// written like other characters of three bytes, which is no valid UTF-8: whoever can meet them has to look first.
inline char* write_utf8(unsigned code, char* into) {
  const auto put = [&](unsigned byte) { *into++ = static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xc0 | code >> 6);
    put(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    put(0xe0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3f));
    put(0x80 | (code & 0x3f));
  } else {
    put(0xf0 | code >> 18);
    put(0x80 | (code >> 12 & 0x3f));
    put(0x80 | (code >> 6 & 0x3f));
    put(0x80 | (code & 0x3f));
  }
  return into;
}

}  // namespace darties
