#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "cli/samples/sample_file.h"

namespace darties::samples {

struct DartiesOptions {
  std::uint32_t scale =
      1;  ///< years of history, the last one 2020; and as many months of 2021, twelve at most
  std::uint64_t seed = 1;
};

/// Sums of one sheet of figures, in hundredths, and its blank cells.
struct SheetSums {
  std::int64_t objective = 0;
  std::int64_t actual = 0;
  std::int64_t blank_objectives = 0;
  std::int64_t blank_actuals = 0;
};

/// What one workbook holds, by sheet name ("CA_Fours").
struct WorkbookTruth {
  std::string file;  ///< "2020_HISTO.xlsx"
  int year = 0;
  int month = 0;  ///< 0: the whole year
  std::map<std::string, SheetSums> sheets;
};

/// What a correct load of the sample gives. Counted while the sample is written, never by loading
/// it.
struct DartiesTruth {
  DartiesOptions options;
  std::int64_t stores = 0;
  std::vector<WorkbookTruth> workbooks;
  std::string blank_actual_city;        ///< V_Magneto of January has no actual for it
  std::string stray_cell;               ///< "Janvier_2021.xlsx CA_Magneto!H24"
  std::int64_t changed_objectives = 0;  ///< objectives of January that are not those of the budget
  std::int64_t paris_turnover_magneto_first_half_2020 = 0;  ///< hundredths of k€, actual
  std::int64_t lyon_units_hifi_march_2021_objective = 0;    ///< hundredths; there is no actual yet
  std::int64_t rhone_margin_fours_second_quarter_2020 = 0;  ///< hundredths, actual
};

/// Writes YYYY_HISTO.xlsx for each year of history, 2021_BUDGET.xlsx, and Janvier_2021.xlsx and so
/// on below `out`, with the sheets, headings and quirks of the real workbooks. The same options
/// give the same bytes.
DartiesTruth write_darties_sample(const std::filesystem::path& out, const DartiesOptions& options,
                                  const Progress& progress);

/// The names of the workbooks that write_darties_sample makes.
std::vector<std::string> sample_entries(const DartiesOptions& options);

std::string to_json(const DartiesTruth& truth);
std::string to_text(const DartiesTruth& truth);

}  // namespace darties::samples
