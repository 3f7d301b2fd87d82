#include "warehouse/engines/embedded/type_probe.h"

#include <algorithm>

#include "warehouse/engines/embedded/column_types.h"
#include "warehouse/engines/embedded/duckdb_query.h"

namespace darties {
namespace {

/// What a probe finds, and when it stops.
struct Recording {
  std::map<int, std::string> names;
  const std::atomic<bool>& cancelled;
};

// DuckDB binds on the thread that prepares, so what it finds belongs to the probe() that runs there.
thread_local Recording* g_recording = nullptr;

class Recorder {
 public:
  explicit Recorder(Recording& recording) { g_recording = &recording; }
  ~Recorder() { g_recording = nullptr; }
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;
};

/// Nothing is optimised that is never run: DuckDB only binds while this lives.
class BindingOnly {
 public:
  explicit BindingOnly(duckdb_connection connection) : connection_(connection) {
    duckdb_query(connection_, "PRAGMA disable_optimizer", nullptr);
  }
  ~BindingOnly() { duckdb_query(connection_, "PRAGMA enable_optimizer", nullptr); }
  BindingOnly(const BindingOnly&) = delete;
  BindingOnly& operator=(const BindingOnly&) = delete;

 private:
  duckdb_connection connection_;
};

using ClientContext = duck::Owner<duckdb_client_context, duckdb_destroy_client_context>;
using Expression = duck::Owner<duckdb_expression, duckdb_destroy_expression>;
using ErrorData = duck::Owner<duckdb_error_data, duckdb_destroy_error_data>;

// The constant value of an argument; none for one that is not constant, such as the type of a parameter.
duck::OwnedValue fold(duckdb_bind_info info, idx_t argument) {
  duckdb_client_context raw_context = nullptr;
  duckdb_scalar_function_get_client_context(info, &raw_context);
  const ClientContext context(raw_context);
  const Expression expression(duckdb_scalar_function_bind_get_argument(info, argument));
  if (!expression || !duckdb_expression_is_foldable(expression.get())) return nullptr;
  duckdb_value value = nullptr;
  const ErrorData failed(duckdb_expression_fold(context.get(), expression.get(), &value));
  return duck::OwnedValue(value);
}

void note_type(duckdb_bind_info info) noexcept {
  if (g_recording == nullptr) return;
  if (g_recording->cancelled) return duckdb_scalar_function_bind_set_error(info, "cancelled");
  const duck::OwnedValue number = fold(info, 0);
  const duck::OwnedValue name = fold(info, 1);
  if (!number || !name) return;
  const duck::Text text(duckdb_get_varchar(name.get()));
  if (text) g_recording->names[duckdb_get_int32(number.get())] = text.get();
}

// Probing SQL is never run, but DuckDB computes the constants of a VALUES list while it binds: they stay what they are.
void keep(duckdb_function_info, duckdb_data_chunk input, duckdb_vector output) noexcept {
  auto* const kept = static_cast<bool*>(duckdb_vector_get_data(output));
  std::fill_n(kept, duckdb_data_chunk_get_size(input), true);
}

}  // namespace

void TypeProbe::register_function(duckdb_connection connection) {
  const duck::ScalarFunction function(duckdb_create_scalar_function());
  const duck::LogicalType integer(duckdb_create_logical_type(DUCKDB_TYPE_INTEGER));
  const duck::LogicalType text(duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR));
  const duck::LogicalType boolean(duckdb_create_logical_type(DUCKDB_TYPE_BOOLEAN));
  duckdb_scalar_function_set_name(function.get(), "darties_note_type");
  duckdb_scalar_function_add_parameter(function.get(), integer.get());
  duckdb_scalar_function_add_parameter(function.get(), text.get());
  duckdb_scalar_function_set_return_type(function.get(), boolean.get());
  duckdb_scalar_function_set_special_handling(function.get());
  duckdb_scalar_function_set_bind(function.get(), note_type);
  duckdb_scalar_function_set_function(function.get(), keep);
  if (duckdb_register_scalar_function(connection, function.get()) != DuckDBSuccess) {
    throw Error(ErrorKind::kBug, "DuckDB does not take the function darties_note_type");
  }
}

void TypeProbe::prepare_connection(duckdb_connection connection) {
  duck::run_or_throw(connection,
                     "CREATE TEMP MACRO darties_probe(n, e) AS list_filter([e], lambda "
                     "darties_value: darties_note_type(n, typeof(darties_value)))[1]");
}

std::map<int, sql::ProbedType> TypeProbe::probe(duckdb_connection connection, std::string_view sql,
                                                const std::atomic<bool>& cancelled) {
  Recording found{.names = {}, .cancelled = cancelled};
  {
    const Recorder recorder(found);
    const BindingOnly binding(connection);
    duckdb_prepared_statement raw = nullptr;
    const auto state = duckdb_prepare(connection, std::string(sql).c_str(), &raw);
    const duck::Prepared prepared(raw);
    if (cancelled) throw Error(ErrorKind::kCancelled, "Query cancelled on user's request");
    if (state != DuckDBSuccess)
      throw duck::from_duckdb(duck::read_failure(duckdb_prepare_error(raw)));
  }
  std::map<int, sql::ProbedType> types;
  for (const auto& [number, name] : found.names) {
    types[number] = {.duckdb_name = name, .type = duck::redshift_type(std::string_view(name))};
  }
  return types;
}

}  // namespace darties
