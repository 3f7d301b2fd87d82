#include "cli/scratch_warehouse.h"

#include <stdlib.h>

#include <string>
#include <system_error>

#include "base/error.h"
#include "warehouse/engines/registry.h"

namespace darties::cli {
namespace {

std::filesystem::path new_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "darties-lint-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr)
    throw Error(ErrorKind::kUnavailable, "cannot make a temporary folder: {}", name);
  return name;
}

}  // namespace

ScratchWarehouse::ScratchWarehouse(Clock& clock) : folder_(new_folder()), lake_({}) {
  const Target target{.warehouse = folder_ / "warehouse.duckdb", .command = "darties lint"};
  engine_ = open_warehouse(target, lake_, clock);
  session_ = engine_->connect();
}

ScratchWarehouse::~ScratchWarehouse() {
  session_.reset();
  engine_.reset();
  std::error_code ignored;  // what is left of a temporary folder does no harm
  std::filesystem::remove_all(folder_, ignored);
}

void ScratchWarehouse::confirm(sql::Finding& finding) {
  const bool passed =
      finding.verdict == sql::Verdict::kRuns || finding.verdict == sql::Verdict::kNoEffect;
  if (!passed || finding.kind == "COPY" || finding.kind == "UNLOAD") return;
  const bool expression = finding.kind == "expression";
  const Place& start = finding.statement.start;
  try {
    session_->execute((expression ? "SELECT " : "") + finding.statement.text,
                      {.file = start.file, .first_line = start.line});
  } catch (const Error& error) {
    finding.verdict = sql::Verdict::kRefused;
    finding.reason = "the scratch warehouse says: " + error.message();
    finding.fault = start;
  }
}

}  // namespace darties::cli
