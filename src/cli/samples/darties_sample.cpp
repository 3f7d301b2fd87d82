#include "cli/samples/darties_sample.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/files.h"
#include "cli/samples/retail_figures.h"
#include "cli/samples/retail_workbook.h"

namespace darties::samples {
namespace {

constexpr int kLastYear = 2020;
constexpr std::size_t kFours = 0, kHifi = 1, kMagneto = 2;
constexpr std::size_t kUnits = 0, kTurnover = 1, kMargin = 2;
constexpr std::uint16_t kStrayColumn = 7;  // H

const std::vector<std::size_t> kAllMonths = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

int first_year(const DartiesOptions& options) {
  return kLastYear - static_cast<int>(options.scale) + 1;
}
std::size_t number_of_months(const DartiesOptions& options) {
  return std::min<std::size_t>(options.scale, 12);
}

constexpr const char* kBudgetName = "2021_BUDGET.xlsx";
std::string history_name(int year) { return fmt::format("{}_HISTO.xlsx", year); }
std::string month_name(std::size_t month) {
  return fmt::format("{}_{}.xlsx", kMonths[month], kLastYear + 1);
}

class DartiesWriter {
 public:
  DartiesWriter(std::filesystem::path folder, const DartiesOptions& options,
                const Progress& progress)
      : folder_(std::move(folder)),
        progress_(progress),
        random_(options.seed),
        stores_(invent_stores(random_.fork(1))),
        last_year_(invent_year(stores_.size(), YearKind::kHistory, random_.fork(kLastYear))),
        budget_(invent_year(stores_.size(), YearKind::kBudget, random_.fork(kLastYear + 1))) {
    truth_.options = options;
    truth_.stores = static_cast<std::int64_t>(stores_.size());
  }

  DartiesTruth write() {
    for (int year = first_year(truth_.options); year < kLastYear; ++year) {
      YearFigures figures = invent_year(stores_.size(), YearKind::kHistory,
                                        random_.fork(static_cast<unsigned>(year)));
      write_book({.file = history_name(year), .year = year, .months = kAllMonths}, figures);
    }
    write_book({.file = history_name(kLastYear), .year = kLastYear, .months = kAllMonths},
               last_year_);
    write_book({.file = kBudgetName, .year = kLastYear + 1, .months = kAllMonths}, budget_);
    for (std::size_t month = 0; month < number_of_months(truth_.options); ++month)
      write_month(month);
    answer_questions();
    return std::move(truth_);
  }

 private:
  void write_book(const WorkbookPlan& plan, YearFigures& figures) {
    truth_.workbooks.push_back(write_workbook(folder_, plan, stores_, figures));
    bytes_ += static_cast<std::int64_t>(std::filesystem::file_size(folder_ / plan.file));
    if (progress_) progress_(bytes_, plan.file);
  }

  void write_month(std::size_t month) {
    Random random = random_.fork(100 + month);
    YearFigures figures(stores_.size());
    for (std::size_t store = 0; store < stores_.size(); ++store) {
      for (std::size_t family = 0; family < 3; ++family) {
        figures.at(store, family, month) =
            invent_month(budget_.at(store, family, month), family, random);
      }
    }
    WorkbookPlan plan{
        .file = month_name(month), .year = kLastYear + 1, .months = {month}, .stray = {}};
    if (month == 0) add_quirks_of_january(plan, figures, random);
    write_book(plan, figures);
  }

  /// One actual is missing, and a finger slipped beside the table.
  void add_quirks_of_january(WorkbookPlan& plan, YearFigures& figures, Random& random) {
    const std::size_t blank = random.below(static_cast<std::uint32_t>(stores_.size()));
    figures.at(blank, kMagneto, 0)[kUnits].actual.reset();
    truth_.blank_actual_city = stores_[blank].city;
    plan.stray = StrayCell{.sheet = "CA_Magneto",
                           .row = 1 + random.below(static_cast<std::uint32_t>(stores_.size())),
                           .column = kStrayColumn,
                           .text = "&"};
    truth_.stray_cell = fmt::format("{} {}!H{}", plan.file, plan.stray->sheet, plan.stray->row + 1);
    count_changed_objectives(figures);
  }

  void count_changed_objectives(YearFigures& january) {
    for (std::size_t store = 0; store < stores_.size(); ++store) {
      for (std::size_t family = 0; family < 3; ++family) {
        for (std::size_t indicator = 0; indicator < 3; ++indicator) {
          const auto& planned = budget_.at(store, family, 0)[indicator].objective;
          if (january.at(store, family, 0)[indicator].objective != planned)
            ++truth_.changed_objectives;
        }
      }
    }
  }

