#include <fmt/chrono.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/house.h"
#include "lake/lake.h"
#include "lake/s3/bucket_admin.h"

namespace darties::cli {
namespace {

constexpr CommandArgument kArguments[] = {
    {.name = "URL", .help = "`s3://bucket/prefix`. Without: the buckets.", .required = false},
};
constexpr CommandOption kOptions[] = {
    {.name = "--recursive",
     .help = "All objects below the prefix, not one level of it.",
     .letter = 'r'},
};
constexpr CommandExample kExamples[] = {
    {.line = "darties ls s3://udacity-dend/", .what = "What lies at the top of a bucket."},
    {.line = "darties ls -r s3://udacity-dend/log_data -o csv",
     .what = "Every object whose key begins so."},
};

constexpr std::string_view kDetails =
    R"(A prefix is the beginning of a key: `s3://b/x` lists `x`, `x.1` and what lies below `x/`. What stands for many objects ends with `/` and
has no size.)";

std::string when(std::chrono::system_clock::time_point time) {
  return fmt::format("{:%Y-%m-%d %H:%M:%S}",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
}

/// The folders of the project, then what these credentials see in S3; without any, a word instead.
int list_buckets(House& house) {
  const auto table = house.table({{"bucket"}, {"made"}, {"folder"}});
  for (const auto& [name, entry] : house.config().below("lake.buckets")) {
    table->row({name, std::nullopt, entry.value});
  }
  try {
    for (const BucketInfo& bucket : BucketAdmin(house.aws()).list()) {
      table->row({bucket.name, when(bucket.created), std::nullopt});
    }
  } catch (const Error& error) {
    house.say("without those of S3: " + error.message());
  }
  table->finish();
  return 0;
}

int run(const Invocation& line, House& house) {
  if (!line.find("URL")) return list_buckets(house);
  const ObjectUrl url = parse_object_url(line.text("URL"));
  Store& store = house.lake().bucket(url.bucket);
  const auto table =
      house.table({{"modified"}, {"bytes", OutputColumn::Kind::kNumber}, {"object"}});
  std::uint64_t found = 0;
  store.list_pages(url.key, line.flag("--recursive") ? "" : "/", [&](const ListPage& page) {
    for (const std::string& folder : page.folders)
      table->row({std::nullopt, std::nullopt, store.describe(folder)});
    for (const ObjectInfo& object : page.objects) {
      table->row(
          {when(object.modified), std::to_string(object.size_bytes), store.describe(object.key)});
    }
    found += page.folders.size() + page.objects.size();
  });
  if (found == 0 && !url.key.empty()) {
    throw Error(ErrorKind::kNotFound, "no object starts with: {}", store.describe(url.key));
  }
  table->finish();
  return 0;
}

}  // namespace

extern const Command ls_command;
const Command ls_command{
    .name = "ls",
    .group = "Lake",
    .summary = "Lists buckets, or the objects of one.",
    .details = kDetails,
    .arguments = kArguments,
    .options = kOptions,
    .examples = kExamples,
    .prints_rows = true,
    .run = run,
};

}  // namespace darties::cli
