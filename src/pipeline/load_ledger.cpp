#include "pipeline/load_ledger.h"

#include <algorithm>
#include <map>

#include "base/hash.h"
#include "base/text.h"
#include "lake/lake.h"
#include "pipeline/timestamps.h"

namespace darties {

std::string hash_object(Store& store, const std::string& key) {
  const auto reader = store.open(key);
  std::string piece(1 << 20, '\0');
  Sha256 hash;
  std::uint64_t offset = 0;
  while (const std::size_t count = reader->read_at(offset, piece)) {
    hash.update({piece.data(), count});
    offset += count;
  }
  return hash.finish_hex();
}

bool is_named(const std::string& url, const std::vector<std::string>& patterns) {
  const std::string name = url.substr(url.rfind('/') + 1);
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return pattern == url || pattern == name || matches_glob(pattern, url) ||
           matches_glob(pattern, name);
  });
}

LoadLedger::LoadLedger(Session& session, std::string table)
    : session_(session), table_(std::move(table)) {}

LedgerVerdict LoadLedger::judge(Store& store, const std::string& bucket,
                                const std::vector<ObjectInfo>& objects,
                                const std::vector<std::string>& reload) {
  std::map<std::string, LedgerFile> known;
  const Result rows = session_.execute_internal(
      "SELECT file, size_bytes, version, sha256 FROM darties_internal.load_ledger WHERE table_name "
      "= $1 ORDER BY loaded_at",
      {table_});
  for (const Row& row : rows.rows) {
    known[row.at(0).value_or("")] = {.url = row.at(0).value_or(""),
                                     .size_bytes = std::stoull(row.at(1).value_or("0")),
                                     .version = row.at(2).value_or(""),
                                     .sha256 = row.at(3).value_or("")};
  }
  LedgerVerdict verdict;
  for (const ObjectInfo& object : objects) {
    LedgerFile file{.url = to_string(ObjectUrl{bucket, object.key}),
                    .size_bytes = object.size_bytes,
                    .version = object.version};
    const auto before = known.find(file.url);
    if (before != known.end() && is_named(file.url, reload)) {
      if (!store.versions_tell_contents()) file.sha256 = hash_object(store, object.key);
      verdict.reload.push_back(file);
      verdict.to_load.push_back(std::move(file));
      continue;
    }
    if (before != known.end() && before->second.size_bytes == file.size_bytes &&
        before->second.version == file.version) {
      verdict.unchanged.push_back(std::move(file));
      continue;
    }
    const bool is_new = before == known.end();
    const bool hashed = !is_new && !before->second.sha256.empty();
    if (hashed || !store.versions_tell_contents()) file.sha256 = hash_object(store, object.key);
    if (is_new) {
      verdict.to_load.push_back(std::move(file));
    } else if (hashed && before->second.sha256 == file.sha256) {
      verdict.unchanged.push_back(std::move(file));
    } else {
      verdict.changed.push_back(std::move(file));
    }
  }
  return verdict;
}

bool LoadLedger::is_empty() {
  const Result found = session_.execute_internal(
      "SELECT 1 FROM darties_internal.load_ledger WHERE table_name = $1 LIMIT 1", {table_});
  return found.rows.empty();
}

void LoadLedger::record(const std::vector<LedgerFile>& files, const std::string& run_id,
                        const std::string& task, Clock::TimePoint at) {
  for (const LedgerFile& file : files) {
    session_.execute_internal(
        "INSERT INTO darties_internal.load_ledger (table_name, file, size_bytes, version, sha256, "
        "loaded_at, run_id, task) "
        "VALUES ($1, $2, CAST($3 AS BIGINT), $4, $5, CAST($6 AS TIMESTAMP), $7, $8)",
        {table_, file.url, std::to_string(file.size_bytes), file.version, file.sha256,
         sql_timestamp(at), run_id, task});
  }
  session_.execute_internal(
      "UPDATE darties_internal.load_ledger SET rows = coalesce((SELECT sum(noted.rows) FROM "
      "darties_internal.loaded_rows AS noted WHERE noted.table_name = load_ledger.table_name AND "
      "noted.file = load_ledger.file), 0) WHERE table_name = $1 AND run_id = $2 AND task = $3 AND "
      "rows IS NULL",
      {table_, run_id, task});
}

void LoadLedger::forget_table() {
  session_.execute_internal("DELETE FROM darties_internal.loaded_rows WHERE table_name = $1",
                            {table_});
  session_.execute_internal("DELETE FROM darties_internal.load_ledger WHERE table_name = $1",
                            {table_});
}

}  // namespace darties
