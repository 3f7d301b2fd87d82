#include "warehouse/engines/embedded/functions.h"

#include "warehouse/engines/embedded/copy_runner.h"
#include "warehouse/engines/embedded/type_probe.h"
#include "warehouse/engines/embedded/unload_parquet.h"
#include "warehouse/engines/embedded/unload_sink.h"

namespace darties {

void register_functions(duckdb_connection connection) {
  TypeProbe::register_function(connection);
  register_arithmetic(connection);
  register_decimals(connection);
  register_casts(connection);
  register_texts(connection);
  register_limits(connection);
  register_patterns(connection);
  register_json(connection);
  register_hashes(connection);
  register_number_formats(connection);
  register_dates(connection);
  register_clock(connection);
  register_loader(connection);
  register_unloader(connection);
  register_partition_text(connection);
}

}  // namespace darties
