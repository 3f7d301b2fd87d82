#include "clean/extract.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "fakes/raw_workbook.h"
#include "fakes/temporary_folder.h"

namespace darties {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Extract : public testing::Test {
 protected:
  /// A sheet of texts: rows at line ends, cells at bars; a number when it looks like one, nothing when it is empty.
  std::string book(std::string_view table, const std::string& name = "Mars_2021.xlsx") {
    std::string rows;
    std::string row;
    std::string cell;
    const auto end_cell = [&] {
      const bool is_number = !cell.empty() && cell.find_first_not_of("0123456789.-") == cell.npos;
      if (is_number)
        row += "<c><v>" + cell + "</v></c>";
      else if (cell.empty())
        row += "<c/>";
      else
        row += "<c t=\"inlineStr\"><is><t>" + cell + "</t></is></c>";
      cell.clear();
    };
    for (const char c : std::string(table) + "\n") {
      if (c != '|' && c != '\n')
        cell += c;
      else
        end_cell();
      if (c == '\n') rows += "<row>" + std::exchange(row, "") + "</row>";
    }
    return RawWorkbook().sheet(rows).save(folder_ / name).string();
  }

  /// Wide to long, as the tests mostly want it.
  ExtractSpec wide(std::string_view table) {
    return {.workbook = book(table),
            .rename = {{"Villes", "ville"}},
            .unpivot = Unpivot{.columns = "{kind:O|R}_{mois}"},
            .months = {"mois"},
            .to = "s3://lake/out.json"};
  }

  std::string refusal(const ExtractSpec& spec) {
    try {
      extract(spec, lake_);
    } catch (const Error& error) {
      return error.message();
    }
    return "nothing was wrong";
  }

  std::string object(std::string_view key) { return lake_.bucket("lake").read(key); }

  std::vector<std::string> keys() {
    std::vector<std::string> keys;
    for (const auto& found : lake_.bucket("lake").list("")) keys.push_back(found.key);
    return keys;
  }

