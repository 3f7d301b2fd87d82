#include <ostream>

#include "base/cancellation.h"
#include "cli/command.h"
#include "cli/house.h"
#include "lake/lake.h"
#include "lake/read_through.h"

namespace darties::cli {
namespace {

constexpr CommandArgument kArguments[] = {
    {.name = "URL", .help = "`s3://bucket/key` of one object.", .repeatable = true},
};
constexpr CommandExample kExamples[] = {
    {.line = "darties cat s3://shop/export/sales_000 | head",
     .what = "The first rows of an export."},
};

void print(const std::string& text, House& house) {
  const ObjectUrl url = parse_object_url(text);
  if (url.key.empty())
    throw Error(ErrorKind::kInvalid, "{} is a bucket: name an object in it", text);
  const auto object = house.lake().bucket(url.bucket).open(url.key);
  read_through(*object, [&](std::string_view piece) {
    throw_if_cancelled(house.stop(), "printing " + text);
    return static_cast<bool>(
        house.out().write(piece.data(), static_cast<std::streamsize>(piece.size())));
  });
}

int run(const Invocation& line, House& house) {
  for (const std::string& url : line.all("URL")) print(url, house);
  return 0;
}

}  // namespace

extern const Command cat_command;
const Command cat_command{
    .name = "cat",
    .group = "Lake",
    .summary = "Prints objects as they are.",
    .arguments = kArguments,
    .examples = kExamples,
    .run = run,
};

}  // namespace darties::cli
