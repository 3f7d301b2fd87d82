#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "pipeline/variables.h"
#include "pipeline/yaml_value.h"

namespace darties {

struct Operator;
struct Param;

/// The parameters of one task: matrix values and variables are substituted, defaults of the
/// operator filled in.
///
///     const std::string table = params.at("table");
///     for (const std::string& key : params.list("keys")) ...
///     if (table.empty())
///       throw Error(ErrorKind::kInvalid, "empty table name").at(params.place("table"));
///
/// A parameter that is neither given nor has a default is a kInvalid error with the task's place,
/// except through has(), value(), list() and map(), for which it is empty.
class Params {
 public:
  /// `values` is the map below the operator's name. Checks it against the record: unknown keys
  /// (with the nearest name), missing ones, wrong shapes and choices throw kInvalid with their
  /// place.
  /// `variables` are those of the task, for the SQL files it names.
  Params(const Operator& op, YamlValue values, std::shared_ptr<const Variables> variables);

  /// Whether the user gave it.
  bool has(std::string_view name) const { return value(name) != nullptr; }
  /// The text, or its default.
  std::string at(std::string_view name) const;
  std::string text_or(std::string_view name, std::string_view otherwise) const;
  /// A single text counts as a list of one.
  std::vector<std::string> list(std::string_view name) const;
  /// A map of texts, in the user's order.
  std::vector<std::pair<std::string, std::string>> map(std::string_view name) const;
  bool flag(std::string_view name) const;
  std::int64_t number(std::string_view name) const;
  Clock::Duration duration(std::string_view name) const;
  /// The value with all that is nested in it; null when not given.
  const YamlValue* value(std::string_view name) const;

  /// Where the parameter stands; the task's own place when it is not given.
  Place place(std::string_view name) const;
  const Place& task_place() const { return values_.place; }
  const Variables& variables() const { return *variables_; }

 private:
  const Param* find_param(std::string_view name) const;

  const Operator* operator_;  // a constant record, lives for the whole process
  YamlValue values_;
  std::shared_ptr<const Variables> variables_;  // shared by the copies of these parameters
};

}  // namespace darties
