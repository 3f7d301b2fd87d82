#include <array>

#include "base/text.h"
#include "sql/families/family.h"

// The physical attributes of a table: taken off, remembered, without effect on the embedded engine.

namespace darties::sql {
namespace {

constexpr std::array<std::string_view, 14> kEncodings = {
    "raw",      "az64",     "bytedict",  "delta",   "delta32k", "lzo",  "mostly8",
    "mostly16", "mostly32", "runlength", "text255", "text32k",  "zstd", "auto"};

void read_dist_style(Cursor& cursor, PhysicalLayout& layout) {
  for (const auto* style : {"AUTO", "EVEN", "KEY", "ALL"}) {
    if (!cursor.accept_word(style)) continue;
    layout.dist_style = style;
    return;
  }
  cursor.fail_expected("AUTO, EVEN, KEY or ALL");
}

/// ( column or, for CTAS, ordinal, … )
std::vector<std::string> read_keys(Cursor& cursor, bool ordinals) {
  std::vector<std::string> keys;
  cursor.expect_operator("(");
  do {
    if (ordinals && cursor.peek().kind == TokenKind::kNumber) {
      keys.push_back(std::to_string(cursor.expect_integer("a column")));
    } else {
      keys.push_back(cursor.expect_name("a column name"));
    }
  } while (cursor.accept_operator(","));
  cursor.expect_operator(")");
  return keys;
}

void read_sort_key(Cursor& cursor, PhysicalLayout& layout, bool ordinals) {
  const std::size_t offset = cursor.previous().begin;
  if (cursor.accept_word("AUTO")) {
    layout.sort_auto = true;
    return;
  }
  if (cursor.accept_word("NONE")) {
    layout.sort_none = true;
    return;
  }
  layout.sort_keys = read_keys(cursor, ordinals);
  const std::size_t limit = layout.interleaved ? 8 : 400;
  if (layout.sort_keys.size() > limit) {
    cursor.fail_at(offset, fmt::format("a sort key has at most {} columns", limit));
  }
}

}  // namespace

bool accept_layout(Cursor& cursor, PhysicalLayout& layout, bool ordinals) {
  if (cursor.accept_word("BACKUP")) {
    if (!cursor.at_word("YES") && !cursor.at_word("NO")) cursor.fail_expected("YES or NO");
    layout.backup = is_word(cursor.next(), "YES");
  } else if (cursor.accept_word("DISTSTYLE")) {
    read_dist_style(cursor, layout);
  } else if (cursor.accept_word("DISTKEY")) {
    const std::size_t offset = cursor.previous().begin;
    const auto keys = read_keys(cursor, ordinals);
    if (keys.size() != 1) cursor.fail_at(offset, "DISTKEY takes one column");
    layout.dist_key = keys.front();
  } else if (cursor.accept_words({"ENCODE", "AUTO"})) {
    layout.encode_auto = true;
  } else if (cursor.at_word("SORTKEY") || cursor.at_words({"COMPOUND", "SORTKEY"}) ||
             cursor.at_words({"INTERLEAVED", "SORTKEY"})) {
    layout.interleaved = cursor.accept_word("INTERLEAVED");
    cursor.accept_word("COMPOUND");
    cursor.expect_word("SORTKEY");
    read_sort_key(cursor, layout, ordinals);
  } else {
    return false;
  }
  return true;
}

std::string parse_encoding(Cursor& cursor) {
  const std::size_t offset = cursor.peek().begin;
  const std::string name = cursor.expect_name("an encoding");
  for (const auto encoding : kEncodings) {
    if (name == encoding) return name;
  }
  std::vector<std::string> names(kEncodings.begin(), kEncodings.end());
  cursor.fail_at(offset, fmt::format("unknown encoding: {}{}", name, suggestion(name, names)));
}

}  // namespace darties::sql
