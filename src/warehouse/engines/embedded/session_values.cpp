#include "warehouse/engines/embedded/session_values.h"

#include <array>
#include <memory>

#include "base/error.h"

namespace darties {
namespace {

using ClientContext = duck::Owner<duckdb_client_context, duckdb_destroy_client_context>;

std::uint64_t id_of(duckdb_connection connection) {
  duckdb_client_context raw = nullptr;
  duckdb_connection_get_client_context(connection, &raw);
  return duckdb_client_context_get_connection_id(ClientContext(raw).get());
}

struct Function {
  const char* name;
  duckdb_type type;
  std::int64_t SessionValues::*value;
};

constexpr std::array kFunctions = {
    Function{"pg_backend_pid", DUCKDB_TYPE_INTEGER, &SessionValues::backend_pid},
    Function{"pg_last_query_id", DUCKDB_TYPE_INTEGER, &SessionValues::last_query_id},
    Function{"pg_last_copy_id", DUCKDB_TYPE_INTEGER, &SessionValues::last_copy_id},
    Function{"pg_last_copy_count", DUCKDB_TYPE_BIGINT, &SessionValues::last_copy_count},
    Function{"pg_last_unload_id", DUCKDB_TYPE_INTEGER, &SessionValues::last_unload_id},
    Function{"pg_last_unload_count", DUCKDB_TYPE_BIGINT, &SessionValues::last_unload_count},
};

/// What a registered function needs to answer; freed by DuckDB with the function.
struct Question {
  const SessionRegistry* registry;
  const Function* function;
};

void free_question(void* question) { delete static_cast<Question*>(question); }
void free_answer(void* answer) { delete static_cast<std::int64_t*>(answer); }
void* copy_answer(void* answer) { return new std::int64_t(*static_cast<std::int64_t*>(answer)); }

// A statement is bound right before it runs, so the answer is taken then.
void bind(duckdb_bind_info info) noexcept {
  const auto* question =
      static_cast<const Question*>(duckdb_scalar_function_bind_get_extra_info(info));
  duckdb_client_context raw = nullptr;
  duckdb_scalar_function_get_client_context(info, &raw);
  const ClientContext context(raw);
  const SessionValues values =
      question->registry->find(duckdb_client_context_get_connection_id(context.get()));
  auto answer = std::make_unique<std::int64_t>(values.*(question->function->value));
  duckdb_scalar_function_set_bind_data(info, answer.release(), free_answer);
  duckdb_scalar_function_set_bind_data_copy(info, copy_answer);
}

void run(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output) noexcept {
  const std::int64_t answer =
      *static_cast<const std::int64_t*>(duckdb_scalar_function_get_bind_data(info));
  const duck::LogicalType type(duckdb_vector_get_column_type(output));
  const bool narrow = duckdb_get_type_id(type.get()) == DUCKDB_TYPE_INTEGER;
  void* data = duckdb_vector_get_data(output);
  for (idx_t row = 0; row < duckdb_data_chunk_get_size(input); ++row) {
    if (narrow) {
      static_cast<std::int32_t*>(data)[row] = static_cast<std::int32_t>(answer);
    } else {
      static_cast<std::int64_t*>(data)[row] = answer;
    }
  }
}

}  // namespace

void SessionRegistry::set(duckdb_connection connection, const SessionValues& values) {
  const MutexLock lock(mutex_);
  values_[id_of(connection)] = values;
}

void SessionRegistry::forget(duckdb_connection connection) {
  const MutexLock lock(mutex_);
  values_.erase(id_of(connection));
}

SessionValues SessionRegistry::find(std::uint64_t connection_id) const {
  const MutexLock lock(mutex_);
  const auto found = values_.find(connection_id);
  return found == values_.end() ? SessionValues{} : found->second;
}

void SessionRegistry::register_functions(duckdb_connection connection) {
  for (const Function& one : kFunctions) {
    const duck::ScalarFunction function(duckdb_create_scalar_function());
    const duck::LogicalType result(duckdb_create_logical_type(one.type));
    duckdb_scalar_function_set_name(function.get(), one.name);
    duckdb_scalar_function_set_return_type(function.get(), result.get());
    duckdb_scalar_function_set_volatile(function.get());
    auto question = std::make_unique<Question>(Question{.registry = this, .function = &one});
    duckdb_scalar_function_set_extra_info(function.get(), question.release(), free_question);
    duckdb_scalar_function_set_bind(function.get(), bind);
    duckdb_scalar_function_set_function(function.get(), run);
    if (duckdb_register_scalar_function(connection, function.get()) != DuckDBSuccess) {
      throw Error(ErrorKind::kBug, "DuckDB does not take the function {}", one.name);
    }
  }
}

}  // namespace darties
