// The retailer's workbooks, number by number as the README beside them says.
#include <gtest/gtest.h>
#include <simdjson.h>

#include <cmath>
#include <map>
#include <set>

#include "base/error.h"
#include "clean/extract.h"
#include "fakes/shared_data.h"
#include "fakes/temporary_folder.h"

namespace darties {
namespace {

class RealWorkbooks : public testing::Test {
 protected:
  void SetUp() override {
    data_ = shared_data("darties");
    if (data_.empty()) GTEST_SKIP() << "the real workbooks (../shared/data/darties) are absent";
  }

  ExtractSpec spec(const std::string& workbook) const {
    return {
        .workbook = (data_ / workbook).string(),
        .sheets = {"{indicateur:V|CA|MB}_{famille}"},
        .rename = {{"Villes", "ville"}},
        .unpivot = Unpivot{.columns = "{kind:O|R}_{mois}", .value = "value"},
        .file_pattern = "{annee}_{nature}",
        .months = {"mois"},
        .to = "s3://lake/{indicateur}_{famille}/{annee}/{indicateur}_{famille}_{annee}_sales.json"};
  }

  ExtractSpec january() const {
    auto january = spec("Janvier_2021.xlsx");
    january.unpivot->columns = "{kind:O|R}_mois";
    january.file_pattern = "{mois}_{annee}";
    january.to =
        "s3://lake/{indicateur}_{famille}/{annee}/{indicateur}_{famille}_{annee}_{mois}_sales.json";
    return january;
  }

  /// The sum of the figures of a kind in hundredths, so that it is exact.
  std::map<std::string, std::int64_t> sums(const std::string& key) {
    std::map<std::string, std::int64_t> sums;
    simdjson::dom::parser parser;
    const auto text = lake_.bucket("lake").read(key);
    for (const auto line : parser.parse_many(text)) {
      if (line["value"].is_null()) continue;
      const double value = double(line["value"]);
      sums[std::string(std::string_view(line["kind"]))] += std::llround(value * 100);
    }
    return sums;
  }

