#include "pipeline/run_settings.h"

#include <algorithm>

#include "base/disclosure.h"
#include "base/text.h"

namespace darties {
namespace {

constexpr std::string_view kSelect = "select ";
constexpr std::string_view kExclude = "exclude ";

}  // namespace

std::string format_selection(const Selectors& selectors) {
  std::string text;
  for (const std::string& selector : selectors.select)
    text.append(kSelect).append(selector).append("\n");
  for (const std::string& selector : selectors.exclude)
    text.append(kExclude).append(selector).append("\n");
  return text;
}

Selectors parse_selection(const std::string& text) {
  Selectors selectors;
  for (const std::string_view line : split_lines(text)) {
    if (line.starts_with(kSelect)) selectors.select.emplace_back(line.substr(kSelect.size()));
    if (line.starts_with(kExclude)) selectors.exclude.emplace_back(line.substr(kExclude.size()));
  }
  return selectors;
}

std::string format_settings(const Project& project) {
  std::string text;
  const Variables& overriding = project.overriding_variables();
  for (const std::string& name : overriding.names()) {
    text.append(name)
        .append("=")
        .append(replace_all(*overriding.find(name), "\n", " "))
        .append("\n");
  }
  for (const auto& [name, secret] : project.secret_variables()) {
    if (secret.overrides) text.append(name).append("=").append(kHidden).append("\n");
  }
  return text;
}

Variables parse_settings(const std::string& text) {
  Variables variables;
  for (const std::string_view line : split_lines(text)) {
    const auto equals = line.find('=');
    if (equals != std::string_view::npos && line.substr(equals + 1) != kHidden)
      variables.set(line.substr(0, equals), std::string(line.substr(equals + 1)));
  }
  return variables;
}

void refuse_forgotten_secrets(const std::string& text, const Project& project) {
  for (const std::string_view line : split_lines(text)) {
    const auto equals = line.find('=');
    if (equals == std::string_view::npos || line.substr(equals + 1) != kHidden) continue;
    const std::string_view name = line.substr(0, equals);
    const auto found = project.secret_variables().find(name);
    if (found != project.secret_variables().end() && found->second.overrides) continue;
    throw Error(ErrorKind::kInvalid,
                "the run was given {0}, a credential, which the history does not keep: say --set "
                "{0}=… again",
                name);
  }
}

void refuse_unused_flags(const Project& project, const Pipeline& pipeline) {
  std::vector<std::string> known = pipeline.variable_names;
  for (const Parameter& parameter : pipeline.parameters) known.push_back(parameter.name);
  Variables wanted;
  for (const std::string& name : known) wanted.set(name, "");
  for (const std::string& name : project.flagged_variables()) {
    if (wanted.has(name)) continue;
    const std::string near = suggestion(name, known);
    const std::string list = known.empty() ? "; it has none" : "; it has " + join(known, ", ");
    throw Error(ErrorKind::kInvalid, "--set {}=…: {} has no parameter or variable of this name{}",
                name, pipeline.name, near.empty() ? list : near);
  }
}

}  // namespace darties
