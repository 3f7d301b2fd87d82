#include <algorithm>
#include <set>

#include "base/disclosure.h"
#include "base/settings.h"
#include "base/text.h"
#include "pipeline/duration.h"
#include "pipeline/graph.h"
#include "pipeline/matrix.h"
#include "pipeline/operators/registry.h"
#include "pipeline/pipeline.h"
#include "pipeline/schedule.h"
#include "pipeline/timestamps.h"
#include "pipeline/yaml_fields.h"

namespace darties {
namespace {

const std::vector<std::string> kPipelineKeys = {
    "dag",      "description",     "schedule",  "start_date", "catchup",
    "defaults", "max_active_runs", "variables", "parameters", "tasks"};
const std::vector<std::string> kTaskKeys = {"after",       "matrix",  "retries",
                                            "retry_delay", "timeout", "description"};
const std::vector<std::string> kPolicyKeys = {"retries", "retry_delay", "timeout"};

bool is_word(std::string_view name) {
  const auto fits = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.';
  };
  return !name.empty() && std::all_of(name.begin(), name.end(), fits);
}

Clock::Duration duration_field(const YamlValue& map, std::string_view key,
                               Clock::Duration otherwise) {
  const YamlValue* value = map.find(key);
  return value == nullptr ? otherwise : parse_duration(text_field(map, key), value->place);
}

TryPolicy read_policy(const YamlValue& map, const TryPolicy& defaults) {
  return {.retries = number_field(map, "retries", defaults.retries, 0),
          .retry_delay = duration_field(map, "retry_delay", defaults.retry_delay),
          .timeout = duration_field(map, "timeout", defaults.timeout)};
}

/// `parameters: { mois: "1" }`, `{ workbook: }` or `{ workbook: { description: …, default: … } }`.
Parameter read_parameter(const YamlEntry& entry) {
  Parameter parameter{.name = entry.key, .place = entry.place};
  if (entry.value.is_text()) parameter.default_value = entry.value.text;
  if (entry.value.is_list()) expect_map(entry.value, "a parameter");
  if (!entry.value.is_map()) return parameter;
  expect_known_keys(entry.value, {"description", "default"}, "a parameter");
  parameter.description = text_field(entry.value, "description");
  const YamlValue* value = entry.value.find("default");
  if (value != nullptr && value->is_text()) parameter.default_value = value->text;
  return parameter;
}

/// Sets what stands in a `variables:` map. Each may name those above it.
void collect_variables(const YamlValue& map, const std::string& prefix, const Variables& overriding,
                       Variables& known, Variables& into) {
  for (const YamlEntry& entry : map.entries) {
    const std::string name = prefix + entry.key;
    YamlValue value = entry.value;
    if (value.is_map()) {
      collect_variables(value, name + ".", overriding, known, into);
      continue;
    }
    known.substitute_all(value);
    if (!value.is_text()) {
      throw Error(ErrorKind::kInvalid, "a variable must be text, not {}", describe_kind(value.kind))
          .at(value.place);
    }
    into.set(name, value.text);
    if (!overriding.has(name)) known.set(name, value.text);
  }
}

class PipelineReader {
 public:
  PipelineReader(const std::string& file, const PipelineInputs& inputs) : inputs_(inputs) {
    pipeline_.file = file;
  }

  Pipeline read(const YamlValue& root) {
    if (root.is_null())
      throw Error(ErrorKind::kInvalid, "an empty file: a pipeline begins with 'dag: NAME'")
          .at({.file = pipeline_.file});
    expect_map(root, "a pipeline");
    expect_known_keys(root, kPipelineKeys, "the pipeline");
    read_head(root);
    read_variables(root);
    const YamlValue* tasks = root.find("tasks");
    if (tasks == nullptr || !tasks->is_map() || tasks->entries.empty()) {
      throw Error(ErrorKind::kInvalid, "a pipeline needs 'tasks', a map with at least one task")
          .at(tasks == nullptr ? root.place : tasks->place);
    }
    for (const YamlEntry& entry : tasks->entries) read_family(entry);
    resolve_after();
    refuse_cycle(pipeline_);
    return std::move(pipeline_);
  }

 private:
  struct After {
    std::string name;
    Place place;
  };

