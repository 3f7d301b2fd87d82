#include "clean/value_type.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "clean/accents.h"
#include "clean/calendar_date.h"
#include "clean/json_text.h"
#include "clean/month_names.h"

namespace darties {
namespace {

TEST(Accents, AreTakenOffForComparing) {
  EXPECT_EQ(fold_accents("Février"), "fevrier");
  EXPECT_EQ(fold_accents("AOÛT"), "aout");
  EXPECT_EQ(fold_accents("fe\u0301vrier"), "fevrier");
  EXPECT_EQ(fold_accents("Œuvre Ça"), "oeuvre ca");
  EXPECT_EQ(fold_accents("\xE9"), "\xE9");
}

TEST(Blanks, OfFrenchTypographyAreTrimmed) {
  EXPECT_EQ(trim_blanks("\u00A0 Lyon\u202F\t"), "Lyon");
  EXPECT_EQ(trim_blanks("\u00A0"), "");
  EXPECT_EQ(trim_blanks("été"), "été");
}

TEST(MonthNames, AreFrenchOrEnglishInAnySpelling) {
  const char* const french[] = {"Janvier",   "Fevrier", "Mars",     "Avril",
                                "Mai",       "Juin",    "Juillet",  "Aout",
                                "Septembre", "Octobre", "Novembre", "Decembre"};
  const char* const english[] = {"January",   "February", "March",    "April",
                                 "May",       "June",     "July",     "August",
                                 "September", "October",  "November", "December"};
  for (int i = 0; i < 12; ++i) {
    EXPECT_EQ(month_number(french[i]), i + 1) << french[i];
    EXPECT_EQ(month_number(english[i]), i + 1) << english[i];
  }
  for (const auto text :
       {"février", "FÉVRIER", "févr.", "fev", "Feb", "feb.", "2", "02", " Fevrier "}) {
    EXPECT_EQ(month_number(text), 2) << text;
  }
  EXPECT_EQ(month_number("août"), 8);
  EXPECT_EQ(month_number("juil."), 7);
  EXPECT_EQ(month_number("déc"), 12);
}

TEST(MonthNames, AreNotGuessed) {
  for (const auto text : {"", "jui", "ma", "13", "0", "002", "Q1", "Total"}) {
    EXPECT_FALSE(month_number(text)) << text;
  }
  EXPECT_EQ(clean_month("Fevrie").fault, "no month (did you mean 'fevrier'?)");
}

TEST(CalendarDate, IsReadAsPeopleWriteIt) {
  for (const auto text : {"2021-01-31", "31/01/2021", "31-1-2021", "31.01.2021", "31 janvier 2021",
                          "31 janv. 2021", "January 31, 2021", " 31/01/2021\u00A0"}) {
    EXPECT_EQ(clean_date(text).text, "2021-01-31") << text;
  }
  EXPECT_EQ(clean_date("31/01/2021 08:30").text, "2021-01-31 08:30:00");
  EXPECT_EQ(clean_date("2021-01-31 08:30:00.250").text, "2021-01-31 08:30:00.250");
}

TEST(CalendarDate, SaysWhyATextIsNone) {
  EXPECT_EQ(clean_date("31/02/2021").fault, "a day that is not in the calendar");
  EXPECT_EQ(clean_date("29/02/2021").fault, "a day that is not in the calendar");
  EXPECT_EQ(clean_date("31/01/21").fault, "a date whose year has not four digits");
  EXPECT_EQ(clean_date("hier").fault, "no date");
  EXPECT_EQ(clean_date("2021").fault, "no date");
}

std::string shown(const Cell& cell, ValueType type) {
  const auto clean = clean_cell(cell, type);
  if (clean.is_blank) return "blank";
  if (!clean.fault.empty()) return "! " + clean.fault;
  std::string text;
  if (clean.is_quoted)
    append_json_string(clean.text, text);
  else
    text = clean.text;
  return text;
}

TEST(CleanCell, IsWhatTheCellIsUnlessToldOtherwise) {
  EXPECT_EQ(shown({1, CellKind::kText, " 20.3 "}, ValueType::kAuto), "\"20.3\"");
  EXPECT_EQ(shown({1, CellKind::kNumber, "27"}, ValueType::kAuto), "27");
  EXPECT_EQ(shown({1, CellKind::kBoolean, "true"}, ValueType::kAuto), "true");
  EXPECT_EQ(shown({1, CellKind::kDate, "2021-01-31"}, ValueType::kAuto), "\"2021-01-31\"");
  EXPECT_EQ(shown({1, CellKind::kNumber, "27"}, ValueType::kText), "\"27\"");
  EXPECT_EQ(shown({1, CellKind::kText, "1 234,5"}, ValueType::kDecimal), "1234.5");
  EXPECT_EQ(shown({1, CellKind::kText, "Août"}, ValueType::kMonth), "8");
  EXPECT_EQ(shown({1, CellKind::kText, "Vrai"}, ValueType::kBoolean), "true");
  EXPECT_EQ(shown({1, CellKind::kText, "31/01/2021"}, ValueType::kDate), "\"2021-01-31\"");
}

TEST(CleanCell, IsBlankAndNotZeroWhenNothingIsThere) {
  for (const auto type :
       {ValueType::kAuto, ValueType::kDecimal, ValueType::kText, ValueType::kMonth}) {
    EXPECT_EQ(shown({1, CellKind::kBlank, ""}, type), "blank");
    EXPECT_EQ(shown({1, CellKind::kText, " \u00A0"}, type), "blank");
  }
  EXPECT_EQ(shown({1, CellKind::kNumber, "0"}, ValueType::kDecimal), "0");
}

TEST(CleanCell, RefusesWhatItsTypeCanNotBe) {
  EXPECT_EQ(shown({1, CellKind::kError, "#N/A"}, ValueType::kAuto), "! an error that Excel shows");
  EXPECT_EQ(shown({1, CellKind::kNumber, "44227"}, ValueType::kDate),
            "! a number, formatted as no date");
  EXPECT_EQ(shown({1, CellKind::kBoolean, "true"}, ValueType::kDecimal),
            "! the letter 't' in a number");
}

TEST(ValueType, NamesTheNearestWordOfAnUnknownOne) {
  EXPECT_EQ(parse_value_type("decimal"), ValueType::kDecimal);
  try {
    parse_value_type("decimall");
    FAIL();
  } catch (const Error& error) {
    EXPECT_TRUE(error.message().starts_with("unknown type 'decimall' (did you mean 'decimal'?)"));
  }
}

TEST(JsonText, EscapesWhatJsonWantsEscaped) {
  std::string json;
  append_json_string("a\"b\\c\n\t\x01 été", json);
  EXPECT_EQ(json, "\"a\\\"b\\\\c\\n\\t\\u0001 été\"");
}

}  // namespace
}  // namespace darties
