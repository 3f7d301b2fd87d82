#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/samples/darties_sample.h"
#include "cli/samples/retail_figures.h"

namespace darties::samples {

/// A cell outside the table, as somebody's finger left it.
struct StrayCell {
  std::string sheet;
  std::uint32_t row = 0;  ///< from 0, the heading is row 0
  std::uint16_t column = 0;
  std::string text;
};

struct WorkbookPlan {
  std::string file;
  int year = 0;
  std::vector<std::size_t> months;  ///< twelve, or one with headings O_mois and R_mois
  std::optional<StrayCell> stray;
};

/// Writes the sheet of stores and the nine sheets of figures, as the real workbooks have them:
/// whole numbers as numbers, others as text. Sums what it writes. The bytes depend on nothing but
/// the arguments.
WorkbookTruth write_workbook(const std::filesystem::path& folder, const WorkbookPlan& plan,
                             const std::vector<Store>& stores, YearFigures& figures);

/// Hundredths as the workbooks write them: "20.3", "-0.07", "27".
std::string figure_text(std::int64_t hundredths);

}  // namespace darties::samples
