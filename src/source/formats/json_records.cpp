#include "source/formats/json_records.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/json_string.h"
#include "base/text.h"

namespace darties {
namespace {

std::string decoded(const JsonValue& value) {
  if (!value.escaped) return std::string(value.text);
  std::string text(value.text.size(), '\0');
  text.resize(static_cast<std::size_t>(decode_json_string(value.text, text.data()) - text.data()));
  if (!is_valid_utf8(text)) {
    throw Error(ErrorKind::kInvalid, "broken JSON: half of a surrogate pair in a text");
  }
  return text;
}

CellKind cell_kind(JsonKind kind) {
  switch (kind) {
    case JsonKind::kNull:
      return CellKind::kBlank;
    case JsonKind::kTrue:
    case JsonKind::kFalse:
      return CellKind::kBoolean;
    case JsonKind::kNumber:
      return CellKind::kNumber;
    case JsonKind::kString:
    case JsonKind::kObject:
    case JsonKind::kArray:
      break;
  }
  return CellKind::kText;
}

JsonMember member_of(std::string key, const JsonValue& value, std::size_t level) {
  JsonMember member{std::move(key), cell_kind(value.kind), {}, static_cast<std::uint32_t>(level)};
  if (value.kind == JsonKind::kString)
    member.text = decoded(value);
  else if (value.kind != JsonKind::kNull)
    member.text = value.text;
  return member;
}

bool is_nested(const JsonValue& value) {
  return value.kind == JsonKind::kObject || value.kind == JsonKind::kArray;
}

}  // namespace

JsonRecords::JsonRecords(std::string_view path) {
  if (path.empty()) return;
  for (const auto name : split(path, '/')) path_.emplace_back(name);
}

void JsonRecords::refuse(const JsonCursor& cursor) const {
  const auto at = static_cast<std::size_t>(cursor.position() - text_.data());
  const std::string_view text(text_.data(), text_.size() - JsonCursor::kPadding);
  throw Error(ErrorKind::kInvalid, "broken JSON: at character {} of the value: '{}'", at + 1,
              text.substr(std::min(at, text.size()), 20));
}

void JsonRecords::read(std::string_view text, const std::function<void(JsonRecord&)>& on_record) {
  text_.assign(text);
  text_.append(JsonCursor::kPadding, '\0');
  on_record_ = &on_record;
  budget_ = {};
  JsonCursor cursor(text_.data(), text_.data() + text.size());
  visit(cursor, 0, {});
  if (!cursor.at_end()) refuse(cursor);
}

void JsonRecords::visit(JsonCursor& cursor, std::size_t step, const JsonRecord& above) {
  if (cursor.peek() == '{') return visit_object(cursor, step, above);
  if (cursor.peek() == '[' && step > 0) return visit_list(cursor, step, above);
  JsonValue value;
  if (!cursor.read_value(value)) refuse(cursor);
  if (step > 0 && value.kind == JsonKind::kNull) return;
  throw Error(ErrorKind::kInvalid, "not a JSON object ({{...}}){}",
              path_.empty() ? "" : ": " + std::string(value.text.substr(0, 40)));
}

void JsonRecords::visit_list(JsonCursor& cursor, std::size_t step, const JsonRecord& above) {
  cursor.take('[');
  cursor.skip_blanks();
  if (cursor.take(']')) return;
  while (true) {
    if (cursor.peek() == '[') refuse(cursor);
    visit(cursor, step, above);
    cursor.skip_blanks();
    if (cursor.take(']')) return;
    if (!cursor.take(',')) refuse(cursor);
    cursor.skip_blanks();
  }
}

void JsonRecords::visit_object(JsonCursor& cursor, std::size_t step, const JsonRecord& above) {
  JsonRecord members;
  const char* below = nullptr;  // where the next name of the path has its value
  read_members(cursor, step, members, below);
  members.insert(members.end(), above.begin(), above.end());
  if (step == path_.size()) {
    for (const JsonMember& member : members) budget_.take(member.text.size());
    return (*on_record_)(members);
  }
  if (below == nullptr) return;
  const char* const behind = cursor.position();
  cursor.move_to(below);
  visit(cursor, step + 1, members);
  cursor.move_to(behind);
}

/// All members of a record; of an object above one the plain values, and where the path goes on.
void JsonRecords::read_members(JsonCursor& cursor, std::size_t step, JsonRecord& members,
                               const char*& below) {
  cursor.take('{');
  cursor.skip_blanks();
  for (bool more = !cursor.take('}'); more; more = !cursor.take('}')) {
    JsonValue key;
    JsonValue value;
    if (cursor.peek() != '"' || !cursor.read_string(key)) refuse(cursor);
    cursor.skip_blanks();
    if (!cursor.take(':')) refuse(cursor);
    cursor.skip_blanks();
    const char* const begin = cursor.position();
    if (!cursor.read_value(value)) refuse(cursor);
    std::string name = decoded(key);
    const bool is_record = step == path_.size();
    if (!is_record && name == path_[step])
      below = begin;
    else if (is_record || !is_nested(value))
      members.push_back(member_of(std::move(name), value, step));
    cursor.skip_blanks();
    if (cursor.peek() == '}') continue;
    if (!cursor.take(',')) refuse(cursor);
    cursor.skip_blanks();
    if (cursor.peek() != '"') refuse(cursor);
  }
}

}  // namespace darties
