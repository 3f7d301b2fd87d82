#include "pipeline/task_definition.h"

#include "base/hash.h"
#include "pipeline/operator.h"
#include "pipeline/sql_text.h"

namespace darties {
namespace {

/// Writes a value so that different values are different texts.
class Definition {
 public:
  Definition(const TaskSpec& task, const Project& project) : task_(task), project_(project) {}

  std::string hash() {
    add(task_.op->name);
    for (const Param& param : task_.op->params) {
      const YamlValue* value = task_.params.value(param.name);
      if (value == nullptr) continue;
      add(param.name);
      add(*value);
    }
    return hash_.finish_hex();
  }

 private:
  void add(std::string_view text) {
    hash_.update(std::to_string(text.size()));
    hash_.update(":");
    hash_.update(text);
  }

  void add(const YamlValue& value) {
    add(describe_kind(value.kind));
    if (value.is_text()) {
      add(value.text);
      if (value.text.ends_with(".sql")) add_files(value.text, value.place);
    }
    for (const YamlValue& item : value.items) add(item);
    for (const YamlEntry& entry : value.entries) {
      add(entry.key);
      add(entry.value);
    }
  }

  void add_files(const std::string& pattern, const Place& place) {
    for (const std::string& file : find_project_files(pattern, place, project_)) {
      add(file);
      add(read_sql_file(file, place, task_.params.variables(), project_).text);
    }
  }

  const TaskSpec& task_;
  const Project& project_;
  Sha256 hash_;
};

}  // namespace

std::string definition_of(const TaskSpec& task, const Project& project) {
  try {
    return Definition(task, project).hash();
  } catch (const Error&) {
    return {};  // whoever runs the task says what is wrong
  }
}

std::optional<std::string> note_of_changed_definition(const TaskSpec& task,
                                                      const std::vector<TryRecord>& tries,
                                                      const std::string& pipeline,
                                                      const Project& project) {
  std::string before;
  for (const TryRecord& record : tries) {
    if (record.task == task.name && record.state == TaskState::kSuccess) before = record.definition;
  }
  if (before.empty() || before == definition_of(task, project)) return std::nullopt;
  return fmt::format(
      "{}: task {} was changed after it was done: --resume keeps what it did. To run it as it is "
      "now, and all that follow: darties run {} --select '{}+'",
      to_string(task.place), task.name, pipeline, task.name);
}

}  // namespace darties
