#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lake/store.h"
#include "pipeline/task_context.h"

namespace darties {

/// A file that an appending load may have taken already.
struct LedgerFile {
  std::string url;  ///< s3://bucket/key
  std::uint64_t size_bytes = 0;
  std::string version;
  std::string sha256;  ///< empty: not computed yet
};

/// What an appending load has to do with the files it found.
struct LedgerVerdict {
  std::vector<LedgerFile> to_load;  ///< new ones, and with `reload` changed ones
  std::vector<LedgerFile> unchanged;
  std::vector<LedgerFile> changed;
};

/// Which file went into which table: darties_internal.load_ledger, written in the transaction that loads the file.
/// A file is the same when its name, size and version are, or its bytes (SHA-256).
class LoadLedger {
 public:
  /// `table` as the ledger calls it: "public.staging_events".
  LoadLedger(Session& session, std::string table);

  LedgerVerdict judge(Store& store, const std::string& bucket,
                      const std::vector<ObjectInfo>& objects, bool reload);
  /// Whether no load of this table has been written down yet.
  bool is_empty();
  void record(const std::vector<LedgerFile>& files, const std::string& run_id,
              const std::string& task, Clock::TimePoint at);
  void forget_table();

 private:
  Session& session_;
  std::string table_;
};

/// SHA-256 of an object, read piece by piece.
std::string hash_object(Store& store, const std::string& key);

}  // namespace darties