  void read_head(const YamlValue& root) {
    pipeline_.name = required_text_field(root, "dag", "a pipeline");
    if (!is_word(pipeline_.name)) {
      throw Error(ErrorKind::kInvalid,
                  "not a name of a pipeline: '{}' (letters, digits, '_', '-' and '.')",
                  pipeline_.name)
          .at(root.find("dag")->place);
    }
    pipeline_.description = text_field(root, "description");
    pipeline_.schedule = text_field(root, "schedule");
    if (!pipeline_.schedule.empty())
      expect_schedule(pipeline_.schedule, root.find("schedule")->place);
    pipeline_.start_date = text_field(root, "start_date");
    if (!pipeline_.start_date.empty())
      expect_date(pipeline_.start_date, "start_date", root.find("start_date")->place);
    pipeline_.catchup = flag_field(root, "catchup", false);
    pipeline_.max_active_runs = number_field(root, "max_active_runs", 1, 1);
    if (const YamlValue* defaults = root.find("defaults");
        defaults != nullptr && !defaults->is_null()) {
      expect_map(*defaults, "defaults");
      expect_known_keys(*defaults, kPolicyKeys, "defaults");
      defaults_ = read_policy(*defaults, defaults_);
    }
  }

  void read_variables(const YamlValue& root) {
    variables_ = inputs_.variables;
    variables_.set("ds", inputs_.ds);
    variables_.set("run_id", inputs_.run_id);
    Variables own;
    if (const YamlValue* parameters = root.find("parameters");
        parameters != nullptr && !parameters->is_null()) {
      expect_map(*parameters, "parameters");
      for (const YamlEntry& entry : parameters->entries)
        read_parameter_value(read_parameter(entry), own);
    }
    variables_.merge(own);
    if (const YamlValue* variables = root.find("variables");
        variables != nullptr && !variables->is_null()) {
      expect_map(*variables, "variables");
      Variables known = variables_;
      known.merge(inputs_.overriding);
      collect_variables(*variables, "", inputs_.overriding, known, own);
      pipeline_.variable_names = own.names();
    }
    variables_.merge(own);
    variables_.merge(inputs_.overriding);
  }

  void read_parameter_value(Parameter parameter, Variables& own) {
    if (take_secret(parameter, own)) return pipeline_.parameters.push_back(std::move(parameter));
    const bool given =
        inputs_.overriding.has(parameter.name) || inputs_.variables.has(parameter.name);
    if (parameter.default_value) {
      own.set(parameter.name, *parameter.default_value);
    } else if (!given && inputs_.parameters_may_be_missing) {
      own.set(parameter.name, "<" + parameter.name + ">");
    } else if (!given) {
      throw Error(ErrorKind::kInvalid,
                  "the pipeline needs a value for '{0}': darties run {1} --set {0}=…",
                  parameter.name, pipeline_.name)
          .at(parameter.place);
    }
    pipeline_.parameters.push_back(std::move(parameter));
  }

  /// A parameter whose name says that it holds a credential, when one is given.
  bool take_secret(const Parameter& parameter, Variables& own) {
    const auto found = inputs_.secrets.find(fold_key(parameter.name));
    if (found == inputs_.secrets.end()) return false;
    if (parameter.default_value && !found->second.overrides) return false;
    const Secret& value = found->second.value;
    own.set(parameter.name, inputs_.reveals_secrets ? value.reveal() : std::string(kHidden));
    pipeline_.secrets.push_back(value);
    return true;
  }

  void read_family(const YamlEntry& entry) {
    if (!is_word(entry.key)) {
      throw Error(ErrorKind::kInvalid,
                  "not a name of a task: '{}' (letters, digits, '_', '-' and '.')", entry.key)
          .at(entry.place);
    }
    expect_map(entry.value, "a task");
    const YamlValue* matrix = entry.value.find("matrix");
    if (matrix == nullptr || matrix->is_null()) {
      read_task(entry, entry.key, variables_);
      return;
    }
    YamlValue rows = *matrix;
    variables_.substitute_all(rows);
    for (const MatrixRow& row : expand_matrix(rows)) {
      Variables variables = variables_;
      for (const auto& [name, value] : row) variables.set(name, value);
      read_task(entry, matrix_task_name(entry.key, row), variables);
    }
  }

