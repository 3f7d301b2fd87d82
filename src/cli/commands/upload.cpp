#include "base/text.h"
#include "cli/command.h"
#include "cli/confirm.h"
#include "cli/house.h"
#include "cli/transfer_display.h"
#include "lake/lake.h"
#include "lake/transfer.h"

namespace darties::cli {
namespace {

constexpr CommandArgument kArguments[] = {
    {.name = "PATH", .help = "A file or a folder. Names that begin with '.' are left out."},
    {.name = "URL",
     .help = "Where to: `s3://bucket/prefix`. A folder's files keep their names below it."},
};
constexpr CommandOption kOptions[] = {
    {.name = "--delete",
     .help = "Also delete objects below the prefix that no file stands for. Asks first."},
    {.name = "--yes", .help = "Do not ask."},
};
constexpr CommandExample kExamples[] = {
    {.line = "darties upload data/lake s3://shop/lake", .what = "Sends what is new or different."},
    {.line = "darties upload data/lake s3://shop/lake --delete -n",
     .what = "Says what would be sent and deleted."},
};

constexpr std::string_view kDetails =
    R"(Only what differs is sent, by size and checksum, many files at a time, large ones in parts. Each object appears whole or not at all, so what
was interrupted goes on where it was when it is run again. Nothing is made public. Who may write to the bucket and neither list nor read it
can upload all the same: then every file is sent. Exits with 1 when something that is neither file nor folder was left out.

What `kill -9` or a power cut leaves of a large file are parts that are no object, that nobody sees and that are paid for. A lifecycle rule of the bucket
(AbortIncompleteMultipartUpload) or `aws s3api abort-multipart-upload` removes them; Ctrl-C leaves none.)";

void delete_surplus(const TransferPlan& plan, Store& store, const ObjectUrl& to, bool yes,
                    House& house) {
  if (plan.surplus.empty()) return;
  const bool one = plan.surplus.size() == 1;
  const std::string objects =
      fmt::format("{} {}", with_thousands(static_cast<std::int64_t>(plan.surplus.size())),
                  one ? "object" : "objects");
  if (!yes) {
    require_typed(
        house,
        fmt::format("{} below {} {} for no file and will be deleted, {} first.", objects,
                    to_string(to), one ? "stands" : "stand", store.describe(plan.surplus.front())),
        "yes", "--yes");
  }
  store.remove_all(plan.surplus);
  house.say("deleted " + objects);
}

int run(const Invocation& line, House& house) {
  const ObjectUrl to = parse_object_url(line.text("URL"));
  refuse_unclear_target(line.text("PATH"), to);
  Store& store = house.lake().bucket(to.bucket);
  const bool deletes = line.flag("--delete");
  TransferOptions options{.stop = house.stop()};
  const TransferPlan plan = plan_upload(line.text("PATH"), store, to.key, options);
  for (const std::string& name : plan.left_out)
    house.say("left out, neither file nor folder: " + name);
  if (plan.not_compared && deletes) throw *plan.not_compared;
  if (plan.not_compared)
    house.say("every file is sent, as the objects can not be looked at: " +
              plan.not_compared->message());
  if (house.options().dry_run) {
    print_plan(house, plan, "upload", store, deletes);
    return 0;
  }
  TransferDisplay display(house, "uploaded", plan);
  options.moved = [&](const TransferItem& item) { display.moved(item); };
  upload(plan, store, options);
  house.say(display.summary());
  if (deletes) delete_surplus(plan, store, to, line.flag("--yes"), house);
  return plan.left_out.empty() ? 0 : 1;
}

}  // namespace

extern const Command upload_command;
const Command upload_command{
    .name = "upload",
    .group = "Lake",
    .summary = "Sends files to a bucket, only those that differ.",
    .details = kDetails,
    .arguments = kArguments,
    .options = kOptions,
    .examples = kExamples,
    .changes_something = true,
    .prints_rows = true,
    .run = run,
};

}  // namespace darties::cli
