// Builds our own tree from yaml-cpp's events, because only events show duplicate keys, tags and
// aliases as they were written, and every event carries its place.

#include "pipeline/yaml_value.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>
#include <utility>

#include "base/text.h"

namespace darties {
namespace {

constexpr std::string_view kMergeKey = "<<";

/// Turns yaml-cpp's marks, which count bytes from 0, into places.
class PlaceFinder {
 public:
  PlaceFinder(std::string_view text, std::string file)
      : lines_(split_lines(text)), file_(std::move(file)) {}

  Place operator()(const YAML::Mark& mark) const {
    if (mark.is_null()) return {.file = file_};
    std::string_view line = line_at(mark.line);
    const auto column = static_cast<std::size_t>(mark.column);
    const auto before = count_characters(line.substr(0, std::min(column, line.size())));
    return {.file = file_, .line = mark.line + 1, .column = static_cast<int>(before) + 1};
  }

  /// Whether a quote stands here; a text that is neither plain nor quoted is a block.
  bool is_quote(const YAML::Mark& mark) const {
    const std::string_view line = line_at(mark.line);
    const auto column = static_cast<std::size_t>(mark.column);
    return column < line.size() && (line[column] == '"' || line[column] == '\'');
  }

  /// The place of a tab in the indentation of this line or of the one before.
  std::optional<Place> tab_near(int line) const {
    for (const int candidate : {line, line - 1}) {
      const std::string_view text = line_at(candidate);
      const auto tab = text.find_first_not_of(' ');
      if (tab == std::string_view::npos || text[tab] != '\t') continue;
      return Place{.file = file_, .line = candidate + 1, .column = static_cast<int>(tab) + 1};
    }
    return std::nullopt;
  }

 private:
  std::string_view line_at(int index) const {
    if (index < 0 || static_cast<std::size_t>(index) >= lines_.size()) return {};
    return lines_[static_cast<std::size_t>(index)];
  }

  std::vector<std::string_view> lines_;  // of the text that read_yaml's caller keeps
  std::string file_;
};

std::size_t count_values(const YamlValue& value) {
  std::size_t count = 1;
  for (const YamlValue& item : value.items) count += count_values(item);
  for (const YamlEntry& entry : value.entries) count += 1 + count_values(entry.value);
  return count;
}

class TreeBuilder final : public YAML::EventHandler {
 public:
  explicit TreeBuilder(const PlaceFinder& places) : places_(places) {}

  YamlValue take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    add({.kind = YamlValue::Kind::kNull, .place = places_(mark)}, anchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    refuse_tag(tag, mark);
    const bool plain_nothing =
        tag == "?" && (text.empty() || text == "~" || text == "null" || text == "Null");
    add({.kind = plain_nothing ? YamlValue::Kind::kNull : YamlValue::Kind::kText,
         .place = places_(mark),
         .text = plain_nothing ? "" : text,
         .quoted = tag == "!" && places_.is_quote(mark),
         .block = tag == "!" && !places_.is_quote(mark)},
        anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
      throw Error(ErrorKind::kInvalid, "an alias must not stand inside its own anchor")
          .at(places_(mark));
    }
    grow(count_values(found->second), places_(mark));
    YamlValue copy = found->second;
    copy.place = places_(mark);
    attach(std::move(copy));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    refuse_tag(tag, mark);
    open({.kind = YamlValue::Kind::kList, .place = places_(mark)}, anchor);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    refuse_tag(tag, mark);
    open({.kind = YamlValue::Kind::kMap, .place = places_(mark)}, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    YamlValue value;
    YAML::anchor_t anchor;
    std::optional<YamlEntry> key;  // of a map: waits for its value
  };

  void refuse_tag(const std::string& tag, const YAML::Mark& mark) const {
    if (tag.empty() || tag == "?" || tag == "!") return;
    throw Error(ErrorKind::kInvalid, "YAML tags are not used here: {}", tag).at(places_(mark));
  }

  void grow(std::size_t by, const Place& place) {
    values_ += by;
    if (values_ <= kMaxYamlValues) return;
    throw Error(ErrorKind::kInvalid,
                "more than {} values, aliases counted in full: not a file for people",
                kMaxYamlValues)
        .at(place);
  }

  void add(YamlValue value, YAML::anchor_t anchor) {
    grow(1, value.place);
    if (anchor != 0) anchors_[anchor] = value;
    attach(std::move(value));
  }

  void open(YamlValue value, YAML::anchor_t anchor) {
    grow(1, value.place);
    open_.push_back({.value = std::move(value), .anchor = anchor, .key = {}});
  }

  void close() {
    Open done = std::move(open_.back());
    open_.pop_back();
    merge(done.value);
    if (done.anchor != 0) anchors_[done.anchor] = done.value;
    attach(std::move(done.value));
  }

  void attach(YamlValue value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return;
    }
    Open& parent = open_.back();
    if (parent.value.is_list()) {
      parent.value.items.push_back(std::move(value));
    } else if (!parent.key) {
      parent.key = make_key(parent.value, std::move(value));
    } else {
      parent.key->value = std::move(value);
      parent.value.entries.push_back(std::move(*parent.key));
      parent.key.reset();
    }
  }

