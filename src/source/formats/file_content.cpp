#include "source/formats/file_content.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"
#include "base/text.h"

namespace darties {
namespace {

constexpr std::size_t kLookedAt = 4096;

std::string start_of(ObjectReader& bytes) {
  std::string start(kLookedAt, '\0');
  start.resize(bytes.read_at(0, start));
  return start;
}

[[noreturn]] void refuse(const std::string& name, std::string_view what,
                         std::string_view remedy = "open it in Excel and save it as .xlsx") {
  throw Error(ErrorKind::kInvalid, "{} is {}, which is not read; {}", name, what, remedy);
}

/// Compound files hold .xls since 1997; before, the bytes of the sheet stood there alone.
bool is_old_workbook(std::string_view start) {
  constexpr std::array<std::string_view, 4> kStarts{
      "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", std::string_view("\x09\x00\x04\x00", 4),
      std::string_view("\x09\x02\x06\x00", 4), std::string_view("\x09\x04\x06\x00", 4)};
  return std::any_of(kStarts.begin(), kStarts.end(),
                     [&](std::string_view known) { return start.starts_with(known); });
}

/// Of a zip; the name of its first file, and for some its content, tell what it holds.
const SourceFormat& zip_format(const std::string& name, std::string_view start) {
  if (start.find("application/vnd.oasis.opendocument") != start.npos)
    refuse(name, "an OpenDocument sheet (.ods)", "save it as .xlsx");
  if (lower_ascii(name).ends_with(".xlsb")) refuse(name, "a binary workbook (.xlsb)");
  return *find_format("xlsx");
}

/// Of text: markup, or fields with separators.
const SourceFormat& text_format(const std::string& name, std::string_view start) {
  const std::string text =
      lower_ascii(trim(start.starts_with("\xEF\xBB\xBF") ? start.substr(3) : start));
  const bool has_page = text.find("<html") != text.npos || text.find("<table") != text.npos ||
                        text.starts_with("<!doctype html");
  if (text.find("urn:schemas-microsoft-com:office:spreadsheet") != text.npos && !has_page)
    refuse(name, "an XML Spreadsheet of Excel 2003");
  if (text.starts_with("mime-version:")) refuse(name, "a web archive (MHTML)");
  if (text.starts_with('<') && has_page) return *find_format("html");
  if (text.starts_with("<?xml")) return *find_format("xml");
  if (text.starts_with('<') || text.starts_with('{') || text.starts_with('[')) {
    refuse(name, "text in a format that is not clear",
           "give it the name of what it is: .html, .xml or .json");
  }
  return *find_format("csv");
}

bool is_text(std::string_view start) {
  if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF")) return true;
  return std::none_of(start.begin(), start.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 &&
           std::string_view("\t\n\r\f").find(c) == std::string_view::npos;
  });
}

}  // namespace

bool is_ambiguous_name(std::string_view file_name) {
  const std::string name = lower_ascii(file_name);
  return name.ends_with(".xls") || name.ends_with(".xlsb") || name.ends_with(".ods");
}

const SourceFormat& format_by_content(ObjectReader& bytes, const std::string& name) {
  const std::string start = start_of(bytes);
  if (start.empty()) throw Error(ErrorKind::kInvalid, "{} is empty (0 bytes)", name);
  if (is_old_workbook(start)) refuse(name, "a workbook in the old binary format of Excel (.xls)");
  if (start.starts_with("PK\x03\x04")) return zip_format(name, start);
  if (is_text(start)) return text_format(name, start);
  throw Error(ErrorKind::kInvalid,
              "{} is no workbook, nor text: its first bytes are of no format "
              "that is read",
              name);
}

void refuse_what_is_no_text(ObjectReader& bytes, const std::string& name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kKinds{
      {{"PK\x03\x04", "a zip, perhaps a workbook (.xlsx)"},
       {"\xD0\xCF\x11\xE0", "a workbook in the old binary format of Excel (.xls)"},
       {"\x1F\x8B", "compressed by gzip"},
       {"PAR1", "a Parquet file"},
       {"%PDF-", "a PDF"},
       {"SQLite format 3", "an SQLite database"}}};
  const std::string start = start_of(bytes);
  for (const auto& [signature, what] : kKinds) {
    if (!start.starts_with(signature)) continue;
    throw Error(ErrorKind::kInvalid, "{} is no text, whatever its name: it is {}", name, what);
  }
}

}  // namespace darties
