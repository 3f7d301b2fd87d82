#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

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

  std::mutex database_mutex_;  // guards database_
  SqliteDatabase database_;
  std::mutex mutex_;  // guards all below
  std::condition_variable changed_;
  std::vector<Write> queue_;
  bool writing_ = false;
  bool closing_ = false;
  std::exception_ptr failure_;
  std::jthread thread_;
};

}  // namespace darties
