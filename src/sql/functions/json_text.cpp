#include "sql/functions/json_text.h"

#include <algorithm>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "sql/functions/json_reader.h"

namespace darties::sql {
namespace {

/// Reads the whole text and keeps the value that the way leads to.
class Finder {
 public:
  Finder(std::string_view text, std::span<const std::string_view> keys)
      : reader_(text), keys_(keys) {}

  std::optional<std::string> find() {
    descend(0);
    reader_.expect_end();
    if (!found_ || *found_ == "null") return std::nullopt;
    return found_->front() == '"' ? json_string_value(*found_) : std::string(*found_);
  }

 private:
  void descend(std::size_t depth) {
    if (depth == keys_.size()) {
      found_ = reader_.skip_value();
      return;
    }
    if (reader_.kind() != JsonKind::kObject) {
      reader_.skip_value();
      return;
    }
    bool seen = false;
    reader_.each_member([&](std::string_view quoted_name) {
      if (!seen && json_string_value(quoted_name) == keys_[depth]) {
        seen = true;
        descend(depth + 1);
      } else {
        reader_.skip_value();
      }
    });
  }

  JsonReader reader_;
  std::span<const std::string_view> keys_;
  std::optional<std::string_view> found_;
};

/// Writes JSON again without blanks.
class Writer {
 public:
  using Change = std::string (*)(std::string_view);
  Writer(std::string_view text, bool unique_names, Change change)
      : reader_(text), unique_names_(unique_names), change_(change) {
    result_.reserve(text.size());
  }

  std::string write() {
    value();
    reader_.expect_end();
    return std::move(result_);
  }

 private:
  void value() {
    switch (reader_.kind()) {
      case JsonKind::kObject:
        return object();
      case JsonKind::kArray:
        return array();
      default:
        result_ += reader_.skip_value();
    }
  }

  void object() {
    std::vector<std::string_view> names;
    char before = '{';
    reader_.each_member([&](std::string_view quoted_name) {
      if (unique_names_ && std::find(names.begin(), names.end(), quoted_name) != names.end()) {
        throw Error(ErrorKind::kInvalid,
                    "JSON parsing error: the name {} stands twice in an object", quoted_name);
      }
      names.push_back(quoted_name);
      result_ += before;
      result_ += change_ == nullptr ? std::string(quoted_name) : change_(quoted_name);
      result_ += ':';
      before = ',';
      value();
    });
    result_ += before == '{' ? "{}" : "}";
  }

  void array() {
    char before = '[';
    reader_.each_element([&] {
      result_ += before;
      before = ',';
      value();
    });
    result_ += before == '[' ? "[]" : "]";
  }

  JsonReader reader_;
  bool unique_names_;
  Change change_;
  std::string result_;
};

}  // namespace

std::optional<JsonKind> json_kind(std::string_view text) {
  try {
    JsonReader reader(text);
    const JsonKind kind = reader.kind();
    reader.skip_value();
    reader.expect_end();
    return kind;
  } catch (const Error&) {
    return std::nullopt;  // no JSON: what was asked
  }
}

std::optional<std::string> json_path_text(std::string_view text,
                                          std::span<const std::string_view> keys) {
  return Finder(text, keys).find();
}

std::optional<std::string> json_array_element(std::string_view text, std::int64_t index) {
  JsonReader reader(text);
  if (reader.kind() != JsonKind::kArray) reader.fail("an array");
  std::optional<std::string_view> found;
  reader.each_element([&] {
    const std::string_view value = reader.skip_value();
    if (index-- == 0) found = value;
  });
  reader.expect_end();
  if (!found || *found == "null") return std::nullopt;
  return found->front() == '"' ? json_string_value(*found) : std::string(*found);
}

std::int32_t json_array_length(std::string_view text) {
  JsonReader reader(text);
  if (reader.kind() != JsonKind::kArray) reader.fail("an array");
  std::int32_t count = 0;
  reader.each_element([&] {
    reader.skip_value();
    ++count;
  });
  reader.expect_end();
  return count;
}

std::string json_parse(std::string_view text) { return Writer(text, true, nullptr).write(); }

std::string json_with_names(std::string_view json, std::string (*change)(std::string_view)) {
  return Writer(json, false, change).write();
}

}  // namespace darties::sql
