#include "warehouse/load/json_paths.h"

#include <simdjson.h>

#include "base/error.h"
#include "base/json_cursor.h"

namespace darties::load {
namespace {

enum class Notation { kNone, kBracket, kDot };

// Walks over one path. Positions in messages count from 1.
class PathReader {
 public:
  explicit PathReader(std::string_view path) : path_(path) {}

  JsonPath read() {
    if (path_.empty() || path_[0] != '$') fail("begins with $");
    at_ = 1;
    JsonPath steps;
    while (at_ < path_.size()) {
      if (steps.size() == JsonCursor::kMaxDepth) refuse_depth();
      steps.push_back(step());
    }
    return steps;
  }
  Notation notation() const { return notation_; }

 private:
  JsonStep step() {
    if (path_[at_] == '.') return dotted_name();
    if (path_[at_] != '[') fail("goes on with . or [");
    ++at_;
    if (at_ < path_.size() && (path_[at_] == '\'' || path_[at_] == '"')) return quoted_name();
    return index();
  }

  JsonStep dotted_name() {
    use(Notation::kDot);
    const std::size_t begin = ++at_;
    while (at_ < path_.size() && path_[at_] != '.' && path_[at_] != '[') {
      if (path_[at_] == '\'' || path_[at_] == ']' || path_[at_] == '*')
        fail("has no quote, bracket or * in a name");
      ++at_;
    }
    if (at_ == begin) fail("has a name behind each point");
    return std::string(path_.substr(begin, at_ - begin));
  }

  JsonStep quoted_name() {
    use(Notation::kBracket);
    const char quote = path_[at_++];
    const std::size_t end = path_.find(quote, at_);
    if (end == std::string_view::npos || end + 1 >= path_.size() || path_[end + 1] != ']') {
      fail("closes a name by its quote and ]");
    }
    std::string name(path_.substr(at_, end - at_));
    at_ = end + 2;
    return name;
  }

  JsonStep index() {
    const std::size_t end = path_.find(']', at_);
    if (end == std::string_view::npos || end == at_ || end - at_ > 9)
      fail("has a whole number between [ and ]");
    std::size_t value = 0;
    for (; at_ < end; ++at_) {
      if (path_[at_] < '0' || path_[at_] > '9')
        fail("has a whole number between [ and ], no slice or filter");
      value = value * 10 + static_cast<std::size_t>(path_[at_] - '0');
    }
    ++at_;
    return value;
  }

  void use(Notation notation) {
    if (notation_ != Notation::kNone && notation_ != notation)
      fail("keeps to one notation, brackets or dots");
    notation_ = notation;
  }

  /// No document nests as deep, and who walks over the steps may do so by recursion.
  [[noreturn]] void refuse_depth() const {
    throw Error(ErrorKind::kInvalid,
                "Invalid JSONPath format: a path has at most {} steps: {}… (character {})",
                JsonCursor::kMaxDepth, path_.substr(0, 40), at_ + 1);
  }

  [[noreturn]] void fail(std::string_view rule) const {
    throw Error(ErrorKind::kInvalid, "Invalid JSONPath format: a path {}: {} (character {})", rule,
                path_, at_ + 1);
  }

  std::string_view path_;
  std::size_t at_ = 0;
  Notation notation_ = Notation::kNone;
};

std::vector<std::string> read_list(simdjson::dom::element document) {
  std::vector<std::string> paths;
  simdjson::dom::element list;
  if (document["jsonpaths"].get(list) != simdjson::SUCCESS) return paths;
  simdjson::dom::array elements;
  if (list.get(elements) != simdjson::SUCCESS) {
    throw Error(ErrorKind::kInvalid, "\"jsonpaths\" must be a list of texts");
  }
  for (const auto element : elements) {
    std::string_view text;
    if (element.get(text) != simdjson::SUCCESS || text.empty()) {
      throw Error(ErrorKind::kInvalid, "path {} of the jsonpaths file is not a text, or is empty",
                  paths.size() + 1);
    }
    paths.emplace_back(text);
  }
  if (paths.empty()) throw Error(ErrorKind::kInvalid, "the jsonpaths file lists no path");
  return paths;
}

}  // namespace

JsonPath parse_json_path(std::string_view path) { return PathReader(path).read(); }

std::vector<JsonPath> parse_jsonpaths_file(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  simdjson::dom::parser parser;
  simdjson::dom::element document;
  const simdjson::padded_string padded(text);
  if (const auto error = parser.parse(padded).get(document)) {
    throw Error(ErrorKind::kInvalid, "the jsonpaths file is not one JSON object: {}",
                simdjson::error_message(error));
  }
  if (!document.is_object())
    throw Error(ErrorKind::kInvalid, "the jsonpaths file is not one JSON object");
  std::vector<JsonPath> paths;
  Notation notation = Notation::kNone;
  for (const auto& path : read_list(document)) {
    PathReader reader(path);
    paths.push_back(reader.read());
    if (reader.notation() == Notation::kNone) continue;
    if (notation != Notation::kNone && notation != reader.notation()) {
      throw Error(
          ErrorKind::kInvalid,
          "Invalid JSONPath format: all paths of a file keep to one notation, brackets or dots: {}",
          path);
    }
    notation = reader.notation();
  }
  return paths;
}

void JsonShape::add(const JsonPath& path, std::size_t column) {
  JsonShape* shape = this;
  for (const auto& step : path) {
    if (const auto* name = std::get_if<std::string>(&step)) {
      shape = &shape->members[*name];
    } else {
      shape = &shape->elements[std::get<std::size_t>(step)];
    }
  }
  shape->columns.push_back(column);
}

}  // namespace darties::load
