#include <fmt/format.h>

#include <optional>

#include "base/cancellation.h"
#include "warehouse/engines/embedded/copy_runner.h"
#include "warehouse/engines/embedded/duckdb_query.h"
#include "warehouse/engines/embedded/unload_parquet.h"
#include "warehouse/engines/embedded/unload_query.h"
#include "warehouse/engines/embedded/unload_sink.h"

namespace darties {
namespace {

/// One UNLOAD from its statement to its outcome.
class UnloadRun {
 public:
  UnloadRun(const sql::UnloadStatement& unload, const UnloadContext& context)
      : unload_(unload), context_(context), query_(unload, context) {}

  UnloadOutcome run() {
    describe();
    if (query_.columns().empty())
      throw Error(ErrorKind::kInvalid, "UNLOAD needs a query that returns rows");
    shape_ = load::shape_unload(unload_, query_.columns());
    load::UnloadTarget target(unload_, context_.lake, shape_);
    if (unload_.format == sql::UnloadStatement::Format::kParquet) {
      outcome_.rows = unload_parquet(unload_, context_, query_, shape_, target);
    } else {
      outcome_.rows = write_lines(target);
    }
    throw_if_cancelled(context_.stop, "unloading");
    outcome_.files = target.commit();
    for (const auto& file : outcome_.files) outcome_.bytes += file.size_bytes;
    outcome_.notices.push_back(
        fmt::format("UNLOAD completed, {} record(s) unloaded successfully.", outcome_.rows));
    outcome_.ended = std::chrono::system_clock::now();
    return std::move(outcome_);
  }

 private:
  void describe();
  std::int64_t write_lines(load::UnloadTarget& target);
  void stream(UnloadSink& sink);
  void pull(UnloadSink& sink);

  const sql::UnloadStatement& unload_;
  const UnloadContext& context_;
  UnloadQuery query_;
  load::UnloadShape shape_;
  UnloadOutcome outcome_;
};

void UnloadRun::describe() {
  outcome_.query = unload_.query;
  outcome_.destination = unload_.destination;
  outcome_.file_format = load::format_name(unload_.format);
  outcome_.query_id = context_.query_id;
  outcome_.session_id = context_.session_id;
  outcome_.user_id = context_.user_id;
  outcome_.started = std::chrono::system_clock::now();
}

// One thread writes where order matters: that of the query, or that of partitions, whose rows must come together.
// Else all of DuckDB's threads do, each its slice; with PARALLEL OFF they share one.
std::int64_t UnloadRun::write_lines(load::UnloadTarget& target) {
  const bool in_order = query_.is_ordered() || !shape_.partition.empty();
  const auto threads = duck::rows(context_.connection, "SELECT current_setting('threads')");
  const std::size_t slices = in_order || !unload_.parallel ? 1 : std::stoul(*threads.at(0).at(0));
  UnloadSink sink(unload_, context_, shape_, target, slices);
  if (in_order) {
    stream(sink);
  } else {
    pull(sink);
  }
  sink.finish();
  return sink.rows();
}

void UnloadRun::stream(UnloadSink& sink) {
  const std::string sql =
      shape_.partition.empty() ? context_.query : query_.by_partition(shape_, query_.is_ordered());
  const duck::RowConsumer consumer{
      .is_cancelled = [this] { return context_.stop.stop_requested(); },
      .columns = {},
      .chunk = [&sink](duckdb_data_chunk chunk) { sink.take(chunk, 0); }};
  if (const auto failed = duck::run(context_.connection, sql, {}, consumer))
    throw duck::from_duckdb(*failed);
}

void UnloadRun::pull(UnloadSink& sink) {
  const RunningUnload running(sink);
  const std::string sql =
      fmt::format("SELECT {} FROM {}", running.call(query_.names()), query_.as_relation());
  const duck::RowConsumer consumer{
      .is_cancelled = [this] { return context_.stop.stop_requested(); },
      .columns = {},
      .chunk = {}};
  const auto failed = duck::run(context_.connection, sql, {}, consumer);
  running.rethrow();
  if (failed) throw duck::from_duckdb(*failed);
}

}  // namespace

UnloadOutcome run_unload(const sql::UnloadStatement& unload, const UnloadContext& context) {
  return UnloadRun(unload, context).run();
}

}  // namespace darties
