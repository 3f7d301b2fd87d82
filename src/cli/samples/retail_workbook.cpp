#include "cli/samples/retail_workbook.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <filesystem>
#include <iterator>

#include "base/error.h"
#include "base/own_files.h"

namespace darties::samples {
namespace {

constexpr std::string_view kStoreHeadings[] = {
    "Villes",     "Enseignes",  "Publicité",  "REGION",     "Emplacemen",
    "Nb_Caisses", "Population", "Taux_Ouvri", "Taux_Cadre", "Taux_Inact",
    "Moins_25an", "Les_25_35a", "Plus_35ans"};
constexpr std::time_t kCreated =
    1'609'839'000;  // 2021-01-05: a fixed time, so that the bytes are fixed

void check(lxw_error code, const std::filesystem::path& path) {
  if (code == LXW_NO_ERROR) return;
  throw Error(ErrorKind::kUnavailable, "cannot write {}: {}", path.string(), lxw_strerror(code));
}

/// One sheet being written.
class Sheet {
 public:
  Sheet(lxw_workbook* book, std::string_view name)
      : sheet_(workbook_add_worksheet(book, std::string(name).c_str())) {}

  void text(std::uint32_t row, std::uint16_t column, std::string_view value) {
    worksheet_write_string(sheet_, row, column, std::string(value).c_str(), nullptr);
  }
  void number(std::uint32_t row, std::uint16_t column, std::int64_t value) {
    worksheet_write_number(sheet_, row, column, static_cast<double>(value), nullptr);
  }
  /// Hundredths: a whole number is a numeric cell, any other a text.
  void figure(std::uint32_t row, std::uint16_t column, std::int64_t hundredths) {
    if (hundredths % 100 == 0)
      number(row, column, hundredths / 100);
    else
      text(row, column, figure_text(hundredths));
  }

 private:
  lxw_worksheet* sheet_;
};

void write_stores(lxw_workbook* book, const std::vector<Store>& stores) {
  Sheet sheet(book, "darties");
  for (std::uint16_t column = 0; column < std::size(kStoreHeadings); ++column) {
    sheet.text(0, column, kStoreHeadings[column]);
  }
  std::uint32_t row = 0;
  for (const Store& store : stores) {
    ++row;
    sheet.text(row, 0, store.city);
    sheet.text(row, 1, store.brand);
    sheet.figure(row, 2, store.features[0] * 10);
    sheet.text(row, 3, store.region);
    sheet.text(row, 4, store.location);
    sheet.number(row, 5, store.tills);
    sheet.number(row, 6, store.population);
    for (std::uint16_t i = 1; i < store.features.size(); ++i) {
      sheet.figure(row, static_cast<std::uint16_t>(6 + i), store.features[i] * 10);
    }
  }
}

void write_headings(Sheet& sheet, const WorkbookPlan& plan) {
  sheet.text(0, 0, "Villes");
  std::uint16_t column = 1;
  for (const std::size_t month : plan.months) {
    const std::string_view name = plan.months.size() == 1 ? "mois" : kMonths[month];
    sheet.text(0, column++, fmt::format("O_{}", name));
    sheet.text(0, column++, fmt::format("R_{}", name));
  }
}

void write_value(Sheet& sheet, std::uint32_t row, std::uint16_t column,
                 const std::optional<std::int64_t>& value, std::int64_t& sum,
                 std::int64_t& blanks) {
  if (!value) {
    ++blanks;
    return;
  }
  sheet.figure(row, column, *value);
  sum += *value;
}

SheetSums write_figures(Sheet& sheet, const WorkbookPlan& plan, const std::vector<Store>& stores,
                        YearFigures& figures, std::size_t indicator, std::size_t family) {
  SheetSums sums;
  write_headings(sheet, plan);
  for (std::size_t store = 0; store < stores.size(); ++store) {
    const auto row = static_cast<std::uint32_t>(store + 1);
    sheet.text(row, 0, stores[store].city);
    std::uint16_t column = 1;
    for (const std::size_t month : plan.months) {
      const Figure& figure = figures.at(store, family, month)[indicator];
      write_value(sheet, row, column++, figure.objective, sums.objective, sums.blank_objectives);
      write_value(sheet, row, column++, figure.actual, sums.actual, sums.blank_actuals);
    }
  }
  return sums;
}

/// The file has its parts compressed when it is closed; until then it has another name.
lxw_workbook* open_workbook(const std::filesystem::path& path) {
  lxw_workbook* book = workbook_new(path.c_str());
  if (book == nullptr) throw Error(ErrorKind::kUnavailable, "cannot write {}", path.string());
  lxw_doc_properties properties{};
  properties.created = kCreated;
  workbook_set_properties(book, &properties);
  return book;
}

}  // namespace

std::string figure_text(std::int64_t hundredths) {
  const std::int64_t size = hundredths < 0 ? -hundredths : hundredths;
  std::string text = fmt::format("{}{}", hundredths < 0 ? "-" : "", size / 100);
  if (size % 100 == 0) return text;
  text += fmt::format(".{:02}", size % 100);
  if (text.back() == '0') text.pop_back();
  return text;
}

WorkbookTruth write_workbook(const std::filesystem::path& folder, const WorkbookPlan& plan,
                             const std::vector<Store>& stores, YearFigures& figures) {
  WorkbookTruth truth{.file = plan.file, .year = plan.year};
  if (plan.months.size() == 1) truth.month = static_cast<int>(plan.months.front()) + 1;
  const std::filesystem::path path = folder / plan.file;
  const std::filesystem::path part = path.string() + ".part";
  lxw_workbook* book = open_workbook(part);
  write_stores(book, stores);
  for (std::size_t indicator = 0; indicator < 3; ++indicator) {
    for (std::size_t family = 0; family < 3; ++family) {
      const std::string name = fmt::format("{}_{}", kIndicators[indicator], kFamilies[family]);
      Sheet sheet(book, name);
      truth.sheets[name] = write_figures(sheet, plan, stores, figures, indicator, family);
      if (plan.stray && plan.stray->sheet == name)
        sheet.text(plan.stray->row, plan.stray->column, plan.stray->text);
    }
  }
  check(workbook_close(book), path);
  std::filesystem::permissions(part, std::filesystem::perms(shared_mode(0666)));
  std::filesystem::rename(part, path);
  return truth;
}

}  // namespace darties::samples
