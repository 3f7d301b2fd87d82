#include "base/aws/access.h"
#include "cli/command.h"
#include "cli/confirm.h"
#include "cli/house.h"
#include "lake/lake.h"
#include "lake/s3/bucket_admin.h"

namespace darties::cli {
namespace {

constexpr CommandArgument kArguments[] = {
    {.name = "NAME", .help = "The bucket: `shop` or `s3://shop`."},
};
constexpr CommandOption kCreateOptions[] = {
    {.name = "--region",
     .value = "REGION",
     .help = "Where it is made; default: the region at hand."},
};
constexpr CommandOption kDeleteOptions[] = {
    {.name = "--confirm",
     .value = "NAME",
     .help = "The bucket's name once more, instead of being asked for it."},
};

constexpr std::string_view kCreateDetails =
    R"(The new bucket is closed: public access is blocked, and access lists are switched off. A bucket that is yours already gets the same and
is no error. What speaks like S3 and has no such switches is warned of; on AWS it is an error.)";

constexpr std::string_view kDeleteDetails =
    R"(Only an empty bucket is deleted, and only after its name was typed. `darties upload EMPTY_FOLDER s3://NAME --delete` empties one.)";

/// The bucket's name; refuses a folder of the project, which is made and deleted like any folder.
std::string bucket_name(const Invocation& line, House& house) {
  const std::string text = line.text("NAME");
  const ObjectUrl url = parse_object_url(text.starts_with("s3://") ? text : "s3://" + text);
  if (!url.key.empty()) throw Error(ErrorKind::kInvalid, "{} names an object, not a bucket", text);
  if (house.lake().is_folder(url.bucket)) {
    throw Error(ErrorKind::kInvalid,
                "bucket {} is a folder (lake.buckets in darties.yml): make and delete that",
                url.bucket);
  }
  return url.bucket;
}

int create(const Invocation& line, House& house) {
  const std::string name = bucket_name(line, house);
  const std::string region = line.find("--region").value_or(house.aws()->region());
  if (house.options().dry_run) {
    house.say(fmt::format("would make bucket {} in {}", name, region));
    return 0;
  }
  const auto warnings = BucketAdmin(house.aws()).create(name, region);
  for (const std::string& warning : warnings) house.say("warning: " + warning);
  house.say(fmt::format("bucket {} is there, in {}{}", name, region,
                        warnings.empty() ? ", closed to the public" : ""));
  house.suggest_next(fmt::format("darties upload FOLDER s3://{}", name));
  return 0;
}

int remove(const Invocation& line, House& house) {
  const std::string name = bucket_name(line, house);
  if (house.options().dry_run) {
    house.say(fmt::format("would delete bucket {}, if it is empty", name));
    return 0;
  }
  const auto confirmed = line.find("--confirm");
  if (confirmed && *confirmed != name) {
    throw Error(ErrorKind::kInvalid, "--confirm says {}, the bucket is {}: nothing was done",
                *confirmed, name);
  }
  if (!confirmed) {
    require_typed(house, fmt::format("Bucket {} will be deleted.", name), name,
                  "--confirm " + name);
  }
  BucketAdmin(house.aws()).remove(name);
  house.say(fmt::format("deleted bucket {}", name));
  return 0;
}

}  // namespace

extern const Command bucket_create_command;
const Command bucket_create_command{
    .name = "bucket create",
    .group = "Lake",
    .summary = "Makes a bucket that nobody else can see.",
    .details = kCreateDetails,
    .arguments = kArguments,
    .options = kCreateOptions,
    .changes_something = true,
    .run = create,
};

extern const Command bucket_delete_command;
const Command bucket_delete_command{
    .name = "bucket delete",
    .group = "Lake",
    .summary = "Deletes an empty bucket, after its name was typed.",
    .details = kDeleteDetails,
    .arguments = kArguments,
    .options = kDeleteOptions,
    .changes_something = true,
    .run = remove,
};

}  // namespace darties::cli
