#pragma once

#include <memory>
#include <optional>
#include <string>

#include "cli/house.h"
#include "pipeline/task_context.h"

namespace darties::cli {

/// The table of check results; with the task they belong to, or without.
std::unique_ptr<TableWriter> check_table(House& house, bool with_task);
void write_check_row(TableWriter& table, const std::optional<std::string>& task,
                     const CheckResult& result);

/// The first rows that break a check, or why it could not be run; nothing for one that passed.
void write_offending_rows(const CheckResult& result, House& house);

}  // namespace darties::cli
