#include "source/sheet_selection.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace darties {
namespace {

class FourSheets final : public Workbook {
 public:
  const std::string& name() const override { return name_; }
  const std::vector<SheetInfo>& sheets() const override { return sheets_; }
  std::unique_ptr<RowReader> read(std::size_t, const ReadOptions&) override { return nullptr; }

 private:
  std::string name_ = "book.xlsx";
  std::vector<SheetInfo> sheets_{
      {"darties", false, 0}, {"CA_Fours", false, 1}, {"CA_Hifi", true, 2}, {"V_Fours", false, 3}};
};

std::string chosen(SheetSelection selection) {
  std::string text;
  for (const auto& sheet : select_sheets(FourSheets(), selection)) {
    text += text.empty() ? "" : " ";
    text += sheet.sheet.name;
    for (const auto& [name, value] : sheet.captures) text += " " + name + "=" + value;
  }
  return text;
}

std::string refusal(SheetSelection selection) {
  try {
    select_sheets(FourSheets(), selection);
  } catch (const Error& error) {
    return error.message();
  }
  return {};
}

TEST(SheetSelection, TakesAllThatAreNotHidden) {
  EXPECT_EQ(chosen({}), "darties CA_Fours V_Fours");
  EXPECT_EQ(chosen({.include_hidden = true}), "darties CA_Fours CA_Hifi V_Fours");
}

TEST(SheetSelection, TakesNamesPatternsAndNumbersInTheOrderOfTheWorkbook) {
  EXPECT_EQ(chosen({.wanted = {"V_Fours", "darties"}}), "darties V_Fours");
  EXPECT_EQ(chosen({.wanted = {"DARTIES"}}), "darties");
  EXPECT_EQ(chosen({.wanted = {"#2"}}), "CA_Fours");
  EXPECT_EQ(chosen({.wanted = {"{i:CA|V}_{f}"}}), "CA_Fours i=CA f=Fours V_Fours i=V f=Fours");
}

TEST(SheetSelection, TakesAHiddenSheetOnlyWhenItIsNamed) {
  EXPECT_EQ(chosen({.wanted = {"CA_*"}}), "CA_Fours");
  EXPECT_EQ(chosen({.wanted = {"CA_Hifi"}}), "CA_Hifi");
  EXPECT_EQ(refusal({.wanted = {"*_Hifi"}}),
            "book.xlsx: all sheets that fit are hidden; name them in full");
}

TEST(SheetSelection, KnowsWhichSheetsWereAskedForByName) {
  const auto named = [](SheetSelection selection) {
    std::string names;
    for (const auto& sheet : select_sheets(FourSheets(), selection))
      names += sheet.named ? sheet.sheet.name + " " : "";
    return names;
  };
  EXPECT_EQ(named({}), "");
  EXPECT_EQ(named({.wanted = {"*_Fours"}}), "");
  EXPECT_EQ(named({.wanted = {"*", "ca_fours", "#4"}}), "CA_Fours V_Fours ");
}

TEST(SheetSelection, NamesTheNearestSheetOfAMissingOne) {
  EXPECT_EQ(refusal({.wanted = {"CA_Four"}}),
            "book.xlsx has no sheet 'CA_Four' (did you mean 'CA_Fours'?); its sheets are darties, "
            "CA_Fours, CA_Hifi, V_Fours");
  EXPECT_EQ(refusal({.wanted = {"#5"}}), "book.xlsx has no sheet #5: it has 4");
}

}  // namespace
}  // namespace darties
