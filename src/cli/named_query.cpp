#include "cli/named_query.h"

#include <algorithm>

#include "base/files.h"
#include "base/front_matter.h"
#include "base/text.h"

namespace darties::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kKeys[] = {"question", "parameter", "empty"};

/// "first_name = Lily", or "first_name" for one without default.
NamedQuery::Parameter read_parameter(const FrontMatter::Entry& entry) {
  const std::size_t equals = entry.value.find('=');
  NamedQuery::Parameter parameter{std::string(trim(entry.value.substr(0, equals))), std::nullopt};
  if (equals != std::string::npos) parameter.default_value = trim(entry.value.substr(equals + 1));
  if (parameter.name.empty() || parameter.name.find(' ') != std::string::npos) {
    throw Error(ErrorKind::kInvalid, "expected `-- parameter: name = default`, found: {}",
                entry.value)
        .at(entry.place);
  }
  return parameter;
}

std::vector<std::string> names_of(const NamedQuery& query) {
  std::vector<std::string> names;
  for (const auto& parameter : query.parameters) names.push_back(parameter.name);
  return names;
}

void check_parameters(const NamedQuery& query, const FrontMatter& head) {
  const auto declared = names_of(query);
  const auto used = sql::parameter_names(query.sql);
  for (const std::string& name : used) {
    if (std::find(declared.begin(), declared.end(), name) != declared.end()) continue;
    throw Error(ErrorKind::kInvalid, ":{} has no `-- parameter: {}` line{}", name, name,
                suggestion(name, declared))
        .at({query.file.string()});
  }
  for (const auto& entry : head.all("parameter")) {
    const std::string name = read_parameter(entry).name;
    if (std::find(used.begin(), used.end(), name) != used.end()) continue;
    throw Error(ErrorKind::kInvalid, "parameter {} is not used: there is no :{} in the SQL", name,
                name)
        .at(entry.place);
  }
}

std::string listed(const std::vector<std::string>& names) {
  return names.empty() ? "none" : join(names, ", ");
}

}  // namespace

NamedQuery read_named_query(const fs::path& file) {
  NamedQuery query{.name = file.stem().string(), .file = file, .sql = read_file(file)};
  const FrontMatter head = read_front_matter(query.sql, file.string());
  head.refuse_unknown(kKeys);
  query.question = head.value("question").value_or("");
  query.empty = head.value("empty").value_or("");
  for (const auto& entry : head.all("parameter")) query.parameters.push_back(read_parameter(entry));
  check_parameters(query, head);
  return query;
}

std::vector<NamedQuery> list_named_queries(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code absent;
  for (auto entry = fs::directory_iterator(folder, absent);
       !absent && entry != fs::directory_iterator(); entry.increment(absent)) {
    if (entry->path().extension() == ".sql") files.push_back(entry->path());
  }
  std::sort(files.begin(), files.end());
  std::vector<NamedQuery> queries;
  for (const auto& file : files) queries.push_back(read_named_query(file));
  return queries;
}

NamedQuery find_named_query(const fs::path& folder, std::string_view name) {
  const bool plain = !name.empty() && name.find('/') == std::string_view::npos;
  const fs::path file = folder / (std::string(name) + ".sql");
  std::error_code ignored;
  if (plain && fs::is_regular_file(file, ignored)) return read_named_query(file);
  std::vector<std::string> names;
  for (const auto& query : list_named_queries(folder)) names.push_back(query.name);
  throw Error(ErrorKind::kNotFound, "no query is called '{}'{}; {} has: {}", name,
              suggestion(name, names), folder.string(), listed(names));
}

sql::ParameterValues parameter_values(const NamedQuery& query,
                                      const std::vector<std::pair<std::string, std::string>>& given,
                                      bool absent_is_null) {
  sql::ParameterValues values;
  for (const auto& parameter : query.parameters) values[parameter.name] = parameter.default_value;
  for (const auto& [name, value] : given) {
    const auto known = values.find(name);
    if (known == values.end()) {
      const auto names = names_of(query);
      throw Error(ErrorKind::kInvalid, "{} has no parameter '{}'{}; it has: {}", query.name, name,
                  suggestion(name, names), listed(names));
    }
    if (!is_valid_utf8(value))
      throw Error(ErrorKind::kInvalid, "the value of {} is not UTF-8 text", name);
    known->second = value;
  }
  for (const auto& [name, value] : values) {
    if (value || absent_is_null) continue;
    throw Error(ErrorKind::kInvalid, "parameter {} has no value: give {}=VALUE", name, name);
  }
  return values;
}

std::string fill_in(std::string_view text, const sql::ParameterValues& values) {
  std::string filled(text);
  for (const auto& [name, value] : values) {
    filled = replace_all(filled, "{" + name + "}", value ? *value : "…");
  }
  return filled;
}

}  // namespace darties::cli
