#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace darties {

struct YamlEntry;

/// A YAML value that knows where it stands in its file, so that every later complaint can say so.
///
/// Text is text: nothing is guessed to be a number or a date. Quotes are remembered only to tell ""
/// and "null" from nothing.
struct YamlValue {
  enum class Kind { kNull, kText, kList, kMap };

  Kind kind = Kind::kNull;
  Place place;
  std::string text;                ///< kText
  std::vector<YamlValue> items;    ///< kList
  std::vector<YamlEntry> entries;  ///< kMap, in the order of the file
  bool quoted = false;             ///< kText: written in quotes
  bool block = false;              ///< kText: written below a '|' or '>'

  /// The value under `key`; null when there is none or this is no map.
  const YamlValue* find(std::string_view key) const;
  bool is_null() const { return kind == Kind::kNull; }
  bool is_text() const { return kind == Kind::kText; }
  bool is_list() const { return kind == Kind::kList; }
  bool is_map() const { return kind == Kind::kMap; }
};

struct YamlEntry {
  std::string key;
  Place place;  ///< of the key
  YamlValue value;
};

/// "nothing", "text", "a list", "a map": how messages call it.
std::string_view describe_kind(YamlValue::Kind kind);

/// Reads one YAML document. `file` is how places name it. Merge keys (`<<: *NAME`) are worked in.
/// Throws kInvalid with the place for broken syntax, tabs as indentation, a key given twice, tags,
/// more than one document, and for aliases that would blow the document up beyond `kMaxYamlValues`
/// values.
YamlValue read_yaml(std::string_view text, const std::string& file);

inline constexpr std::size_t kMaxYamlValues = 100'000;

}  // namespace darties
