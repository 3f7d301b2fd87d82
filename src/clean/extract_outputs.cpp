#include "clean/extract_outputs.h"

#include "base/error.h"
#include "base/text.h"
#include "clean/json_text.h"

namespace darties {
namespace {

constexpr std::string_view kRejectsFolder = "_rejects/";
constexpr std::size_t kMaxObjects = 400;

}  // namespace

void ExtractOutputs::write(const std::string& key, std::string_view line) {
  written_bytes_ += line.size();
  if (written_bytes_ > limit_bytes_) {
    throw Error(
        ErrorKind::kInvalid,
        "more than {} would be written, the limit for a file of this size: does one long text or "
        "heading stand in every row?",
        human_bytes(limit_bytes_));
  }
  auto& object = find(key);
  object.output.write(line);
  ++object.rows;
}

void ExtractOutputs::reject(const std::string& key, const Reject& reject) {
  std::string line = "{";
  const auto add = [&](std::string_view name, std::string_view text) {
    append_json_key(name, line);
    append_json_string(text, line);
  };
  add("workbook", reject.workbook);
  add("sheet", reject.sheet);
  add("cell", reject.cell);
  add("column", reject.column);
  add("value", reject.value);
  add("reason", reject.reason);
  rejects_[key] += line + "}\n";
}

std::vector<ExtractedObject> ExtractOutputs::commit() {
  for (auto& [key, object] : objects_) object->output.finish();
  commit_rejects();
  std::vector<ExtractedObject> done;
  for (auto& [key, object] : objects_) {
    const bool changed = object->output.commit();
    done.push_back({.url = to_string(ObjectUrl{bucket_, key}),
                    .rows = object->rows,
                    .size_bytes = object->output.size_bytes(),
                    .changed = changed});
  }
  return done;
}

ExtractOutputs::Object& ExtractOutputs::find(const std::string& key) {
  if (last_ != nullptr && last_->output.key() == key) return *last_;
  auto& object = objects_[key];
  if (!object && objects_.size() > kMaxObjects) {
    throw Error(ErrorKind::kInvalid,
                "more than {} objects from one workbook; a placeholder of `to` changes too often",
                kMaxObjects);
  }
  if (!object) object = std::make_unique<Object>(store_, key);
  last_ = object.get();
  return *object;
}

void ExtractOutputs::commit_rejects() {
  for (const auto& [key, object] : objects_) {
    if (!rejects_.contains(key)) store_.remove(std::string(kRejectsFolder) + key);
  }
  for (const auto& [key, lines] : rejects_) {
    ObjectOutput output(store_, std::string(kRejectsFolder) + key);
    output.write(lines);
    output.finish();
    output.commit();
  }
}

}  // namespace darties
