#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <thread>
#include <vector>

#include "base/mutex.h"
#include "pipeline/sqlite_database.h"

namespace darties {

/// Writes to a SQLite file from a thread of its own: whatever is queued meanwhile goes into one transaction, so tasks
/// never wait for the history.
///
/// Threads: every method from any thread.
class HistoryWriter {
 public:
  using Write = std::function<void(SqliteDatabase&)>;

  explicit HistoryWriter(SqliteDatabase database);
  ~HistoryWriter();

  void queue(Write write);
  /// Waits until all that was queued is in the file. Throws the first failure since the last call.
  void flush();
  /// Runs `read` when all that was queued is in the file.
  void read(const Write& read);

 private:
  void work();
  void write_batch(std::vector<Write>& batch);

  Mutex database_mutex_;
  SqliteDatabase database_ GUARDED_BY(database_mutex_);
  Mutex mutex_;
  std::condition_variable_any changed_;
  std::vector<Write> queue_ GUARDED_BY(mutex_);
  bool writing_ GUARDED_BY(mutex_) = false;
  bool closing_ GUARDED_BY(mutex_) = false;
  std::exception_ptr failure_ GUARDED_BY(mutex_);
  std::jthread thread_;
};

}  // namespace darties
