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
  std::vector<LedgerFile> to_load;  ///< new ones, and those to reload
  std::vector<LedgerFile> unchanged;
  std::vector<LedgerFile> changed;  ///< and not to be reloaded
  std::vector<LedgerFile> reload;   ///< loaded before, and named by --reload
};

/// Whether one of the patterns of --reload means this file: its whole address, its name, or a shell pattern for either.
bool is_named(const std::string& url, const std::vector<std::string>& patterns);

/// Which file went into which table: darties_internal.load_ledger, written in the transaction that loads the file.
/// A file is the same when its name, size and version are, or its bytes (SHA-256). Which rows came from it stands in
/// darties_internal.loaded_rows, as docs/decisions/0010-rows-of-a-file.md tells.
class LoadLedger {
 public:
  /// `table` as the ledger calls it: "public.staging_events".
  LoadLedger(Session& session, std::string table);

  LedgerVerdict judge(Store& store, const std::string& bucket,
                      const std::vector<ObjectInfo>& objects,
                      const std::vector<std::string>& reload);
  /// Whether no load of this table has been written down yet.
  bool is_empty();
  void record(const std::vector<LedgerFile>& files, const std::string& run_id,
              const std::string& task, Clock::TimePoint at);
  void forget_table();
  /// Takes the rows that came from these files out of the table, and the files out of the ledger. Returns how many rows
  /// went. Throws kInvalid when it can not be told which rows they are.
  std::int64_t remove_rows(const std::vector<LedgerFile>& files);

 private:
  /// How the files' rows are known; one entry for each list of columns that was loaded.
  std::vector<std::string> column_lists();
  std::int64_t noted_rows(const std::vector<LedgerFile>& files);
  std::int64_t remove_noted(const std::string& columns, const std::vector<std::string>& lists,
                            const std::vector<LedgerFile>& files);
  std::int64_t unknown_rows(const std::vector<std::string>& lists,
                            const std::vector<LedgerFile>& files);
  void refuse_unnoted(const std::vector<LedgerFile>& files);
  void refuse_lost_columns(const std::vector<std::string>& lists);
  bool table_is_empty();
  std::string stored_table() const;

  Session& session_;
  std::string table_;
};

/// SHA-256 of an object, read piece by piece.
std::string hash_object(Store& store, const std::string& key);

}  // namespace darties
