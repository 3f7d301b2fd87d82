#include "source/formats/xlsx/cell_reader.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

#include "base/error.h"
#include "base/text.h"
#include "source/cell_range.h"
#include "source/formats/xlsx/iso_date.h"
#include "source/formats/xlsx/limits.h"
#include "source/formats/xlsx/serial_date.h"
#include "source/limits.h"

namespace darties::xlsx {
namespace {

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// What a cell's r attribute says. Excel takes one that does not begin as an address, such as "0" or "1", for none: the cell stands
/// behind the one before.
std::optional<std::string_view> usable_reference(std::string_view r) {
  const auto letters = r.starts_with('$') ? r.substr(1) : r;
  if (letters.empty() || !is_letter(letters.front())) return std::nullopt;
  return r;
}

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

void CellReader::begin_row(std::uint64_t row_number) {
  arena_.clear();
  cells_.clear();
  row_number_ = row_number;
  row_digits_ = std::to_string(row_number);
  last_column_ = 0;
  text_bytes_ = 0;
  sorted_ = true;
}

void CellReader::continue_row() {
  last_column_ = 0;
  if (!cells_.empty()) sorted_ = false;
}

void CellReader::refuse_cell(std::uint32_t column, std::string_view reason) const {
  throw Error(ErrorKind::kInvalid, "{}, sheet {}, cell {}: {}", window_.origin().workbook,
              context_.sheet,
              to_string(CellAddress{static_cast<std::uint32_t>(row_number_), column}), reason);
}

const char* CellReader::read_cells(const char* position) {
  const bool usual = window_.owns_unprefixed();
  while (position != nullptr) {
    while (is_space(*position)) ++position;
    if (usual && position[0] == '<' && position[1] == 'c' && position[2] == ' ') {
      const char* const after = read_usual_cell(position + 2);
      position = after != nullptr ? after : read_any_cell(position);
    } else if (std::memcmp(position, "</row>", 6) == 0) {
      if (!sorted_) sort_cells();
      return position + 6;
    } else {
      bool ended = false;
      position = read_other(position, ended);
      if (ended && !sorted_) sort_cells();
      if (ended) return position;
    }
  }
  return nullptr;
}

/// What is no cell in the usual spelling: <x:c>, a comment, </x:row>, an extension.
const char* CellReader::read_other(const char* position, bool& ended) {
  if (*position == '\0') return nullptr;
  if (*position != '<') window_.fail(position, "text between cells");
  TagView tag;
  const char* const after = read_tag(window_, position, tag);
  if (after == nullptr || tag.name.empty()) return after;
  if (tag.closing && tag.name != "row") window_.fail(position, "an end tag that closes nothing");
  ended = tag.closing;
  if (ended) return after;
  if (tag.name == "c") return read_any_cell(position);
  return skip_element(window_, after, tag);
}

/// A cell in the usual spelling, from the blank behind "<c". Null for anything else.
const char* CellReader::read_usual_cell(const char* position) {
  CellHead head{.column = last_column_ + 1};
  while (*position == ' ') {
    const char attribute = position[1];
    if (attribute == '\0' || position[2] != '=' || position[3] != '"') return nullptr;
    position += 4;
    if (attribute == 'r') {
      position = read_usual_address(position, head.column);
    } else if (attribute == 's') {
      position = read_usual_style(position, head.format);
    } else if (attribute == 't' && position[0] == 's' && position[1] == '"') {
      head.type = CellType::kShared;
      ++position;
    } else {
      return nullptr;
    }
    if (position == nullptr || *position++ != '"') return nullptr;
  }
  if (head.column > kMaxColumn) return nullptr;
  if (position[0] == '/' && position[1] == '>') {
    skip_blank(head.column);
    return position + 2;
  }
  if (std::memcmp(position, "><v>", 4) != 0) return nullptr;
  const char* const value = position + 4;
  position = value;
  while (static_cast<unsigned char>(*position - '-') <= '9' - '-') ++position;  // - . / and digits
  if (position == value || std::memcmp(position, "</v></c>", 8) != 0) return nullptr;
  add_usual(head, between(value, position));
  return position + 8;
}

/// "B7" where 7 is the number of this row; returns where its quote should stand.
const char* CellReader::read_usual_address(const char* position, std::uint32_t& column) const {
  std::uint32_t number = 0;
  const char* const start = position;
  while (*position >= 'A' && *position <= 'Z') {
    number = number * 26 + static_cast<std::uint32_t>(*position++ - 'A' + 1);
  }
  if (position == start || position - start > 3 || number > kMaxColumn) return nullptr;
  if (std::memcmp(position, row_digits_.data(), row_digits_.size()) != 0) return nullptr;
  column = number;
  return position + row_digits_.size();
}

const char* CellReader::read_usual_style(const char* position, DateFormat& format) const {
  std::size_t style = 0;
  const char* const start = position;
  while (*position >= '0' && *position <= '9')
    style = style * 10 + static_cast<std::size_t>(*position++ - '0');
  if (position == start || position - start > 9) return nullptr;
  format = style < context_.styles->size() ? (*context_.styles)[style] : DateFormat::kNone;
  return position;
}

void CellReader::skip_blank(std::uint32_t column) {
  if (column <= last_column_) sorted_ = false;
  last_column_ = column;
}

void CellReader::push(std::uint32_t column, CellKind kind, std::string_view text) {
  if (column <= last_column_) sorted_ = false;
  last_column_ = column;
  text_bytes_ += text.size();
  if (text_bytes_ > kRowTextBytes) {
    refuse_cell(column, fmt::format("the texts of this row take more than {}, the limit",
                                    human_bytes(kRowTextBytes)));
  }
  cells_.push_back({.column = column, .kind = kind, .text = text});
}

void CellReader::add_usual(const CellHead& head, std::string_view value) {
  if (head.type == CellType::kShared) {
    add_shared(head.column, value);
  } else if (head.format == DateFormat::kNone && is_plain_number(value)) {
    push(head.column, CellKind::kNumber, value);
  } else {
    add_number(head, value);
  }
}

void CellReader::add_shared(std::uint32_t column, std::string_view value) {
  const auto index = whole_number(value);
  if (!index) refuse_cell(column, fmt::format("'{}' is no number of a shared string", value));
  if (*index >= context_.strings->size()) {
    refuse_cell(column, fmt::format("shared string {} is not there; the table has {}", value,
                                    context_.strings->size()));
  }
  push(column, CellKind::kText, context_.strings->get(*index, cursor_, arena_));
}

void CellReader::add_number(const CellHead& head, std::string_view value) {
  const auto plain = plain_number(value);
  if (!plain) refuse_cell(head.column, fmt::format("'{}' is no number", value));
  if (head.format != DateFormat::kNone) {
    double serial = 0;
    std::from_chars(plain->data(), plain->data() + plain->size(), serial);
    if (const auto date = date_text(serial, head.format, context_.since_1904)) {
      push(head.column, CellKind::kDate, arena_.keep(*date));
      return;
    }
  }
  push(head.column, CellKind::kNumber, arena_.keep(*plain));
}

/// A cell in any spelling, from its '<'.
const char* CellReader::read_any_cell(const char* position) {
  TagView tag;
  const char* const after = read_tag(window_, position, tag);
  check_size(position, after != nullptr ? after : window_.end());
  if (after == nullptr) return nullptr;
  if (!window_.is_own(tag)) return skip_element(window_, after, tag);
  return read_cell_of_tag(position, after, tag);
}

/// A cell from behind its start tag, which begins at `start`.
const char* CellReader::read_cell_of_tag(const char* start, const char* position,
                                         const TagView& tag) {
  const CellHead head = read_head(start, tag);
  if (tag.empty) {
    skip_blank(head.column);
    return position;
  }
  std::string text;
  bool has_value = false;
  position = read_content(position, head, text, has_value);
  check_size(start, position != nullptr ? position : window_.end());
  if (position == nullptr) return nullptr;
  if (!has_value) {
    skip_blank(head.column);
    return position;
  }
  if (!simdjson::validate_utf8(text)) window_.fail(start, "bytes that are not UTF-8");
  add_any(head, text);
  return position;
}

/// Refuses a cell of which so much was seen, be it whole or not.
void CellReader::check_size(const char* start, const char* end) const {
  constexpr auto kLimit = Limits{}.cell_bytes;
  if (static_cast<std::uint64_t>(end - start) <= kLimit) return;
  window_.fail(start, fmt::format("a cell in row {} of sheet {} takes more than {}, the limit",
                                  row_number_, context_.sheet, human_bytes(kLimit)));
}

CellReader::CellHead CellReader::read_head(const char* position, const TagView& tag) const {
  CellHead head{.column = last_column_ + 1};
  if (const auto r = usable_reference(tag.at("r"))) {
    const auto address = parse_cell_address(*r);
    if (!address || address->row != row_number_) {
      window_.fail(position, fmt::format("cell reference '{}' in row {} of sheet {}", *r,
                                         row_number_, context_.sheet));
    }
    head.column = address->column;
  }
  if (head.column > kMaxColumn) window_.fail(position, "more columns than a sheet can have");
  const auto type = cell_type(tag.at("t"));
  if (!type) window_.fail(position, fmt::format("unknown cell type t=\"{}\"", tag.at("t")));
  head.type = *type;
  const auto style = whole_number(tag.at("s"));
  if (style && *style < context_.styles->size()) head.format = (*context_.styles)[*style];
  return head;
}

/// From behind the cell's start tag to behind its end tag.
const char* CellReader::read_content(const char* position, const CellHead& head, std::string& text,
                                     bool& has_value) const {
  while (true) {
    position = find_tag(window_, position);
    if (position == nullptr) return nullptr;
    TagView tag;
    const char* const start = position;
    position = read_tag(window_, position, tag);
    if (position == nullptr) return nullptr;
    if (tag.name.empty() || tag.empty) continue;
    if (tag.closing) {
      if (tag.name != "c") window_.fail(start, "an end tag that closes nothing");
      return position;
    }
    const bool own = window_.is_own(tag);
    if (own && tag.name == "v" && head.type != CellType::kInline) {
      has_value = true;
      position = read_text(window_, position, text);
    } else if (own && tag.name == "is" && head.type == CellType::kInline) {
      has_value = true;
      position = read_string_item(window_, position, text);
    } else {
      position = skip_element(window_, position, tag);
    }
    if (position == nullptr) return nullptr;
  }
}

void CellReader::add_any(const CellHead& head, const std::string& text) {
  const auto value = trim(text);
  switch (head.type) {
    case CellType::kNumber:
      if (value.empty()) return skip_blank(head.column);
      return add_number(head, value);
    case CellType::kShared:
      return add_shared(head.column, value);
    case CellType::kFormulaText:
    case CellType::kInline:
      return push(head.column, CellKind::kText, arena_.keep(text));
    case CellType::kBoolean:
      return add_boolean(head.column, value);
    case CellType::kError:
      return push(head.column, CellKind::kError, arena_.keep(value));
    case CellType::kIsoDate:
      return add_iso_date(head, value);
  }
}

void CellReader::add_iso_date(const CellHead& head, std::string_view value) {
  if (value.empty()) return skip_blank(head.column);
  const auto date = iso_date_text(value, head.format, context_.since_1904);
  if (!date) {
    refuse_cell(head.column,
                fmt::format("'{}' is neither a date nor a time nor a duration (ISO 8601)", value));
  }
  push(head.column, CellKind::kDate, arena_.keep(*date));
}

void CellReader::add_boolean(std::uint32_t column, std::string_view value) {
  if (value != "0" && value != "1" && value != "true" && value != "false") {
    refuse_cell(column, fmt::format("'{}' is no boolean", value));
  }
  push(column, CellKind::kBoolean, value == "1" || value == "true" ? "true" : "false");
}

/// Cells that a program wrote in any order.
void CellReader::sort_cells() {
  const auto by_column = [](const Cell& a, const Cell& b) { return a.column < b.column; };
  std::stable_sort(cells_.begin(), cells_.end(), by_column);
  const auto twice =
      std::adjacent_find(cells_.begin(), cells_.end(),
                         [](const Cell& a, const Cell& b) { return a.column == b.column; });
  if (twice != cells_.end()) refuse_cell(twice->column, "this cell comes twice");
}

}  // namespace darties::xlsx
