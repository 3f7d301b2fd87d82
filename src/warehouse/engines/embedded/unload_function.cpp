// The function darties_unload(id, columns…): DuckDB's threads call it with rows, each for itself, and so write side by side.
// It is made once for each DuckDB instance; the id finds the sink in a table of those that are running.
#include <duckdb.h>
#include <fmt/format.h>

#include <map>

#include "base/error.h"
#include "base/mutex.h"
#include "warehouse/engines/embedded/unload_sink.h"

namespace darties {
namespace {

struct Running {
  UnloadSink* sink = nullptr;
  std::exception_ptr error;
};

/// The unloads that are running in this process.
class Registry {
 public:
  std::int64_t add(UnloadSink& sink) {
    const MutexLock lock(mutex_);
    running_[++last_] = {.sink = &sink, .error = nullptr};
    return last_;
  }
  void remove(std::int64_t id) {
    const MutexLock lock(mutex_);
    running_.erase(id);
  }
  UnloadSink* find(std::int64_t id) {
    const MutexLock lock(mutex_);
    const auto found = running_.find(id);
    return found == running_.end() ? nullptr : found->second.sink;
  }
  void fail(std::int64_t id, std::exception_ptr error) {
    const MutexLock lock(mutex_);
    auto& first = running_[id].error;
    if (!first) first = std::move(error);
  }
  std::exception_ptr error(std::int64_t id) {
    const MutexLock lock(mutex_);
    return running_[id].error;
  }

 private:
  Mutex mutex_;
  std::map<std::int64_t, Running> running_ GUARDED_BY(mutex_);
  std::int64_t last_ GUARDED_BY(mutex_) = 0;
};

// DuckDB calls plain functions, so that the table of sinks has to be found from anywhere.
Registry& registry() {
  static Registry instance;
  return instance;
}

void take_rows(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output) noexcept {
  const idx_t rows = duckdb_data_chunk_get_size(input);
  if (rows == 0) return;
  const auto id = static_cast<const std::int64_t*>(
      duckdb_vector_get_data(duckdb_data_chunk_get_vector(input, 0)))[0];
  try {
    UnloadSink* const sink = registry().find(id);
    if (sink == nullptr) {
      duckdb_scalar_function_set_error(info, "darties_unload is for UNLOAD only");
      return;
    }
    sink->take(input, 1);
    auto* const counts = static_cast<std::int32_t*>(duckdb_vector_get_data(output));
    for (idx_t row = 0; row < rows; ++row) counts[row] = 1;
  } catch (...) {
    registry().fail(id, std::current_exception());
    duckdb_scalar_function_set_error(info, "the unload has stopped");
  }
}

}  // namespace

RunningUnload::RunningUnload(UnloadSink& sink) : id_(registry().add(sink)) {}
RunningUnload::~RunningUnload() { registry().remove(id_); }

std::string RunningUnload::call(const std::string& columns) const {
  return fmt::format("sum(darties_unload({}::BIGINT, {}))", id_, columns);
}

void RunningUnload::rethrow() const {
  if (const auto error = registry().error(id_)) std::rethrow_exception(error);
}

void register_unloader(_duckdb_connection* connection) {
  const duck::ScalarFunction function(duckdb_create_scalar_function());
  const duck::LogicalType bigint(duckdb_create_logical_type(DUCKDB_TYPE_BIGINT));
  const duck::LogicalType any(duckdb_create_logical_type(DUCKDB_TYPE_ANY));
  const duck::LogicalType integer(duckdb_create_logical_type(DUCKDB_TYPE_INTEGER));
  duckdb_scalar_function_set_name(function.get(), "darties_unload");
  duckdb_scalar_function_add_parameter(function.get(), bigint.get());
  duckdb_scalar_function_set_varargs(function.get(), any.get());
  duckdb_scalar_function_set_return_type(function.get(), integer.get());
  duckdb_scalar_function_set_special_handling(function.get());
  duckdb_scalar_function_set_volatile(function.get());
  duckdb_scalar_function_set_function(function.get(), take_rows);
  if (duckdb_register_scalar_function(connection, function.get()) != DuckDBSuccess)
    throw Error(ErrorKind::kBug, "DuckDB does not take the function darties_unload");
}

}  // namespace darties
