#include <algorithm>
#include <ostream>

#include "base/text.h"
#include "cli/command.h"
#include "cli/house.h"

namespace darties::cli {
namespace {

constexpr CommandArgument kArguments[] = {
    {.name = "KEY", .help = "Only this key and what lies below it.", .required = false},
};
constexpr CommandOption kOptions[] = {
    {.name = "--origin", .help = "Says where each value was set."},
    {.name = "--all", .help = "Also the values that a stronger layer hides; implies --origin."},
    {.name = "--known", .help = "Lists the settings darties knows, and what each is for."},
};
constexpr CommandExample kExamples[] = {
    {.line = "darties config show --origin",
     .what = "Every setting, and the file and line that says it."},
    {.line = "DARTIES_TARGETS__EMBEDDED__THREADS=1 darties config show targets",
     .what = "What the environment changes."},
};

constexpr std::string_view kDetails =
    R"(A setting may be said in several places. The strongest wins:

1. `--set key=value` on the command line
2. the environment: `DARTIES_LAKE__BUCKETS__UDACITY_DEND` says `lake.buckets.udacity-dend`
3. `dwh.cfg` of the project: `LOG_DATA` in section `[S3]` says `variables.s3.log_data`
4. `darties.yml` of the project
5. `~/.config/darties/config.yml`
6. the default

Keys are compared without letter case, and `-` is the same as `_`. Passwords, keys and tokens are never shown.

`*` in a key of `--known` stands for a name of your own, `**` for anything below.)";

std::vector<ConfigEntry> chosen(const Config& config, const Invocation& line) {
  std::vector<ConfigEntry> entries;
  const std::string key = fold_key(line.text("KEY"));
  for (const ConfigEntry& entry : config.entries()) {
    const std::string folded = fold_key(entry.key);
    if (!key.empty() && folded != key && !folded.starts_with(key + ".")) continue;
    if (!line.flag("--all")) {
      entries.push_back(entry);
      continue;
    }
    for (auto& layer : config.layers(entry.key)) entries.push_back(std::move(layer));
  }
  return entries;
}

int list_known(House& house) {
  const auto table = house.table({{"key"}, {"default"}, {"meaning"}});
  for (const Setting& setting : known_settings()) {
    const bool has_default = !setting.default_value.empty();
    table->row({std::string(setting.key), has_default ? Value(setting.default_value) : Value(),
                std::string(setting.help)});
  }
  table->finish();
  return 0;
}

int run(const Invocation& line, House& house) {
  if (line.flag("--known")) return list_known(house);
  const Config& config = house.config();
  const auto entries = chosen(config, line);
  if (entries.empty()) {
    std::vector<std::string> keys;
    for (const ConfigEntry& entry : config.entries()) keys.push_back(entry.key);
    throw Error(ErrorKind::kNotFound, "no setting is called '{}'{}", line.text("KEY"),
                suggestion(line.text("KEY"), keys));
  }
  const bool origin = line.flag("--origin") || line.flag("--all");
  std::vector<OutputColumn> columns = {{"key"}, {"value"}};
  if (origin) columns.insert(columns.end(), {{"layer"}, {"origin"}});
  const auto table = house.table(columns);
  for (const ConfigEntry& entry : entries) {
    Row row = {entry.key, entry.shown()};
    if (origin)
      row.insert(row.end(), {std::string(to_string(entry.layer)), to_string(entry.place)});
    table->row(row);
  }
  table->finish();
  return 0;
}

}  // namespace

extern const Command config_show_command{
    .name = "config show",
    .group = "Project",
    .summary = "Shows the settings, and where each one was set.",
    .details = kDetails,
    .arguments = kArguments,
    .options = kOptions,
    .examples = kExamples,
    .prints_rows = true,
    .run = run,
};

}  // namespace darties::cli
