#include "cli/samples/retail_figures.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace darties::samples {
namespace {

struct City {
  std::string_view name;
  std::string_view region;
};

constexpr std::string_view kNorthWest = "Nord_Ouest", kNorthEast = "Nord_Est",
                           kSouthWest = "Sud_Ouest", kSouthEast = "Sud_Est",
                           kParis = "Region_parisienne";

/// Real cities, each in the sales region where it lies.
constexpr City kCities[] = {{"Alencon", kNorthWest},
                            {"Amiens", kNorthWest},
                            {"Angers", kNorthWest},
                            {"Angouleme", kSouthWest},
                            {"Arras", kNorthWest},
                            {"Bastia", kSouthEast},
                            {"Besancon", kNorthEast},
                            {"Bobigny", kParis},
                            {"Bordeaux", kSouthWest},
                            {"Bourges", kNorthWest},
                            {"Carcassonne", kSouthWest},
                            {"Cergy_Pontoise", kParis},
                            {"Chambery", kSouthEast},
                            {"Clermont_Ferrand", kSouthEast},
                            {"Creteil", kParis},
                            {"Digne", kSouthEast},
                            {"Dijon", kNorthEast},
                            {"Evry", kParis},
                            {"Foix", kSouthWest},
                            {"Grenoble", kSouthEast},
                            {"Lille", kNorthWest},
                            {"Limoges", kSouthWest},
                            {"Lyon", kSouthEast},
                            {"Marseille", kSouthEast},
                            {"Melun", kParis},
                            {"Metz", kNorthEast},
                            {"Nimes", kSouthEast},
                            {"Nancy", kNorthEast},
                            {"Nanterre", kParis},
                            {"Nantes", kNorthWest},
                            {"Nice", kSouthEast},
                            {"Perigueux", kSouthWest},
                            {"Paris_Nord", kParis},
                            {"Paris_Sud", kParis},
                            {"Pau", kSouthWest},
                            {"Quimper", kNorthWest},
                            {"Rodez", kSouthWest},
                            {"Rouen", kNorthWest},
                            {"St_Brieuc", kNorthWest},
                            {"St_Etienne", kSouthEast},
                            {"Strasbourg", kNorthEast},
                            {"Tarbes", kSouthWest},
                            {"Toulon", kSouthEast},
                            {"Tours", kNorthWest},
                            {"Troyes", kNorthEast},
                            {"Valence", kSouthEast},
                            {"Valenciennes", kNorthEast},
                            {"Versailles", kParis}};

/// What a family sells: mean units a month, and tenths of k€ for each unit.
struct FamilyScale {
  std::int64_t units;
  std::int64_t price_low;
  std::int64_t price_high;
};
constexpr FamilyScale kFamilyScales[] = {{12, 110, 155}, {27, 44, 66}, {51, 24, 35}};

void fill_features(Store& store, Random& random) {
  const std::int64_t young = random.between(271, 397);
  const std::int64_t middle = random.between(130, 202);
  store.features = {random.between(38, 2402),
                    random.between(60, 172),
                    random.between(22, 131),
                    random.between(255, 500),
                    young,
                    middle,
                    1000 - young - middle};
}

std::int64_t draw_units(std::size_t family, Random& random) {
  if (random.chance(130)) return 0;
  return random.between(1, 2 * kFamilyScales[family].units);
}

std::int64_t near(std::int64_t units, Random& random) {
  if (random.chance(100)) return 0;
  return (units * random.between(60, 145) + 50) / 100;
}

/// In hundredths, with one decimal; nothing sold is no turnover.
std::int64_t draw_turnover(std::int64_t units, std::size_t family, Random& random) {
  const FamilyScale& scale = kFamilyScales[family];
  return units * random.between(scale.price_low, scale.price_high) * 10;
}

std::int64_t draw_margin(std::int64_t units, YearKind kind, Random& random) {
  if (kind == YearKind::kBudget) return random.between(-199, 489);
  if (units == 0) return 0;
  return random.chance(20) ? -random.between(1, 12) : random.between(1, 380);
}

struct Amounts {
  std::int64_t units;
  std::int64_t turnover;
  std::int64_t margin;
};

Amounts draw_amounts(std::int64_t units, std::size_t family, YearKind kind, Random& random) {
  return {.units = units * 100,
          .turnover = draw_turnover(units, family, random),
          .margin = draw_margin(units, kind, random)};
}

MonthFigures with_objectives(const Amounts& objective) {
  return {{{.objective = objective.units, .actual = {}},
           {.objective = objective.turnover, .actual = {}},
           {.objective = objective.margin, .actual = {}}}};
}

void set_actuals(MonthFigures& figures, const Amounts& actual) {
  figures[0].actual = actual.units;
  figures[1].actual = actual.turnover;
  figures[2].actual = actual.margin;
}

}  // namespace

std::vector<Store> invent_stores(Random random) {
  std::vector<Store> stores;
  for (std::size_t i = 0; i < std::size(kCities); ++i) {
    Store store{.city = kCities[i].name, .region = kCities[i].region};
    store.brand = i < 21 ? "Darty" : i < 35 ? "Leroy_merlin" : "Boulanger";
    store.location = i % 3 == 0 ? "ZAC" : "Centre_Ville";
    store.tills = static_cast<int>(random.between(13, 16));
    store.population = random.between(249'729, 1'888'248);
    fill_features(store, random);
    stores.push_back(store);
  }
  for (auto i = static_cast<std::uint32_t>(stores.size()); i > 1; --i) {
    const std::uint32_t other = random.below(i);
    std::swap(stores[i - 1].brand, stores[other].brand);
    std::swap(stores[i - 1].location, stores[other].location);
  }
  return stores;
}

YearFigures invent_year(std::size_t stores, YearKind kind, Random random) {
  YearFigures year(stores);
  for (std::size_t store = 0; store < stores; ++store) {
    for (std::size_t family = 0; family < 3; ++family) {
      for (std::size_t month = 0; month < 12; ++month) {
        const std::int64_t units = draw_units(family, random);
        MonthFigures& figures = year.at(store, family, month);
        figures = with_objectives(draw_amounts(units, family, kind, random));
        if (kind == YearKind::kBudget) continue;
        set_actuals(figures, draw_amounts(near(units, random), family, kind, random));
      }
    }
  }
  return year;
}

MonthFigures invent_month(const MonthFigures& plan, std::size_t family, Random& random) {
  std::int64_t units = *plan[0].objective / 100;
  MonthFigures figures = plan;
  if (!random.chance(10)) {  // who plans anew hardly ever comes to the same figure
    units += random.between(1, 12);
    figures = with_objectives(draw_amounts(units, family, YearKind::kBudget, random));
  }
  set_actuals(figures, draw_amounts(near(units, random), family, YearKind::kBudget, random));
  return figures;
}

}  // namespace darties::samples
