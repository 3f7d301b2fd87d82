#pragma once

#include <string>
#include <vector>

#include "sql/copy_statement.h"
#include "warehouse/load/outcome.h"
#include "warehouse/load/unload_shape.h"

namespace darties::load {

/// The manifest of an UNLOAD, which COPY reads: addresses and lengths of its objects; with VERBOSE also rows (header lines
/// counted), columns, totals and the author.
std::string unload_manifest(const sql::UnloadStatement& unload, const UnloadShape& shape,
                            const std::vector<UnloadedFile>& files);

}  // namespace darties::load
