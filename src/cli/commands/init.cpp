#include <fmt/core.h>

#include <algorithm>
#include <ostream>

#include "base/files.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/house.h"
#include "cli/init_template.h"

namespace darties::cli {
namespace {

namespace fs = std::filesystem;

constexpr CommandArgument kArguments[] = {
    {.name = "DIR",
     .help = "Folder to make. It must be empty or not there. With --aws it may be left out.",
     .required = false},
};
constexpr CommandOption kOptions[] = {
    {.name = "--name",
     .value = "NAME",
     .help = "Name of the project; default: that of the folder."},
    {.name = "--aws",
     .help = "Also write `dwh.cfg`, for credentials and a cluster; without DIR, into the project "
             "at hand."},
};
constexpr CommandExample kExamples[] = {
    {.line = "darties init shop && darties -C shop run shop",
     .what = "A project that loads, checks and answers at once."},
    {.line = "darties init --aws",
     .what = "A template of dwh.cfg for the project at hand, which git ignores."},
};

constexpr std::string_view kDetails =
    R"(The new folder has the shape of the shipped projects, with two small files of orders, a star of two tables, checks and a
question. Replace them by your own, one folder at a time.)";

std::string project_name(const Invocation& line, const fs::path& folder) {
  const std::string name = line.find("--name").value_or(lower_ascii(folder.filename().string()));
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  const bool good = !name.empty() && name[0] >= 'a' && name[0] <= 'z' && name.size() <= 50 &&
                    std::all_of(name.begin(), name.end(), fits);
  if (good) return name;
  throw Error(
      ErrorKind::kInvalid,
      "a project's name has lower-case letters, digits, '_' and '-', found: '{}'; give --name",
      name);
}

void require_empty(const fs::path& folder) {
  std::error_code fault;
  const bool there = fs::exists(folder, fault);
  if (there && !(fs::is_directory(folder, fault) && fs::is_empty(folder, fault))) {
    throw Error(ErrorKind::kInvalid, "{} is there already and is not an empty folder",
                folder.string());
  }
}

/// Adds a line to .gitignore unless it is there.
void ignore(const fs::path& folder, std::string_view name) {
  const fs::path file = folder / ".gitignore";
  std::error_code fault;
  std::string text = fs::exists(file, fault) ? read_file(file) : "";
  for (const auto line : split_lines(text)) {
    if (trim(line) == name || trim(line) == fmt::format("/{}", name)) return;
  }
  if (!text.empty() && !text.ends_with('\n')) text += '\n';
  write_file_atomically(file, fmt::format("{}{}\n", text, name));
}

int write_aws_template(const fs::path& folder, const std::string& name, House& house) {
  const fs::path file = folder / "dwh.cfg";
  std::error_code fault;
  if (fs::exists(file, fault)) {
    throw Error(ErrorKind::kInvalid, "{} is there already: edit it", shown_path(file));
  }
  if (house.options().dry_run) {
    house.out() << file.string() << '\n';
    return 0;
  }
  ignore(folder, "dwh.cfg");
  // A cluster's name has no underscores.
  write_file_atomically(file, fill_template(aws_template(), replace_all(name, "_", "-")), 0600);
  house.say(fmt::format("made {}: fill it in; git ignores it", shown_path(file)));
  return 0;
}

int add_aws(House& house) {
  const int code = write_aws_template(house.project_folder(),
                                      lower_ascii(house.config().text("name", "darties")), house);
  house.suggest_next("darties infra plan");
  return code;
}

int run(const Invocation& line, House& house) {
  if (!line.find("DIR") && line.flag("--aws")) return add_aws(house);
  fs::path folder = fs::path(line.text("DIR")).lexically_normal();
  if (folder.empty()) throw Error(ErrorKind::kInvalid, "DIR is missing: give the folder to make");
  if (!folder.has_filename()) folder = folder.parent_path();
  const std::string name = project_name(line, fs::absolute(folder));
  require_empty(folder);
  for (const TemplateFile& file : template_files()) {
    const fs::path path = folder / fill_template(file.path, name);
    if (house.options().dry_run) {
      house.out() << path.string() << '\n';
      continue;
    }
    make_folders(path.parent_path());
    write_file_atomically(path, fill_template(file.text, name));
  }
  if (line.flag("--aws")) write_aws_template(folder, name, house);
  if (house.options().dry_run) return 0;
  house.say(fmt::format("made project {} in {}", name, folder.string()));
  house.suggest_next(fmt::format("darties -C {} run {}", folder.string(), name));
  return 0;
}

}  // namespace

extern const Command init_command{
    .name = "init",
    .group = "Project",
    .summary = "Makes a new project that runs at once.",
    .details = kDetails,
    .arguments = kArguments,
    .options = kOptions,
    .examples = kExamples,
    .changes_something = true,
    .run = run,
};

}  // namespace darties::cli