  TemporaryFolder folder_;
  std::filesystem::path data_;
  Lake lake_{{{"lake", folder_.path() / "lake"}}};
};

TEST_F(RealWorkbooks, Of2020GiveTheTotalsOfTheReadmeToTheCent) {
  const auto summary = extract(spec("2020_HISTO.xlsx"), lake_);
  EXPECT_EQ(summary.sheets, 9);
  EXPECT_EQ(summary.rows_read, 9 * 48);
  EXPECT_EQ(summary.rows_written, 9 * 48 * 24);
  EXPECT_EQ(summary.blanks, 0);
  EXPECT_EQ(summary.rejects_total, 0);
  EXPECT_EQ(summary.strays_total, 0);
  ASSERT_EQ(summary.objects.size(), 9);
  const std::map<std::string, std::pair<std::int64_t, std::int64_t>> expected{
      {"V_Fours", {700300, 708300}},     {"V_Hifi", {1540900, 1530800}},
      {"V_Magneto", {2940800, 2909000}}, {"CA_Fours", {9518830, 9701070}},
      {"CA_Hifi", {8555400, 8379480}},   {"CA_Magneto", {8683590, 8520820}},
      {"MB_Fours", {68334, 67940}},      {"MB_Hifi", {86332, 86140}},
      {"MB_Magneto", {82543, 80710}}};
  for (const auto& [sheet, total] : expected) {
    auto found = sums(sheet + "/2020/" + sheet + "_2020_sales.json");
    EXPECT_EQ(found["O"], total.first) << sheet;
    EXPECT_EQ(found["R"], total.second) << sheet;
  }
}

TEST_F(RealWorkbooks, OfTheBudgetHaveNoActualsAndBlankIsNotZero) {
  const auto summary = extract(spec("2021_BUDGET.xlsx"), lake_);
  EXPECT_EQ(summary.values_read, 9 * 48 * 24);
  EXPECT_EQ(summary.blanks, 9 * 576);
  EXPECT_EQ(summary.rows_written, 9 * 576);
  auto found = sums("CA_Magneto/2021/CA_Magneto_2021_sales.json");
  EXPECT_EQ(found["O"], 22042790);
  EXPECT_FALSE(found.contains("R"));
}

TEST_F(RealWorkbooks, OfTheBudgetKeepBlanksAsNullWhenAsked) {
  auto keeping = spec("2021_BUDGET.xlsx");
  keeping.blank = BlankCells::kKeep;
  const auto summary = extract(keeping, lake_);
  EXPECT_EQ(summary.blanks, 9 * 576);
  EXPECT_EQ(summary.rows_written, 9 * 48 * 24);
}

TEST_F(RealWorkbooks, OfJanuaryLoseNothingByTheStrayCell) {
  const auto summary = extract(january(), lake_);
  EXPECT_EQ(summary.values_read, 9 * 48 * 2);
  EXPECT_EQ(summary.blanks, 1);
  EXPECT_EQ(summary.rows_written, 9 * 48 * 2 - 1);
  EXPECT_EQ(summary.rejects_total, 0);
  ASSERT_EQ(summary.strays.size(), 1);
  EXPECT_EQ(summary.strays[0], (Reject{"Janvier_2021.xlsx", "CA_Magneto", "H24", "", "&",
                                       "a stray cell: its column has no heading"}));
  auto found = sums("CA_Magneto/2021/CA_Magneto_2021_01_sales.json");
  EXPECT_EQ(found["O"], 1710090);
  EXPECT_EQ(found["R"], 1732220);
  EXPECT_EQ(sums("V_Magneto/2021/V_Magneto_2021_01_sales.json")["R"], 375200);
}

TEST_F(RealWorkbooks, GiveRowsThatKnowTheirCell) {
  extract(january(), lake_);
  const auto text = lake_.bucket("lake").read("CA_Magneto/2021/CA_Magneto_2021_01_sales.json");
  EXPECT_EQ(
      text.substr(0, text.find('\n')),
      R"({"ville":"Alencon","mois":1,"annee":2021,"indicateur":"CA","famille":"Magneto",)"
      R"("workbook":"Janvier_2021.xlsx","sheet":"CA_Magneto","kind":"O","value":16.7,"cell":"B2"})");
}

TEST_F(RealWorkbooks, GiveTheSameBytesTwiceAndLeaveThemAlone) {
  extract(spec("2020_HISTO.xlsx"), lake_);
  const auto before = lake_.bucket("lake").list("");
  const auto again = extract(spec("2020_HISTO.xlsx"), lake_);
  for (const auto& object : again.objects) EXPECT_FALSE(object.changed) << object.url;
  const auto after = lake_.bucket("lake").list("");
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < after.size(); ++i) EXPECT_EQ(before[i].version, after[i].version);
}

TEST_F(RealWorkbooks, HaveAll48StoresInTheirSheet) {
  ExtractSpec stores{.workbook = (data_ / "2020_HISTO.xlsx").string(),
                     .sheets = {"darties"},
                     .rename = {{"Villes", "city"}, {"Publicité", "ads"}},
                     .types = {{"ads", "decimal"}, {"Nb_Caisses", "integer"}},
                     .to = "s3://lake/magasins.json"};
  const auto summary = extract(stores, lake_);
  EXPECT_EQ(summary.rows_written, 48);
  simdjson::dom::parser parser;
  std::set<std::string> cities;
  std::int64_t tills = 0;
  std::int64_t ads_tenths = 0;
  const auto text = lake_.bucket("lake").read("magasins.json");
  for (const auto line : parser.parse_many(text)) {
    cities.emplace(std::string_view(line["city"]));
    tills += std::int64_t(line["Nb_Caisses"]);
    ads_tenths += std::llround(double(line["ads"]) * 10);
  }
  EXPECT_EQ(cities.size(), 48);
  EXPECT_TRUE(cities.contains("Paris_Nord"));
  EXPECT_EQ(tills, 729);
  EXPECT_EQ(ads_tenths, 43318);
}

}  // namespace
}  // namespace darties