  /// `<<: *defaults`, or a list of maps: adds what the map does not say itself; of a list the first that has a key wins.
  static void merge(YamlValue& map) {
    const auto found = std::find_if(map.entries.begin(), map.entries.end(),
                                    [](const YamlEntry& entry) { return entry.key == kMergeKey; });
    if (found == map.entries.end()) return;
    const YamlValue merged = std::move(found->value);
    map.entries.erase(found);
    if (merged.is_map()) return add_missing(merged, map);
    bool are_maps = merged.is_list();
    for (const YamlValue& item : merged.items) are_maps = are_maps && item.is_map();
    if (!are_maps) {
      throw Error(ErrorKind::kInvalid, "'<<' takes a map, or a list of maps, of this file: *NAME")
          .at(merged.place);
    }
    for (const YamlValue& item : merged.items) add_missing(item, map);
  }

  static void add_missing(const YamlValue& from, YamlValue& map) {
    for (const YamlEntry& entry : from.entries) {
      if (map.find(entry.key) == nullptr) map.entries.push_back(entry);
    }
  }

  static YamlEntry make_key(const YamlValue& map, YamlValue key) {
    if (!key.is_text()) {
      throw Error(ErrorKind::kInvalid, "a key must be text, not {}", describe_kind(key.kind))
          .at(key.place);
    }
    for (const YamlEntry& entry : map.entries) {
      if (entry.key != key.text) continue;
      throw Error(ErrorKind::kInvalid, "key given twice: {} (first in line {})", key.text,
                  entry.place.line)
          .at(key.place);
    }
    return {.key = std::move(key.text), .place = std::move(key.place), .value = {}};
  }

  const PlaceFinder& places_;
  YamlValue root_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, YamlValue> anchors_;
  std::size_t values_ = 0;
};

}  // namespace

const YamlValue* YamlValue::find(std::string_view key) const {
  for (const YamlEntry& entry : entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

std::string_view describe_kind(YamlValue::Kind kind) {
  switch (kind) {
    case YamlValue::Kind::kNull:
      return "nothing";
    case YamlValue::Kind::kText:
      return "text";
    case YamlValue::Kind::kList:
      return "a list";
    case YamlValue::Kind::kMap:
      return "a map";
  }
  return "nothing";
}

YamlValue read_yaml(std::string_view text, const std::string& file) {
  if (!is_valid_utf8(text)) {
    throw Error(ErrorKind::kInvalid, "not valid UTF-8").at({.file = file});
  }
  const PlaceFinder places(text, file);
  TreeBuilder builder(places);
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    YamlValue root = builder.take();
    TreeBuilder second(places);
    if (parser.HandleNextDocument(second) && !second.take().is_null()) {
      throw Error(ErrorKind::kInvalid, "one document a file, please: there is a second one")
          .at({.file = file});
    }
    return root;
  } catch (const YAML::Exception& fault) {
    if (const auto tab = places.tab_near(fault.mark.line)) {
      throw Error(ErrorKind::kInvalid, "a tab as indentation: YAML takes blanks only").at(*tab);
    }
    throw Error(ErrorKind::kInvalid, "broken YAML: {}", fault.msg).at(places(fault.mark));
  }
}

}  // namespace darties
