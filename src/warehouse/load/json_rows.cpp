// Rows from JSON. A file is a sequence of roots, separated by blanks or nothing; each root is a row, whether it fills one
// line, many, or shares one. Way in: JsonRows::read, then read_root.
#include <algorithm>
#include <cstring>

#include "warehouse/load/json_keys.h"
#include "warehouse/load/record_bounds.h"
#include "warehouse/load/row_reader.h"

namespace darties::load {
namespace {

/// A JsonShape in the form that is quick to walk.
struct Node {
  explicit Node(const JsonShape& shape)
      : columns(shape.columns), keys(names_of(shape), shape.ignore_case), leaf(shape.leaf()) {
    for (const auto& [name, child] : shape.members) members.emplace_back(child);
    for (const auto& [index, child] : shape.elements) {
      indexes.push_back(index);
      elements.emplace_back(child);
    }
  }

  static std::vector<std::string> names_of(const JsonShape& shape) {
    std::vector<std::string> names;
    for (const auto& [name, child] : shape.members) names.push_back(name);
    return names;
  }

  std::vector<std::size_t> columns;
  std::vector<Node> members;
  std::vector<Node> elements;
  std::vector<std::size_t> indexes;  // of the elements, ascending
  JsonKeys keys;
  bool leaf;
};

class JsonRows : public RowReader {
 public:
  JsonRows(LoadState& state, Arena& arena)
      : RowReader(state, arena),
        shape_(plan_.json),
        // 'auto' matches the keys of an object, so that an array at the top is nothing it can read.
        objects_only_(!std::ranges::any_of(plan_.json.elements, [](const auto&) { return true; }) &&
                      plan_.json.columns.empty()),
        seen_(plan_.columns.size(), 0) {}

  Status read(Window& window, RowBatch& batch) override;

 protected:
  std::vector<LoadReject::Field> describe_fields(const Record& record,
                                                 std::size_t up_to_column) override;

 private:
  enum class Root { kGood, kRefused, kMalformed };

  Root read_root(JsonCursor& cursor, RowBatch& batch);
  bool read_node(JsonCursor& cursor, Node& node);
  bool read_object(JsonCursor& cursor, Node& node);
  bool read_array(JsonCursor& cursor, Node& node);
  bool read_other(JsonCursor& cursor, const Node& node);
  void take_value(const Node& node, const JsonValue& value);
  void fill_missing();
  void refuse_row(std::string_view reason);
  Status settle(Window& window, RowBatch& batch, JsonCursor& cursor, const char* root, Root result);
  Status skip_junk(Window& window, RowBatch& batch, JsonCursor& cursor);

