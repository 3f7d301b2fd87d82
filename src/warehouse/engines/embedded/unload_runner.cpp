#include <fmt/format.h>

#include <optional>

#include "base/cancellation.h"
#include "warehouse/engines/embedded/column_types.h"
#include "warehouse/engines/embedded/copy_runner.h"
#include "warehouse/engines/embedded/duckdb_query.h"
#include "warehouse/engines/embedded/value_text.h"
#include "warehouse/load/unload_format.h"
#include "warehouse/load/unload_target.h"

namespace darties {
namespace {

constexpr std::size_t kPiece = 256 * 1024;

/// One UNLOAD from its statement to its outcome.
class UnloadRun {
 public:
  UnloadRun(const sql::UnloadStatement& unload, const UnloadContext& context)
      : unload_(unload), context_(context) {}

  UnloadOutcome run() {
    describe();
    const duck::RowConsumer consumer{.columns = [this](duckdb_result* result) { begin(result); },
                                     .chunk = [this](duckdb_data_chunk chunk) { take(chunk); }};
    if (const auto failed = duck::run(context_.connection, context_.query, {}, consumer)) {
      throw duck::from_duckdb(*failed);
    }
    throw_if_cancelled(context_.stop, "unloading");
    if (!target_) throw Error(ErrorKind::kInvalid, "UNLOAD needs a query that returns rows");
    flush();
    outcome_.files = target_->commit();
    for (const auto& file : outcome_.files) outcome_.bytes += file.size_bytes;
    outcome_.notices.push_back(
        fmt::format("UNLOAD completed, {} record(s) unloaded successfully.", outcome_.rows));
    outcome_.ended = std::chrono::system_clock::now();
    return std::move(outcome_);
  }

 private:
  void describe() {
    outcome_.query = unload_.query;
    outcome_.destination = unload_.destination;
    outcome_.query_id = context_.query_id;
    outcome_.session_id = context_.session_id;
    outcome_.user_id = context_.user_id;
    outcome_.started = std::chrono::system_clock::now();
  }

  void begin(duckdb_result* result) {
    auto columns = duck::result_columns(result);
    for (std::size_t i = 0; i < std::min(columns.size(), context_.column_types.size()); ++i) {
      columns[i].type = context_.column_types[i];
    }
    format_.emplace(unload_, std::move(columns));
    outcome_.file_format = format_->name();
    target_.emplace(unload_, context_.lake, *format_);
  }

  void take(duckdb_data_chunk chunk) {
    throw_if_cancelled(context_.stop, "unloading");
    const duck::ChunkText text(chunk);
    for (std::size_t i = 0; i < text.size(); ++i) {
      text.fill(i, row_);
      format_->append(row_, lines_);
      ++waiting_rows_;
      if (lines_.size() >= kPiece) flush();
    }
  }

  void flush() {
    if (waiting_rows_ == 0) return;
    target_->write(lines_, waiting_rows_);
    outcome_.rows += waiting_rows_;
    written_bytes_ += static_cast<std::int64_t>(lines_.size());
    lines_.clear();
    waiting_rows_ = 0;
    if (context_.progress) context_.progress({outcome_.rows, written_bytes_, 0});
  }

  const sql::UnloadStatement& unload_;
  const UnloadContext& context_;
  UnloadOutcome outcome_;
  std::optional<load::UnloadFormat> format_;
  std::optional<load::UnloadTarget> target_;
  Row row_;
  std::string lines_;
  std::int64_t waiting_rows_ = 0;
  std::int64_t written_bytes_ = 0;
};

}  // namespace

UnloadOutcome run_unload(const sql::UnloadStatement& unload, const UnloadContext& context) {
  return UnloadRun(unload, context).run();
}

}  // namespace darties
