#pragma once

#include <optional>
#include <vector>

#include "sql/type.h"
#include "warehouse/engine.h"
#include "warehouse/engines/embedded/duckdb_query.h"

namespace darties::duck {

/// What a statement's rows go through on their way out: into the sink, or into the result when there is none.
/// `declared` are the texts' types by column, where they are known: DuckDB forgets lengths, and does not pad CHAR.
/// Result and sink must outlive the consumer.
RowConsumer result_consumer(Result& result, RowSink* sink,
                            std::vector<std::optional<sql::Type>> declared = {});

}  // namespace darties::duck
