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
     .help = "Where to: `s3://bucket/prefix`. A folder's files keep their names below it.",
     .required = true},
    {.name = "delete",
     .help = "Also delete objects below `to` that no file stands for.",
     .type = "flag",
     .default_value = "false"},
};

TransferPlan plan_for(const Params& params, const Project& project, Lake& lake,
                      const TransferOptions& options) {
  const ObjectUrl to = parse_object_url(params.at("to"));
  try {
    return plan_upload(project.resolve(params.at("from")), lake.bucket(to.bucket), to.key, options);
  } catch (Error& error) {
    if (error.kind() == ErrorKind::kNotFound) error.at(params.place("from"));
    throw;
  }
}

void run(const Params& params, TaskContext& context) {
  TransferOptions options{.stop = context.stop()};
  Store& store = context.lake().bucket(parse_object_url(params.at("to")).bucket);
  const TransferPlan todo = plan_for(params, context.project(), context.lake(), options);
  for (const std::string& name : todo.left_out)
    context.log().warn("left out, neither file nor folder: {}", name);
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
  parse_object_url(params.at("to"));
  const auto from = project.resolve(params.at("from"));
  if (!std::filesystem::exists(from)) {
    throw Error(ErrorKind::kNotFound, "no such file or folder: {}", params.at("from"))
        .at(params.place("from"));
  }
  return fmt::format("send what differs of {} to {}\n", params.at("from"), params.at("to"));
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
};

}  // namespace darties