  void answer_questions() {
    for (std::size_t store = 0; store < stores_.size(); ++store) {
      const std::string_view city = stores_[store].city;
      for (std::size_t month = 0; month < 6; ++month) {
        if (city != "Paris_Nord" && city != "Paris_Sud") break;
        truth_.paris_turnover_magneto_first_half_2020 +=
            *last_year_.at(store, kMagneto, month)[kTurnover].actual;
      }
      if (city != "Lyon") continue;
      truth_.lyon_units_hifi_march_2021_objective = *budget_.at(store, kHifi, 2)[kUnits].objective;
      for (std::size_t month = 3; month < 6; ++month) {
        truth_.rhone_margin_fours_second_quarter_2020 +=
            *last_year_.at(store, kFours, month)[kMargin].actual;
      }
    }
  }

  std::filesystem::path folder_;
  const Progress& progress_;
  Random random_;
  std::vector<Store> stores_;
  YearFigures last_year_;
  YearFigures budget_;
  DartiesTruth truth_;
  std::int64_t bytes_ = 0;
};

/// Rows of sales: one for each store, month and family of the last year and of the budget's year.
std::int64_t sales_rows(const DartiesTruth& truth) { return truth.stores * 12 * 3 * 2; }

nlohmann::ordered_json sheets_json(const WorkbookTruth& book) {
  nlohmann::ordered_json sheets;
  for (const auto& [name, sums] : book.sheets) {
    sheets[name] = {{"objective", figure_text(sums.objective)},
                    {"actual", figure_text(sums.actual)},
                    {"blank_objectives", sums.blank_objectives},
                    {"blank_actuals", sums.blank_actuals}};
  }
  return sheets;
}

}  // namespace

DartiesTruth write_darties_sample(const std::filesystem::path& out, const DartiesOptions& options,
                                  const Progress& progress) {
  make_folders(out);
  return DartiesWriter(out, options, progress).write();
}

std::vector<std::string> sample_entries(const DartiesOptions& options) {
  std::vector<std::string> names;
  for (int year = first_year(options); year <= kLastYear; ++year)
    names.push_back(history_name(year));
  names.push_back(kBudgetName);
  for (std::size_t month = 0; month < number_of_months(options); ++month)
    names.push_back(month_name(month));
  return names;
}

std::string to_json(const DartiesTruth& truth) {
  nlohmann::ordered_json json = {
      {"sample", "darties"}, {"scale", truth.options.scale}, {"seed", truth.options.seed}};
  json["tables"] = {{"sales", sales_rows(truth)},
                    {"ville", truth.stores},
                    {"magasin", truth.stores},
                    {"famille_produit", 3},
                    {"enseigne", 3}};
  for (const WorkbookTruth& book : truth.workbooks) {
    json["workbooks"][book.file] = {
        {"year", book.year}, {"month", book.month}, {"sheets", sheets_json(book)}};
  }
  json["january"] = {{"blank_actual_city", truth.blank_actual_city},
                     {"stray_cell", truth.stray_cell},
                     {"changed_objectives", truth.changed_objectives}};
  json["questions"] = {{"paris_turnover_magneto_first_half_2020",
                        figure_text(truth.paris_turnover_magneto_first_half_2020)},
                       {"lyon_units_hifi_march_2021_objective",
                        figure_text(truth.lyon_units_hifi_march_2021_objective)},
                       {"rhone_margin_fours_second_quarter_2020",
                        figure_text(truth.rhone_margin_fours_second_quarter_2020)}};
  return json.dump(2) + "\n";
}

std::string to_text(const DartiesTruth& truth) {
  std::string text = fmt::format("A correct load gives:\n  sales {} rows, ville {} rows\n",
                                 sales_rows(truth), truth.stores);
  for (const WorkbookTruth& book : truth.workbooks) {
    text += fmt::format("  {:<20} {:>14} {:>14}\n", book.file, "objective", "actual");
    for (const auto& [name, sums] : book.sheets) {
      text += fmt::format("    {:<18} {:>14} {:>14}\n", name, figure_text(sums.objective),
                          figure_text(sums.actual));
    }
  }
  text += fmt::format("  V_Magneto of January has no actual for {}; stray cell: {}.\n",
                      truth.blank_actual_city, truth.stray_cell);
  text += fmt::format("  Paris, recorders, first half of 2020: {} kEUR.\n",
                      figure_text(truth.paris_turnover_magneto_first_half_2020));
  text += fmt::format("  Lyon, hi-fi, March 2021: objective {}.\n",
                      figure_text(truth.lyon_units_hifi_march_2021_objective));
  text += fmt::format("  Rhone, ovens, second quarter of 2020: margin {}.\n",
                      figure_text(truth.rhone_margin_fours_second_quarter_2020));
  return text;
}

}  // namespace darties::samples