  TemporaryFolder folder_;
  Lake lake_{{{"lake", folder_.path() / "lake"}}};
};

TEST_F(Extract, MakesARowOfEachFigure) {
  const auto summary = extract(wide("Villes|O_Janvier|R_Février\nLyon|20,3|7\nNancy||0"), lake_);
  EXPECT_EQ(object("out.json"),
            "{\"ville\":\"Lyon\",\"workbook\":\"Mars_2021.xlsx\",\"sheet\":\"Feuil1\",\"kind\":"
            "\"O\",\"mois\":1,\"value\":20.3,\"cell\":\"B2\"}\n"
            "{\"ville\":\"Lyon\",\"workbook\":\"Mars_2021.xlsx\",\"sheet\":\"Feuil1\",\"kind\":"
            "\"R\",\"mois\":2,\"value\":7,\"cell\":\"C2\"}\n"
            "{\"ville\":\"Nancy\",\"workbook\":\"Mars_2021.xlsx\",\"sheet\":\"Feuil1\",\"kind\":"
            "\"R\",\"mois\":2,\"value\":0,\"cell\":\"C3\"}\n");
  EXPECT_EQ(summary.rows_read, 2);
  EXPECT_EQ(summary.values_read, 4);
  EXPECT_EQ(summary.rows_written, 3);
  EXPECT_EQ(summary.blanks, 1);
}

TEST_F(Extract, KeepsBlanksAsNullWhenAsked) {
  auto spec = wide("Villes|O_Mai\nLyon|");
  spec.blank = BlankCells::kKeep;
  extract(spec, lake_);
  EXPECT_THAT(object("out.json"), HasSubstr(R"("value":null,"cell":"B2")"));
}

TEST_F(Extract, KeepsARowAsARowWithoutUnpivot) {
  ExtractSpec spec{.workbook = book("Villes|Publicité|Actif\nLyon|20.3|1"),
                   .rename = {{"Publicité", "ads"}},
                   .values = {{"annee", "2020"}, {"code", "02"}},
                   .types = {{"ads", "decimal"}, {"Actif", "boolean"}},
                   .to = "s3://lake/stores.json"};
  extract(spec, lake_);
  EXPECT_EQ(object("stores.json"),
            "{\"Villes\":\"Lyon\",\"ads\":20.3,\"Actif\":true,\"annee\":2020,\"code\":\"02\","
            "\"workbook\":\"Mars_2021.xlsx\",\"sheet\":\"Feuil1\",\"cell\":\"A2\"}\n");
}

TEST_F(Extract, TakesOnlyTheColumnsItIsAskedFor) {
  auto spec = wide("Villes|Note|O_Mai|Total\nLyon|x|1|9");
  spec.columns = {"Villes"};
  extract(spec, lake_);
  EXPECT_EQ(object("out.json").find("Note"), std::string::npos);
  EXPECT_EQ(object("out.json").find("Total"), std::string::npos);
}

TEST_F(Extract, FailsOnALetterInANumberAndWritesNothing) {
  EXPECT_EQ(
      refusal(wide("Villes|O_Mai\nLyon|2O.3\nNancy|1")),
      "bad cells: 1, allowed: 0 (max_rejects); nothing was written:\n"
      "    Mars_2021.xlsx, sheet Feuil1, cell B2 (O_Mai): '2O.3': the letter 'O' in a number");
  EXPECT_TRUE(keys().empty());
}

TEST_F(Extract, ListsBadCellsBesideTheObjectWhenTheyAreAllowed) {
  auto spec = wide("Villes|O_Mai\nLyon|2O.3\nNancy|1");
  spec.max_rejects = 1;
  const auto summary = extract(spec, lake_);
  EXPECT_EQ(summary.values_read, 2);
  EXPECT_EQ(summary.rows_written, 1);
  EXPECT_EQ(summary.values_rejected, 1);
  EXPECT_EQ(
      object("_rejects/out.json"),
      "{\"workbook\":\"Mars_2021.xlsx\",\"sheet\":\"Feuil1\",\"cell\":\"B2\",\"column\":\"O_Mai\","
      "\"value\":\"2O.3\",\"reason\":\"the letter 'O' in a number\"}\n");
}

TEST_F(Extract, RemovesTheListOfBadCellsWhenTheyAreMended) {
  auto spec = wide("Villes|O_Mai\nLyon|2O.3");
  spec.max_rejects = 1;
  extract(spec, lake_);
  EXPECT_THAT(keys(), ElementsAre("_rejects/out.json", "out.json"));
  spec.workbook = book("Villes|O_Mai\nLyon|20.3");
  extract(spec, lake_);
  EXPECT_THAT(keys(), ElementsAre("out.json"));
}

TEST_F(Extract, RefusesFiguresThatSayNotWhatTheyAreAbout) {
  EXPECT_THAT(refusal(wide("Villes|O_Mai\n|5")),
              HasSubstr("cell A2 (Villes): '': blank, though the row has figures"));
}

TEST_F(Extract, ReportsStrayCellsAndLosesNothing) {
  const auto summary = extract(wide("Villes|O_Mai\nLyon|5|||x\n|||y"), lake_);
  EXPECT_EQ(summary.rows_written, 1);
  ASSERT_EQ(summary.strays_total, 2);
  EXPECT_EQ(to_string(summary.strays[0]),
            "Mars_2021.xlsx, sheet Feuil1, cell E2: 'x': a stray cell: its column has no heading");
  EXPECT_EQ(summary.strays[1].cell, "D3");
}

TEST_F(Extract, NamesTheNearestHeading) {
  auto spec = wide("Villes|O_Mai\nLyon|5");
  spec.rename = {{"Ville", "ville"}};
  EXPECT_EQ(refusal(spec),
            "no column 'Ville' (did you mean 'Villes'?); the columns are Villes, O_Mai");
  spec = wide("Villes|X_Mai\nLyon|5");
  EXPECT_EQ(refusal(spec), "no column fits '{kind:O|R}_{mois}'; the columns are Villes, X_Mai");
}

TEST_F(Extract, NamesTheNearestMonth) {
  EXPECT_EQ(refusal(wide("Villes|O_Fevrie\nLyon|5")),
            "column 'O_Fevrie': mois is 'Fevrie': no month (did you mean 'fevrier'?)");
}

TEST_F(Extract, RefusesNamesThatComeTwice) {
  EXPECT_EQ(refusal(wide("Villes|O_Mai|O_Mai\nLyon|5|6")),
            "two columns are called 'O_Mai': B and C; take other columns only, or number them with "
            "on_duplicate_heading");
  auto spec = wide("Villes|O_Mai\nLyon|5");
  spec.values = {{"ville", "x"}};
  EXPECT_EQ(refusal(spec), "two values of a row would be called 'ville'; rename one");
}

TEST_F(Extract, ReadsASheetOfDoubledHeadingsWhenOthersAreAskedFor) {
  ExtractSpec spec{.workbook = book("Nom|Nom|Ville\na|b|Lyon"),
                   .columns = {"Ville"},
                   .to = "s3://lake/out.json"};
  extract(spec, lake_);
  EXPECT_THAT(object("out.json"), HasSubstr("{\"Ville\":\"Lyon\","));
  spec.columns = {"Nom"};
  EXPECT_THAT(refusal(spec), HasSubstr("two columns are called 'Nom': A and B"));
  spec.columns = {};
  EXPECT_THAT(refusal(spec), HasSubstr("two columns are called 'Nom': A and B"));
  spec.duplicate_headings = DuplicateHeadings::kNumber;
  extract(spec, lake_);
  EXPECT_THAT(object("out.json"), HasSubstr("{\"Nom\":\"a\",\"Nom_2\":\"b\",\"Ville\":\"Lyon\","));
}

TEST_F(Extract, NamesTheNearestColumnOfATypeForNone) {
  auto spec = wide("Villes|O_Mai\nLyon|5");
  spec.types = {{"vile", "text"}};
  EXPECT_EQ(
      refusal(spec),
      "types: no column 'vile' (did you mean 'ville'?); the columns are ville, value, kind, mois");
  spec.types = {{"Villes", "text"}};
  EXPECT_EQ(refusal(spec), "types: the column 'Villes' is renamed; call it 'ville'");
  spec.types = {};
  spec.months = {"moi"};
  EXPECT_EQ(
      refusal(spec),
      "months: no column 'moi' (did you mean 'mois'?); the columns are ville, value, kind, mois");
}

TEST_F(Extract, TakesEveryColumnOfASheetWithoutHeadings) {
  ExtractSpec spec{
      .workbook = book("Report\nx|1|2"), .header_rows = {}, .to = "s3://lake/out.json"};
  const auto summary = extract(spec, lake_);
  EXPECT_EQ(summary.rows_written, 2);
  EXPECT_THAT(object("out.json"), HasSubstr("{\"A\":\"Report\",\"B\":null,\"C\":null,"));
  EXPECT_THAT(object("out.json"), HasSubstr("{\"A\":\"x\",\"B\":1,\"C\":2,"));
  spec.range = parse_cell_range("A1:B9");
  extract(spec, lake_);
  EXPECT_THAT(object("out.json"), HasSubstr("{\"A\":\"x\",\"B\":1,\"workbook\""));
}

/// A book of a sheet with rows, an empty one, one of a blank text, and a VBA module.
RawWorkbook book_with_empty_sheets() {
  return RawWorkbook()
      .part("xl/workbook.xml",
            R"(<workbook><sheets><sheet name="ventes" id="r1"/><sheet name="Feuil2" id="r2"/>)"
            R"(<sheet name="Feuil3" id="r3"/><sheet name="Module1" id=""/></sheets></workbook>)")
      .part("xl/_rels/workbook.xml.rels",
            RawWorkbook::relations({{"r1", "worksheet", "one.xml"},
                                    {"r2", "worksheet", "two.xml"},
                                    {"r3", "worksheet", "three.xml"}}))
      .part(
          "xl/one.xml",
          R"(<worksheet><sheetData><row><c t="str"><v>Ville</v></c></row><row><c t="str"><v>Lyon</v></c></row></sheetData></worksheet>)")
      .part("xl/two.xml", "<worksheet><sheetData/></worksheet>")
      .part("xl/three.xml",
            R"(<worksheet><sheetData><row><c t="str"><v> </v></c></row></sheetData></worksheet>)");
}

TEST_F(Extract, PassesOverSheetsWithoutCellsAndSaysSo) {
  ExtractSpec spec{.workbook = book_with_empty_sheets().save(folder_ / "a.xlsx"),
                   .to = "s3://lake/out.json"};
  const auto summary = extract(spec, lake_);
  EXPECT_EQ(summary.sheets, 1);
  EXPECT_EQ(summary.rows_written, 1);
  EXPECT_THAT(
      summary.passed_over,
      ElementsAre("a.xlsx: sheet 'Feuil2' is empty", "a.xlsx: sheet 'Feuil3' is empty",
                  "a.xlsx: sheet 'Module1' has no cells: the workbook names no part for it"));
  spec.sheets = {"ventes", "Feuil2"};
  EXPECT_EQ(refusal(spec), "a.xlsx: sheet 'Feuil2' is empty");
  spec.sheets = {"#4"};
  EXPECT_EQ(refusal(spec),
            "a.xlsx: sheet 'Module1' has no cells: the workbook names no part for it");
  spec.sheets = {"Feuil*"};
  EXPECT_EQ(refusal(spec),
            "there is nothing to extract: a.xlsx: sheet 'Feuil2' is empty; a.xlsx: sheet 'Feuil3' "
            "is empty");
}

TEST_F(Extract, RefusesASheetWithoutHeadings) {
  auto spec = wide("Villes|O_Mai\nLyon|5");
  spec.header_rows = {7};
  EXPECT_EQ(refusal(spec), "no headings: row 7 is empty or not there");
}

TEST_F(Extract, MakesAnObjectForEachValueOfItsName) {
  auto spec = wide("Villes|O_Mai|O_Juin\nLyon|5|6\nNancy|7|8");
  spec.to = "s3://lake/{ville}/{mois}.json";
  const auto summary = extract(spec, lake_);
  EXPECT_EQ(summary.objects.size(), 4);
  EXPECT_THAT(keys(),
              ElementsAre("Lyon/05.json", "Lyon/06.json", "Nancy/05.json", "Nancy/06.json"));
}

TEST_F(Extract, NamesTheNearestValueForItsName) {
  auto spec = wide("Villes|O_Mai\nLyon|5");
  spec.to = "s3://lake/{vile}.json";
  EXPECT_EQ(refusal(spec),
            "`to`: rows have no value {vile} (did you mean 'ville'?); they have ville, kind, mois");
}

TEST_F(Extract, LeavesAnEmptyObjectWhereTheFiguresWentAway) {
  extract(wide("Villes|O_Mai\nLyon|5"), lake_);
  extract(wide("Villes|O_Mai\nLyon|"), lake_);
  EXPECT_EQ(object("out.json"), "");
}

TEST_F(Extract, LeavesAnObjectOfTheSameBytesAlone) {
  const auto spec = wide("Villes|O_Mai\nLyon|5");
  EXPECT_TRUE(extract(spec, lake_).objects.at(0).changed);
  EXPECT_FALSE(extract(spec, lake_).objects.at(0).changed);
  EXPECT_TRUE(extract(wide("Villes|O_Mai\nLyon|6"), lake_).objects.at(0).changed);
}

TEST_F(Extract, ReadsCsvWithItsLines) {
  ExtractSpec spec{.workbook = folder_.put("stores.csv", "ville;ca\nLyon;20,3\n").string(),
                   .types = {{"ca", "decimal"}},
                   .to = "s3://lake/out.json"};
  extract(spec, lake_);
  EXPECT_EQ(object("out.json"),
            "{\"ville\":\"Lyon\",\"ca\":20.3,\"workbook\":\"stores.csv\",\"sheet\":\"stores\","
            "\"cell\":\"2:1\"}\n");
}

TEST_F(Extract, StopsWhenItIsAskedTo) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(extract(wide("Villes|O_Mai\nLyon|5"), lake_, stop.get_token()), Error);
  EXPECT_TRUE(keys().empty());
}

}  // namespace
}  // namespace darties
