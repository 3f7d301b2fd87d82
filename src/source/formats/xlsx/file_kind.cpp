#include "source/formats/xlsx/file_kind.h"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "base/error.h"
#include "base/text.h"

namespace darties::xlsx {
namespace {

constexpr std::string_view kZip = "PK\x03\x04";
constexpr std::string_view kEmptyZip = "PK\x05\x06";
constexpr std::string_view kCompoundFile = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

std::string read_some(ObjectReader& bytes, std::uint64_t offset, std::size_t length) {
  std::string text(length, '\0');
  text.resize(bytes.read_at(offset, text));
  return text;
}

std::uint32_t little_endian(std::string_view bytes, std::size_t offset, std::size_t length) {
  std::uint32_t number = 0;
  for (std::size_t i = length; i-- > 0;) {
    number = number << 8 | static_cast<unsigned char>(bytes[offset + i]);
  }
  return number;
}

/// Whether the first sector of a compound file's directory lists a stream of this name (in UTF-16).
bool has_stream(ObjectReader& bytes, std::string_view header, std::string_view name) {
  if (header.size() < 52) return false;
  const auto shift = little_endian(header, 30, 2);
  if (shift < 7 || shift > 16) return false;
  const auto first = static_cast<std::uint64_t>(little_endian(header, 48, 4));
  const auto directory = read_some(bytes, (first + 1) << shift, 4096);
  std::string wide;
  for (const char c : name) wide.append({c, '\0'});
  return directory.find(wide) != std::string::npos;
}

bool is_text(std::string_view start) {
  return std::none_of(start.begin(), start.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 &&
           std::string_view("\t\n\r\f").find(c) == std::string_view::npos;
  });
}

}  // namespace

void refuse_what_is_no_zip(ObjectReader& bytes, const std::string& workbook) {
  const auto start = read_some(bytes, 0, 512);
  if (start.empty()) throw Error(ErrorKind::kInvalid, "{} is empty (0 bytes)", workbook);
  if (start.starts_with(kZip)) return;
  if (start.starts_with(kEmptyZip)) {
    throw Error(ErrorKind::kInvalid, "{} is no Excel workbook: it is an empty zip", workbook);
  }
  if (start.starts_with(kCompoundFile) && has_stream(bytes, start, "EncryptedPackage")) {
    throw Error(ErrorKind::kInvalid,
                "{} is locked with a password; open it in Excel and save it without one", workbook);
  }
  if (start.starts_with(kCompoundFile)) {
    throw Error(
        ErrorKind::kInvalid,
        "{} is an old .xls workbook, whatever its name; open it in Excel and save it as .xlsx",
        workbook);
  }
  if (trim(start).starts_with("<")) {
    throw Error(ErrorKind::kInvalid, "{} is a web page or XML text, no Excel workbook", workbook);
  }
  if (is_text(start)) {
    throw Error(
        ErrorKind::kInvalid,
        "{} is a text file, no Excel workbook; if it holds CSV, give it a name that ends with .csv",
        workbook);
  }
  throw Error(ErrorKind::kInvalid, "{} is no Excel workbook: it does not begin as a zip does",
              workbook);
}

}  // namespace darties::xlsx
