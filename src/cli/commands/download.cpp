#include "cli/command.h"
#include "cli/house.h"
#include "cli/transfer_display.h"
#include "lake/lake.h"
#include "lake/transfer.h"

namespace darties::cli {
namespace {

constexpr CommandArgument kArguments[] = {
    {.name = "URL", .help = "An object, or what stands above many: `s3://bucket/prefix`."},
    {.name = "PATH", .help = "The file or folder to make."},
};
constexpr CommandExample kExamples[] = {
    {.line = "darties download s3://shop/lake data/lake", .what = "Gets what is new or different."},
};

constexpr std::string_view kDetails =
    R"(Only what differs is fetched, by size and checksum, many objects at a time. Each file appears whole or not at all. A key that would leave
the folder is refused; nothing is ever deleted. A file gets the time of its object. An object that holds bytes and whose key ends with `/`
can be no file: it is named, and the command exits with 1.)";

int run(const Invocation& line, House& house) {
  const ObjectUrl from = parse_object_url(line.text("URL"));
  Store& store = house.lake().bucket(from.bucket);
  TransferOptions options{.stop = house.stop()};
  const TransferPlan plan = plan_download(store, from.key, line.text("PATH"), options);
  for (const std::string& name : plan.left_out)
    house.say("left out, a key that ends with '/' can be no file: " + name);
  if (house.options().dry_run) {
    print_plan(house, plan, "download", store, false);
    return 0;
  }
  TransferDisplay display(house, "downloaded", plan);
  options.moved = [&](const TransferItem& item) { display.moved(item); };
  download(plan, store, options);
  house.say(display.summary());
  return plan.left_out.empty() ? 0 : 1;
}

}  // namespace

extern const Command download_command;
const Command download_command{
    .name = "download",
    .group = "Lake",
    .summary = "Gets objects of a bucket as files, only those that differ.",
    .details = kDetails,
    .arguments = kArguments,
    .examples = kExamples,
    .changes_something = true,
    .prints_rows = true,
    .run = run,
};

}  // namespace darties::cli
