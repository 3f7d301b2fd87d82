#include "base/log.h"
#include "lake/lake.h"
#include "lake/transfer.h"
#include "pipeline/operator.h"
#include "pipeline/params.h"
#include "pipeline/project.h"
#include "pipeline/task_context.h"

namespace darties {
namespace {

constexpr Param kParams[] = {
    {.name = "from",
     .help = "A file or folder of the project; names that begin with '.' are left out.",
     .required = true},
    {.name = "to",
     .help = "Where to: `s3://bucket/prefix`. A folder's files keep their names below it. One file "
             "becomes `s3://bucket/prefix/NAME` where `to` ends with `/`; else `to` is the whole "
             "name of the object, and needs an ending if the file has one.",
     .required = true},
    {.name = "delete",
     .help = "Also delete objects below `to` that no file stands for.",
     .type = "flag",
     .default_value = "false"},
};

/// Runs `look`; a file that is not there stands at the parameter that names it.
template <class Look>
auto at_from(const Params& params, Look look) {
  try {
    return look();
  } catch (Error& error) {
    if (error.kind() == ErrorKind::kNotFound) error.at(params.place("from"));
    throw;
  }
}

void run(const Params& params, TaskContext& context) {
  TransferOptions options{.stop = context.stop()};
  const ObjectUrl to = parse_object_url(params.at("to"));
  Store& store = context.lake().bucket(to.bucket);
  const TransferPlan todo = at_from(params, [&] {
    return plan_upload(context.project().resolve(params.at("from")), store, to.key, options);
  });
  for (const std::string& name : todo.left_out)
    context.log().warn("left out, neither file nor folder: {}", name);
  if (todo.not_compared && params.flag("delete")) throw *todo.not_compared;
  if (todo.not_compared)
    context.log().warn("every file is sent, as the objects can not be looked at: {}",
                       todo.not_compared->message());
  options.moved = [&](const TransferItem& item) {
    context.add({.bytes = static_cast<std::int64_t>(item.size_bytes), .files = 1});
  };
  upload(todo, store, options);
  for (const TransferItem& item : todo.same) options.moved(item);
  if (params.flag("delete")) store.remove_all(todo.surplus);
  context.log().info("uploaded files={} unchanged={} surplus={} to={}", todo.moves.size(),
                     todo.same.size(), todo.surplus.size(), params.at("to"));
}

std::string plan(const Params& params, Project& project) {
  const ObjectUrl to = parse_object_url(params.at("to"));
  try {
    refuse_unclear_target(project.resolve(params.at("from")), to);
  } catch (Error& error) {
    error.at(params.place("to"));
    throw;
  }
  std::string text;
  const auto items =
      at_from(params, [&] { return list_upload(project.resolve(params.at("from")), to.key); });
  for (const TransferItem& item : items) {
    text +=
        fmt::format("{} -> {}\n", item.file.lexically_relative(project.folder()).generic_string(),
                    to_string(ObjectUrl{to.bucket, item.key}));
  }
  return text;
}

}  // namespace

extern const Operator upload_operator;
const Operator upload_operator{
    .name = "upload",
    .summary = "Sends files of the project to the lake, only those that differ.",
    .params = kParams,
    .run = run,
    .plan = plan,
    .needs_warehouse = false,
    .example = R"(  reference: { upload: { from: 1_sources/reference, to: s3://nyc/reference } }
  airports: { upload: { from: 1_sources/airports.jsonl, to: s3://nyc/airports/ } }
)",
};

}  // namespace darties
