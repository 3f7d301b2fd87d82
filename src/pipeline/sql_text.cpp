#include "pipeline/sql_text.h"

#include <algorithm>

#include "base/files.h"
#include "base/text.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

/// Names in `folder`, each behind `prefix`.
std::vector<std::string> names_in(const fs::path& folder, const fs::path& prefix) {
  std::vector<std::string> names;
  std::error_code fault;
  for (auto entry = fs::directory_iterator(folder, fault);
       !fault && entry != fs::directory_iterator(); entry.increment(fault)) {
    names.push_back((prefix / entry->path().filename()).generic_string());
  }
  return names;
}

std::string first_fixed_folder(const std::string& pattern) {
  const auto wild = pattern.find_first_of("*?[");
  const auto slash = pattern.rfind('/', wild);
  return slash == std::string::npos ? std::string() : pattern.substr(0, slash);
}

}  // namespace

void expect_project_file(const std::string& file, const Place& mentioned, const Project& project) {
  std::error_code fault;
  const fs::path path = project.resolve(file);
  if (fs::is_regular_file(path, fault)) return;
  if (fs::exists(path, fault))
    throw Error(ErrorKind::kInvalid, "not a file: {}", file).at(mentioned);
  const std::vector<std::string> near = names_in(path.parent_path(), fs::path(file).parent_path());
  throw Error(ErrorKind::kNotFound, "no such file: {}{}", file, suggestion(file, near))
      .at(mentioned);
}

SqlText read_sql_file(const std::string& file, const Place& mentioned, const Variables& variables,
                      const Project& project) {
  expect_project_file(file, mentioned, project);
  const std::string text = read_file(project.resolve(file));
  return {.text = variables.substitute(text, {.file = file, .line = 1, .column = 1}),
          .source = {.file = file}};
}

SqlText inline_sql(const Params& params, std::string_view name) {
  const Place place = params.place(name);
  const bool block = params.value(name) != nullptr && params.value(name)->block;
  return {.text = params.at(name),
          .source = {.file = place.file, .first_line = place.line + (block ? 1 : 0)}};
}

std::vector<std::string> find_project_files(const std::string& pattern, const Place& mentioned,
                                            const Project& project) {
  if (pattern.find_first_of("*?[") == std::string::npos) {
    expect_project_file(pattern, mentioned, project);
    return {pattern};
  }
  const fs::path folder = project.resolve(first_fixed_folder(pattern));
  std::vector<std::string> found;
  std::error_code fault;
  for (auto entry = fs::recursive_directory_iterator(folder, fault);
       !fault && entry != fs::recursive_directory_iterator(); entry.increment(fault)) {
    const std::string name = entry->path().lexically_relative(project.folder()).generic_string();
    if (entry->is_regular_file(fault) && matches_glob(pattern, name)) found.push_back(name);
  }
  if (found.empty())
    throw Error(ErrorKind::kNotFound, "no file fits the pattern: {}", pattern).at(mentioned);
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace darties
