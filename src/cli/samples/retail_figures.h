#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "cli/samples/random.h"

namespace darties::samples {

/// The 48 stores in the order of the workbooks.
struct Store {
  std::string_view city;
  std::string_view region;
  std::string_view brand;
  std::string_view location;
  int tills = 0;
  std::int64_t population = 0;
  /// Publicité, then the six rates; tenths. The last three are age shares and sum to 100.
  std::array<std::int64_t, 7> features{};
};
std::vector<Store> invent_stores(Random random);

inline constexpr std::string_view kIndicators[] = {"V", "CA", "MB"};
inline constexpr std::string_view kFamilies[] = {"Fours", "Hifi", "Magneto"};
inline constexpr std::string_view kMonths[] = {"Janvier",   "Fevrier", "Mars",     "Avril",
                                               "Mai",       "Juin",    "Juillet",  "Aout",
                                               "Septembre", "Octobre", "Novembre", "Decembre"};

/// Objective and actual in hundredths; nothing where the cell is blank.
struct Figure {
  std::optional<std::int64_t> objective;
  std::optional<std::int64_t> actual;
};

/// What one store and family does in one month, by indicator: V units, CA turnover in k€, MB
/// margin.
using MonthFigures = std::array<Figure, 3>;

/// The figures of one year: by store, family and month.
class YearFigures {
 public:
  explicit YearFigures(std::size_t stores) : figures_(stores * 3 * 12) {}
  MonthFigures& at(std::size_t store, std::size_t family, std::size_t month) {
    return figures_[(store * 3 + family) * 12 + month];
  }

 private:
  std::vector<MonthFigures> figures_;
};

enum class YearKind { kHistory, kBudget };

/// A year as it was, or as it is planned: then there are objectives only, and margins are often
/// negative.
YearFigures invent_year(std::size_t stores, YearKind kind, Random random);

/// One month as it came: objectives near the plan but mostly not equal to it, and actuals.
MonthFigures invent_month(const MonthFigures& plan, std::size_t family, Random& random);

}  // namespace darties::samples
