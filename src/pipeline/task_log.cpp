#include "pipeline/task_log.h"

#include <fmt/format.h>

#include "base/log.h"
#include "base/text.h"

namespace darties {

void TaskLog::add(LogRow row) {
  const MutexLock lock(mutex_);
  if (++lines_ <= kFirstLines) return history_.put_log(run_id_, row);
  last_.push_back(std::move(row));
  if (last_.size() <= kLastLines) return;
  last_.pop_front();
  ++left_out_;
}

TaskLog::~TaskLog() {
  if (left_out_ > 0) {
    LogRow note = last_.front();
    note.level = to_string(LogLevel::kWarn);
    note.text = fmt::format("{} lines were not kept: the first {} and the last {} of a task are",
                            with_thousands(static_cast<std::int64_t>(left_out_)),
                            with_thousands(std::int64_t{kFirstLines}),
                            with_thousands(std::int64_t{kLastLines}));
    history_.put_log(run_id_, note);
  }
  for (const LogRow& row : last_) history_.put_log(run_id_, row);
}

}  // namespace darties