  Node shape_;
  const bool objects_only_;
  RowBatch* batch_ = nullptr;
  std::vector<std::uint32_t> seen_;  // the row that a column last got a value in
  std::uint32_t row_mark_ = 0;
  std::size_t seen_count_ = 0;
  bool refused_ = false;
  bool by_column_ = false;
  Fault fault_;
  std::vector<LoadReject::Field>* described_ =
      nullptr;  // set while fields are described instead of loaded
};

RowReader::Status JsonRows::read(Window& window, RowBatch& batch) {
  batch_ = &batch;
  JsonCursor cursor(window.begin(), window.end());
  for (;;) {
    cursor.skip_blanks();
    const char* const root = cursor.position();
    if (cursor.at_end() || batch.rows == batch.capacity) {
      window.consume_to(root);
      if (!cursor.at_end()) return Status::kBatchFull;
      return window.last() ? Status::kDone : Status::kNeedsData;
    }
    auto status = Status::kBatchFull;  // stands for: go on
    if (*root != '{' && *root != '[') {
      status = skip_junk(window, batch, cursor);
    } else if (const Root result = read_root(cursor, batch); result == Root::kGood) {
      ++batch.rows;
      ++counts_.read;
      if (plan_.values.replace_invalid) {
        if (const auto column = writer_.take_replacement()) {
          note_replacement(window, {root, cursor.position()}, *column);
        }
      }
    } else {
      status = settle(window, batch, cursor, root, result);
    }
    if (status != Status::kBatchFull) return status;
  }
}

// What becomes of a root that is no row: it is rejected, or more bytes are needed to tell.
RowReader::Status JsonRows::settle(Window& window, RowBatch& batch, JsonCursor& cursor,
                                   const char* root, Root result) {
  const auto wait = [&] {
    for (auto& column : batch.columns) column.set_valid(batch.rows);
    window.consume_to(root);
    return Status::kNeedsData;
  };
  if (result == Root::kMalformed) {
    // A word such as null may be cut by the window's end before its last letter.
    const bool cut = window.end() - cursor.position() < 8;
    const char* const next = resume_json(root, window.end());
    if (!window.last() && (cut || next == window.end())) return wait();
    fault_ = {1216,
              "Invalid value.",
              0,
              {},
              static_cast<std::size_t>(std::min(cursor.position(), next) - root)};
    by_column_ = false;
    cursor.move_to(next);
  }
  const bool go_on = reject(window, {root, cursor.position()}, fault_, by_column_, batch);
  if (go_on) return Status::kBatchFull;
  window.consume_to(cursor.position());
  return Status::kStop;
}

// Whatever stands between two roots is one error, up to the next root or the end of its line.
RowReader::Status JsonRows::skip_junk(Window& window, RowBatch& batch, JsonCursor& cursor) {
  const char* const begin = cursor.position();
  const char* p = begin;
  while (p < window.end() && *p != '{' && *p != '[' && *p != '\n') ++p;
  if (p == window.end() && !window.last()) {
    window.consume_to(begin);
    return Status::kNeedsData;
  }
  cursor.move_to(p);
  if (reject(window, {begin, p}, {1216, "Invalid value.", 0, {}, 0}, false, batch))
    return Status::kBatchFull;
  window.consume_to(p);
  return Status::kStop;
}

JsonRows::Root JsonRows::read_root(JsonCursor& cursor, RowBatch& batch) {
  writer_.target(batch, batch.rows);
  ++row_mark_;
  seen_count_ = 0;
  refused_ = false;
  if (!read_node(cursor, shape_)) return Root::kMalformed;
  if (seen_count_ < seen_.size() && !refused_) fill_missing();
  return refused_ ? Root::kRefused : Root::kGood;
}

bool JsonRows::read_node(JsonCursor& cursor, Node& node) {
  JsonValue value;
  const char* const begin = cursor.position();
  if (node.leaf) {
    if (!cursor.read_value(value)) return false;
  } else {
    const char first = cursor.peek();
    const bool walked = first == '{'   ? read_object(cursor, node)
                        : first == '[' ? read_array(cursor, node)
                                       : read_other(cursor, node);
    if (!walked) return false;
    if (node.columns.empty()) return true;
    JsonCursor again(begin, cursor.position());
    again.read_value(value);
  }
  take_value(node, value);
  return true;
}

bool JsonRows::read_object(JsonCursor& cursor, Node& node) {
  if (!node.elements.empty())
    refuse_row("Invalid JSONPath format: Not an array or index out of range.");
  cursor.take('{');
  cursor.skip_blanks();
  if (cursor.take('}')) return true;
  for (std::size_t place = 0;; ++place) {
    int key = JsonKeys::kUnknown;
    if (!node.keys.read(cursor, place, key)) return false;
    const bool good = key == JsonKeys::kUnknown
                          ? cursor.skip_value()
                          : read_node(cursor, node.members[static_cast<std::size_t>(key)]);
    if (!good) return false;
    cursor.skip_blanks();
    if (!cursor.take(',')) return cursor.take('}');
    cursor.skip_blanks();
  }
}

bool JsonRows::read_array(JsonCursor& cursor, Node& node) {
  if (!node.members.empty()) {
    refuse_row(&node == &shape_ && objects_only_
                   ? "Invalid value."
                   : "Invalid JSONPath format: Member is not an object.");
  }
  std::size_t wanted = 0;
  cursor.take('[');
  cursor.skip_blanks();
  if (!cursor.take(']')) {
    for (std::size_t index = 0;; ++index) {
      const bool here = wanted < node.indexes.size() && node.indexes[wanted] == index;
      if (!(here ? read_node(cursor, node.elements[wanted++]) : cursor.skip_value())) return false;
      cursor.skip_blanks();
      if (cursor.take(']')) break;
      if (!cursor.take(',')) return false;
      cursor.skip_blanks();
    }
  }
  if (wanted < node.indexes.size())
    refuse_row("Invalid JSONPath format: Not an array or index out of range.");
  return true;
}

// A scalar where a path steps further. Below null everything is NULL.
bool JsonRows::read_other(JsonCursor& cursor, const Node& node) {
  JsonValue value;
  if (!cursor.read_value(value)) return false;
  if (value.kind == JsonKind::kNull) return true;
  refuse_row(node.members.empty() ? "Invalid JSONPath format: Not an array or index out of range."
                                  : "Invalid JSONPath format: Member is not an object.");
  return true;
}

void JsonRows::take_value(const Node& node, const JsonValue& value) {
  for (const std::size_t column : node.columns) {
    if (described_ != nullptr) {
      auto& field = (*described_)[column];
      field.value = std::string(value.text.substr(0, 1024));
      field.is_null = value.kind == JsonKind::kNull;
      continue;
    }
    if (refused_) continue;
    if (seen_[column] == row_mark_) {
      batch_->columns[column].set_valid(
          batch_->rows);  // the key stood there before: the last one counts
    } else {
      seen_[column] = row_mark_;
      ++seen_count_;
    }
    if (writer_.write_json(column, value)) continue;
    fault_ = writer_.fault();
    refused_ = by_column_ = true;
  }
}

void JsonRows::fill_missing() {
  for (std::size_t column = 0; column < seen_.size(); ++column) {
    if (seen_[column] == row_mark_ || writer_.write_null(column)) continue;
    fault_ = writer_.fault();
    refused_ = by_column_ = true;
    return;
  }
}

void JsonRows::refuse_row(std::string_view reason) {
  if (refused_ || described_ != nullptr) return;
  fault_ = {1216, std::string(reason), 0, {}, 0};
  refused_ = true;
  by_column_ = false;
}

std::vector<LoadReject::Field> JsonRows::describe_fields(const Record& record,
                                                         std::size_t up_to_column) {
  std::vector<LoadReject::Field> fields;
  for (const auto& column : plan_.columns) fields.push_back({column.name, {}, true, column.type});
  described_ = &fields;
  JsonCursor cursor(record.begin, record.end);
  read_node(cursor, shape_);
  described_ = nullptr;
  fields.resize(std::min(fields.size(), up_to_column + 1));
  return fields;
}

}  // namespace

std::unique_ptr<RowReader> make_json_rows(LoadState& state, Arena& arena) {
  return std::make_unique<JsonRows>(state, arena);
}

}  // namespace darties::load
