#include "cloud/journal.h"

#include <algorithm>

#include "base/error.h"
#include "base/own_files.h"

namespace darties::cloud {
namespace {

constexpr int kFormatVersion = 1;
constexpr const char* kFile = "infra.db";

constexpr const char* kSchema = R"sql(
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS holding (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1), project TEXT NOT NULL, kind TEXT NOT NULL, region TEXT NOT NULL,
  cluster TEXT NOT NULL, role TEXT NOT NULL, security_group TEXT NOT NULL, lease_end_ms INTEGER);
CREATE TABLE IF NOT EXISTS calls (
  call INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, action TEXT NOT NULL, target TEXT NOT NULL, state TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS made (
  kind TEXT NOT NULL, name TEXT NOT NULL, identity TEXT NOT NULL, PRIMARY KEY (kind, name, identity)) WITHOUT ROWID;
PRAGMA user_version = 1;
COMMIT;
)sql";

std::int64_t to_ms(Clock::TimePoint time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}
Clock::TimePoint from_ms(std::int64_t ms) {
  return Clock::TimePoint(std::chrono::milliseconds(ms));
}

std::filesystem::path made_folder(const std::filesystem::path& folder) {
  make_own_folder(folder);
  return folder;
}

JournalCall read_call(const SqliteRow& row) {
  return {from_ms(row.number(0)), row.text(1), row.text(2), row.text(3)};
}

}  // namespace

Journal::Journal(const std::filesystem::path& state_folder, Clock& clock)
    : database_(made_folder(state_folder) / kFile, SqliteDatabase::Access::kWrite), clock_(clock) {
  database_.execute_script("PRAGMA synchronous = FULL");  // a call must not outlive its line
  const std::int64_t version = database_.query_number("PRAGMA user_version");
  if (version > kFormatVersion) {
    throw Error(ErrorKind::kInvalid,
                "{} has format_version {}, this darties knows up to {}: use "
                "the darties that took the cluster",
                database_.file().string(), version, kFormatVersion);
  }
  if (version < kFormatVersion) database_.execute_script(kSchema);
}

bool Journal::exists(const std::filesystem::path& state_folder) {
  std::error_code ignored;  // a folder that can not be read holds no journal for us
  return std::filesystem::exists(state_folder / kFile, ignored);
}

std::optional<Holding> Journal::holding() {
  std::optional<Holding> found;
  database_.query(
      "SELECT project, kind, region, cluster, role, security_group, lease_end_ms FROM holding", {},
      [&](const SqliteRow& row) {
        found = Holding{row.text(0), row.text(1), row.text(2), row.text(3),
                        row.text(4), row.text(5), std::nullopt};
        if (!row.is_null(6)) found->lease_end = from_ms(row.number(6));
      });
  return found;
}

void Journal::hold(const Holding& holding) {
  const std::int64_t lease_end = holding.lease_end ? to_ms(*holding.lease_end) : 0;  // 0: none
  database_.execute("INSERT OR REPLACE INTO holding VALUES (1, ?, ?, ?, ?, ?, ?, NULLIF(?, 0))",
                    {holding.project, holding.kind, holding.region, holding.cluster, holding.role,
                     holding.security_group, lease_end});
}

void Journal::let_go() { database_.execute("DELETE FROM holding"); }

std::int64_t Journal::begin(std::string_view action, std::string_view target) {
  database_.execute("INSERT INTO calls (at_ms, action, target, state) VALUES (?, ?, ?, 'begun')",
                    {to_ms(clock_.now()), std::string(action), std::string(target)});
  return database_.query_number("SELECT last_insert_rowid()");
}

void Journal::end(std::int64_t call, std::string_view state) {
  database_.execute("UPDATE calls SET state = ? WHERE call = ?", {std::string(state), call});
}

std::optional<JournalCall> Journal::last(std::string_view action, std::string_view target) {
  std::optional<JournalCall> found;
  database_.query(
      "SELECT at_ms, action, target, state FROM calls WHERE action = ? AND target = ? AND "
      "state IN ('begun', 'done') ORDER BY call DESC LIMIT 1",
      {std::string(action), std::string(target)},
      [&](const SqliteRow& row) { found = read_call(row); });
  return found;
}

std::vector<JournalCall> Journal::calls(int most) {
  std::vector<JournalCall> calls;
  database_.query("SELECT at_ms, action, target, state FROM calls ORDER BY call DESC LIMIT ?",
                  {std::int64_t(most)},
                  [&](const SqliteRow& row) { calls.push_back(read_call(row)); });
  std::reverse(calls.begin(), calls.end());
  return calls;
}

void Journal::remember(std::string_view kind, std::string_view name, std::string_view identity) {
  database_.execute("INSERT OR IGNORE INTO made VALUES (?, ?, ?)",
                    {std::string(kind), std::string(name), std::string(identity)});
}

bool Journal::made(std::string_view kind, std::string_view name, std::string_view identity) {
  return database_.query_number(
             "SELECT count(*) FROM made WHERE kind = ? AND name = ? AND identity = ?",
             {std::string(kind), std::string(name), std::string(identity)}) > 0;
}

}  // namespace darties::cloud
