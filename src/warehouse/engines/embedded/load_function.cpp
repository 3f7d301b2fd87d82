// The table function darties_load(id): DuckDB's threads ask it for rows, each thread fills its own vectors. The function
// is made once for each DuckDB instance; the id finds the load in a table of those that are running.
#include "warehouse/engines/embedded/load_function.h"

#include <duckdb.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/mutex.h"
#include "warehouse/engines/embedded/copy_runner.h"
#include "warehouse/load/batch_filler.h"

namespace darties {
namespace {

static_assert(sizeof(load::StringSlot) == sizeof(duckdb_string_t));

/// The loads that are running in this process.
class Registry {
 public:
  std::int64_t add(load::LoadState& state) {
    const MutexLock lock(mutex_);
    loads_[++last_] = &state;
    return last_;
  }
  void remove(std::int64_t id) {
    const MutexLock lock(mutex_);
    loads_.erase(id);
  }
  load::LoadState* find(std::int64_t id) {
    const MutexLock lock(mutex_);
    const auto found = loads_.find(id);
    return found == loads_.end() ? nullptr : found->second;
  }

 private:
  Mutex mutex_;
  std::map<std::int64_t, load::LoadState*> loads_ GUARDED_BY(mutex_);
  std::int64_t last_ GUARDED_BY(mutex_) = 0;
};

// DuckDB calls plain functions, so that the table of loads has to be found from anywhere.
Registry& registry() {
  static Registry instance;
  return instance;
}

duckdb_type duckdb_type_of(const load::LoadColumn& column) {
  switch (column.storage) {
    case load::Storage::kBool:
      return DUCKDB_TYPE_BOOLEAN;
    case load::Storage::kInt16:
      return DUCKDB_TYPE_SMALLINT;
    case load::Storage::kInt32:
      return DUCKDB_TYPE_INTEGER;
    case load::Storage::kInt64:
      return DUCKDB_TYPE_BIGINT;
    case load::Storage::kInt128:
      return DUCKDB_TYPE_HUGEINT;
    case load::Storage::kFloat:
      return DUCKDB_TYPE_FLOAT;
    case load::Storage::kDouble:
      return DUCKDB_TYPE_DOUBLE;
    case load::Storage::kDate:
      return DUCKDB_TYPE_DATE;
    case load::Storage::kTime:
      return DUCKDB_TYPE_TIME;
    case load::Storage::kTimestamp:
      return column.type.id == sql::TypeId::kTimestampTz ? DUCKDB_TYPE_TIMESTAMP_TZ
                                                         : DUCKDB_TYPE_TIMESTAMP;
    case load::Storage::kString:
      break;
  }
  return column.type.id == sql::TypeId::kVarbyte ? DUCKDB_TYPE_BLOB : DUCKDB_TYPE_VARCHAR;
}

duckdb_logical_type logical_type_of(const load::LoadColumn& column) {
  if (column.type.id != sql::TypeId::kDecimal)
    return duckdb_create_logical_type(duckdb_type_of(column));
  return duckdb_create_decimal_type(static_cast<std::uint8_t>(column.type.precision),
                                    static_cast<std::uint8_t>(column.type.scale));
}

void bind(duckdb_bind_info info) noexcept {
  duckdb_value parameter = duckdb_bind_get_parameter(info, 0);
  const std::int64_t id = duckdb_get_int64(parameter);
  duckdb_destroy_value(&parameter);
  load::LoadState* const state = registry().find(id);
  if (state == nullptr) {
    duckdb_bind_set_error(info, "no load of this number is running: darties_load is for COPY only");
    return;
  }
  for (const auto& column : state->plan().columns) {
    duckdb_logical_type type = logical_type_of(column);
    duckdb_bind_add_result_column(info, column.name.c_str(), type);
    duckdb_destroy_logical_type(&type);
  }
  if (state->one_object_a_batch()) {
    duckdb_logical_type type = duckdb_create_logical_type(DUCKDB_TYPE_BIGINT);
    duckdb_bind_add_result_column(info, kFileColumn, type);
    duckdb_destroy_logical_type(&type);
  }
  duckdb_bind_set_bind_data(info, state, nullptr);
}

void init(duckdb_init_info info) noexcept {
  auto* const state = static_cast<load::LoadState*>(duckdb_init_get_bind_data(info));
  duckdb_init_set_max_threads(info, static_cast<idx_t>(state->queue().useful_threads()));
}

void init_thread(duckdb_init_info info) noexcept {
  auto* const state = static_cast<load::LoadState*>(duckdb_init_get_bind_data(info));
  try {
    duckdb_init_set_init_data(info, new load::BatchFiller(*state),
                              [](void* filler) { delete static_cast<load::BatchFiller*>(filler); });
  } catch (...) {
    state->fail(std::current_exception(), std::nullopt);
    duckdb_init_set_error(info, "the load could not start");
  }
}

void fill(duckdb_function_info info, duckdb_data_chunk output) noexcept {
  auto* const state = static_cast<load::LoadState*>(duckdb_function_get_bind_data(info));
  auto* const filler = static_cast<load::BatchFiller*>(duckdb_function_get_local_init_data(info));
  load::RowBatch batch;
  batch.capacity = duckdb_vector_size();
  const std::size_t columns = state->plan().columns.size();
  batch.columns.reserve(columns);
  for (std::size_t i = 0; i < columns; ++i) {
    duckdb_vector vector = duckdb_data_chunk_get_vector(output, i);
    duckdb_vector_ensure_validity_writable(vector);
    batch.columns.push_back({duckdb_vector_get_data(vector), duckdb_vector_get_validity(vector)});
  }
  filler->fill(batch);
  if (state->one_object_a_batch()) {
    auto* const numbers = static_cast<std::int64_t*>(
        duckdb_vector_get_data(duckdb_data_chunk_get_vector(output, columns)));
    std::fill_n(numbers, batch.rows, static_cast<std::int64_t>(filler->object()));
  }
  duckdb_data_chunk_set_size(output, batch.rows);
  if (state->stopped()) duckdb_function_set_error(info, "the load has stopped");
}

}  // namespace

RunningLoad::RunningLoad(load::LoadState& state) : id_(registry().add(state)) {}
RunningLoad::~RunningLoad() { registry().remove(id_); }

std::string RunningLoad::call() const { return fmt::format("darties_load({})", id_); }

void register_loader(_duckdb_connection* connection) {
  duckdb_table_function function = duckdb_create_table_function();
  duckdb_table_function_set_name(function, "darties_load");
  duckdb_logical_type bigint = duckdb_create_logical_type(DUCKDB_TYPE_BIGINT);
  duckdb_table_function_add_parameter(function, bigint);
  duckdb_destroy_logical_type(&bigint);
  duckdb_table_function_set_bind(function, bind);
  duckdb_table_function_set_init(function, init);
  duckdb_table_function_set_local_init(function, init_thread);
  duckdb_table_function_set_function(function, fill);
  const auto state = duckdb_register_table_function(connection, function);
  duckdb_destroy_table_function(&function);
  if (state == DuckDBError)
    throw Error(ErrorKind::kBug, "DuckDB did not take the function darties_load");
}

}  // namespace darties
