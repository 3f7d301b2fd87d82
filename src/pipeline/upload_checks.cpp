#include "pipeline/upload_checks.h"

#include <map>

#include "lake/lake.h"
#include "lake/transfer.h"
#include "pipeline/operator.h"

namespace darties {
namespace {

struct Writer {
  const TaskSpec* task;
  std::filesystem::path file;
};

}  // namespace

void refuse_shared_targets(const std::vector<const TaskSpec*>& tasks, const Project& project) {
  std::map<std::string, Writer> writers;  // by the object's address
  for (const TaskSpec* task : tasks) {
    if (task->op->name != "upload") continue;
    const ObjectUrl to = parse_object_url(task->params.at("to"));
    for (const TransferItem& item : list_upload(project.resolve(task->params.at("from")), to.key)) {
      const std::string url = to_string(ObjectUrl{to.bucket, item.key});
      const auto [known, is_new] = writers.emplace(url, Writer{task, item.file});
      if (is_new || known->second.file == item.file) continue;
      throw Error(ErrorKind::kInvalid,
                  "{} and {} both write {}, from different files: give each a name of its own, or "
                  "end `to` with '/' to keep the files' names",
                  known->second.task->name, task->name, url)
          .at(task->params.place("to"));
    }
  }
}

}  // namespace darties
