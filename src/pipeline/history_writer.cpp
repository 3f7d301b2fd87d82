#include "pipeline/history_writer.h"

#include <utility>

namespace darties {

HistoryWriter::HistoryWriter(SqliteDatabase database) : database_(std::move(database)) {
  thread_ = std::jthread([this] { work(); });
}

HistoryWriter::~HistoryWriter() {
  {
    const MutexLock lock(mutex_);
    closing_ = true;
  }
  changed_.notify_all();
}

void HistoryWriter::queue(Write write) {
  {
    const MutexLock lock(mutex_);
    queue_.push_back(std::move(write));
  }
  changed_.notify_all();
}

void HistoryWriter::flush() {
  MutexLock lock(mutex_);
  changed_.wait(lock, [this]() REQUIRES(mutex_) { return queue_.empty() && !writing_; });
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void HistoryWriter::read(const Write& read) {
  flush();
  const MutexLock lock(database_mutex_);
  read(database_);
}

void HistoryWriter::work() {
  std::vector<Write> batch;
  MutexLock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this]() REQUIRES(mutex_) { return closing_ || !queue_.empty(); });
    if (queue_.empty()) return;
    batch.swap(queue_);
    writing_ = true;
    lock.unlock();
    std::exception_ptr failure;
    try {
      write_batch(batch);
    } catch (...) {
      failure = std::current_exception();  // kept for flush(): this is a thread entry
    }
    batch.clear();
    lock.lock();
    writing_ = false;
    if (failure && !failure_) failure_ = failure;
    changed_.notify_all();
  }
}

void HistoryWriter::write_batch(std::vector<Write>& batch) {
  const MutexLock lock(database_mutex_);
  database_.execute("BEGIN IMMEDIATE");
  try {
    for (const Write& write : batch) write(database_);
    database_.execute("COMMIT");
  } catch (...) {
    database_.roll_back();
    throw;
  }
}

}  // namespace darties