  void read_task(const YamlEntry& entry, const std::string& name, const Variables& variables) {
    YamlValue body = entry.value;
    const Operator* op = operator_of(entry);
    for (YamlEntry& field : body.entries) {
      if (field.key != "matrix") variables.substitute_all(field.value);
    }
    YamlValue parameters = *body.find(op->name);
    if (parameters.is_null()) parameters.place = entry.place;
    TaskSpec task{
        .name = name,
        .family = entry.key,
        .op = op,
        .params = Params(*op, std::move(parameters), std::make_shared<const Variables>(variables)),
        .policy = read_policy(body, defaults_),
        .description = text_field(body, "description"),
        .place = entry.place};
    after_.push_back(read_after(body));
    pipeline_.tasks.push_back(std::move(task));
  }

  /// The one key of a task that is no key of every task.
  static const Operator* operator_of(const YamlEntry& task) {
    const Operator* found = nullptr;
    for (const YamlEntry& field : task.value.entries) {
      if (std::find(kTaskKeys.begin(), kTaskKeys.end(), field.key) != kTaskKeys.end()) continue;
      const Operator* op = find_operator(field.key);
      if (op == nullptr) refuse_task_key(field);
      if (found != nullptr) {
        throw Error(ErrorKind::kInvalid, "task {} has two operators, {} and {}: make it two tasks",
                    task.key, found->name, op->name)
            .at(field.place);
      }
      found = op;
    }
    if (found != nullptr) return found;
    throw Error(ErrorKind::kInvalid, "task {} has no operator: add one of {}", task.key,
                join(operator_names(), ", "))
        .at(task.place);
  }

  static std::vector<std::string> operator_names() {
    std::vector<std::string> names;
    for (const Operator* op : operators()) names.emplace_back(op->name);
    return names;
  }

  [[noreturn]] static void refuse_task_key(const YamlEntry& field) {
    std::vector<std::string> known = operator_names();
    known.insert(known.end(), kTaskKeys.begin(), kTaskKeys.end());
    const std::string near = suggestion(field.key, known);
    throw Error(ErrorKind::kInvalid, "unknown key in a task: {}{}", field.key,
                near.empty()
                    ? fmt::format(" (an operator is one of {})", join(operator_names(), ", "))
                    : near)
        .at(field.place);
  }

  static std::vector<After> read_after(const YamlValue& body) {
    std::vector<After> result;
    const YamlValue* after = body.find("after");
    if (after == nullptr || after->is_null()) return result;
    if (after->is_map())
      throw Error(ErrorKind::kInvalid, "after must be the name of a task, or a list of names")
          .at(after->place);
    if (after->is_text()) result.push_back({after->text, after->place});
    for (const YamlValue& item : after->items) {
      if (!item.is_text())
        throw Error(ErrorKind::kInvalid, "after must be a list of names").at(item.place);
      result.push_back({item.text, item.place});
    }
    return result;
  }

  /// Turns names of families into the names of their tasks.
  void resolve_after() {
    for (std::size_t i = 0; i < pipeline_.tasks.size(); ++i) {
      std::set<std::string> seen;
      for (const After& wanted : after_[i]) {
        for (std::string& name : tasks_called(wanted)) {
          if (seen.insert(name).second) pipeline_.tasks[i].after.push_back(std::move(name));
        }
      }
    }
  }

  std::vector<std::string> tasks_called(const After& wanted) const {
    std::vector<std::string> names;
    std::vector<std::string> known;
    for (const TaskSpec& task : pipeline_.tasks) {
      if (task.name == wanted.name || task.family == wanted.name) names.push_back(task.name);
      known.push_back(task.name);
      if (known.back() != task.family) known.push_back(task.family);
    }
    if (!names.empty()) return names;
    throw Error(ErrorKind::kInvalid, "unknown task in 'after': {}{}", wanted.name,
                suggestion(wanted.name, known))
        .at(wanted.place);
  }

  const PipelineInputs& inputs_;
  Pipeline pipeline_;
  TryPolicy defaults_;
  Variables variables_;
  std::vector<std::vector<After>> after_;  // of each task of pipeline_
};

}  // namespace

Pipeline read_pipeline(std::string_view text, const std::string& file,
                       const PipelineInputs& inputs) {
  return PipelineReader(file, inputs).read(read_yaml(text, file));
}

}  // namespace darties
