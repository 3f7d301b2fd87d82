#include "clean/value_type.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "clean/accents.h"
#include "clean/calendar_date.h"
#include "clean/clock_time.h"
#include "clean/date_format.h"
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

TEST(CalendarDate, MayBeOfAProgram) {
  EXPECT_EQ(clean_date("20210131").text, "2021-01-31");
  EXPECT_EQ(clean_date("2021-01-31T08:30:00Z").text, "2021-01-31 08:30:00+00:00");
  EXPECT_EQ(clean_date("2021-01-31T08:30:00.5+02:00").text, "2021-01-31 08:30:00.5+02:00");
  EXPECT_EQ(clean_date("2021-01-31 08:30-0500").text, "2021-01-31 08:30:00-05:00");
  EXPECT_EQ(clean_date("31/01/2021 8:30 PM").text, "2021-01-31 20:30:00");
}

TEST(CalendarDate, HasATimeOfTheClock) {
  for (const auto text : {"2021-01-31 25:61:00", "2021-01-31 99:99", "2021-01-31 24:00",
                          "2021-01-31T10:60:00Z", "2021-01-31 10:00:60"}) {
    EXPECT_EQ(clean_date(text).fault, "a time that no clock shows") << text;
  }
  EXPECT_EQ(clean_date("99:99").fault, "no date");
  EXPECT_EQ(clean_date("20210231").fault, "a day that is not in the calendar");
  EXPECT_EQ(clean_date("31012021").fault, "no date");
}

TEST(ClockTime, IsReadAsPeopleWriteIt) {
  for (const auto text : {"8:30", "08:30", "08:30:00", "8h30", "8 h 30", "8:30 AM", "8:30am"}) {
    EXPECT_EQ(clean_time(text).text, "08:30:00") << text;
  }
  EXPECT_EQ(clean_time("8:30:15.250").text, "08:30:15.250");
  EXPECT_EQ(clean_time("8 PM").text, "20:00:00");
  EXPECT_EQ(clean_time("12:05 am").text, "00:05:00");
  EXPECT_EQ(clean_time("8h").text, "08:00:00");
  for (const auto text : {"25:61:00", "99:99", "24:00", "8:60", "13:00 PM", "8:30:61"}) {
    EXPECT_EQ(clean_time(text).fault, "a time that no clock shows") << text;
  }
  for (const auto text : {"", "8", "8:3", "hier", "8:30:00:00", "2021-01-31 08:30"}) {
    EXPECT_EQ(clean_time(text).fault, "no time of day") << text;
  }
}

TEST(DateFormat, IsThatOfTheUser) {
  EXPECT_EQ(clean_by_format("31.01.21", "%d.%m.%y", false).text, "2021-01-31");
  EXPECT_EQ(clean_by_format("31.01.69", "%d.%m.%y", false).text, "1969-01-31");
  EXPECT_EQ(clean_by_format("01/31/2021", "%m/%d/%Y", false).text, "2021-01-31");
  EXPECT_EQ(clean_by_format("31012021", "%d%m%Y", false).text, "2021-01-31");
  EXPECT_EQ(clean_by_format("Sun 31 Jan 2021 8:30 PM", "%a %d %b %Y %I:%M %p", false).text,
            "2021-01-31 20:30:00");
  EXPECT_EQ(clean_by_format("31 août 2021  08h30", "%d %B %Y %Hh%M", false).text,
            "2021-08-31 08:30:00");
  EXPECT_EQ(clean_by_format("2021-01-31T08:30:00.5Z", "%Y-%m-%dT%H:%M:%S.%f%z", false).text,
            "2021-01-31 08:30:00.5+00:00");
  EXPECT_EQ(clean_by_format("08.30", "%H.%M", true).text, "08:30:00");
}

TEST(DateFormat, RefusesWhatDoesNotFit) {
  EXPECT_EQ(clean_by_format("31/01/21", "%d.%m.%y", false).fault,
            "it does not fit the format '%d.%m.%y'");
  EXPECT_EQ(clean_by_format("31.01.2021", "%d.%m.%y", false).fault,
            "it does not fit the format '%d.%m.%y'");
  EXPECT_EQ(clean_by_format("31.02.21", "%d.%m.%y", false).fault,
            "a day that is not in the calendar");
  EXPECT_EQ(clean_by_format("99.99", "%H.%M", true).fault, "a time that no clock shows");
  EXPECT_THROW(check_date_format("%d.%q.%y", false), Error);
  EXPECT_THROW(check_date_format("%d.%m", false), Error);
  EXPECT_THROW(check_date_format("%M", true), Error);
  EXPECT_THROW(check_date_format("%d.%m.%", false), Error);
}

TEST(Percent, IsAHundredth) {
  const auto percent = [](std::string_view text, CellKind kind = CellKind::kText) {
    const auto clean = clean_cell({1, kind, text}, ValueType::kPercent);
    return clean.fault.empty() ? clean.text : "! " + clean.fault;
  };
  EXPECT_EQ(percent("12,5 %"), "0.125");
  EXPECT_EQ(percent("12.5%"), "0.125");
  EXPECT_EQ(percent("100 %"), "1");
  EXPECT_EQ(percent("-0,05 %"), "-0.0005");
  EXPECT_EQ(percent("(5 %)"), "-0.05");
  EXPECT_EQ(percent("1 234,5 %"), "12.345");
  EXPECT_EQ(percent("0.125", CellKind::kNumber), "0.125");
  EXPECT_EQ(percent("12,5"), "! no % behind it: 0.5 may be 0.5 % or 50 %");
  EXPECT_EQ(percent("5 %%"), "! no % behind it: 0.5 may be 0.5 % or 50 %");
}

TEST(Currency, IsTakenOff) {
  const auto money = [](std::string_view text, const std::string& sign = "") {
    const auto clean = clean_cell({1, CellKind::kText, text}, {ValueType::kCurrency, sign});
    return clean.fault.empty() ? clean.text + " " + clean.currency : "! " + clean.fault;
  };
  EXPECT_EQ(money("12,50 €"), "12.50 €");
  EXPECT_EQ(money("$1,234.50"), "1234.50 $");
  EXPECT_EQ(money("-$5"), "-5 $");
  EXPECT_EQ(money("$-5"), "-5 $");
  EXPECT_EQ(money("($5.10)"), "-5.10 $");
  EXPECT_EQ(money("EUR 12"), "12 EUR");
  EXPECT_EQ(money("12.5 CHF"), "12.5 CHF");
  EXPECT_EQ(money("12"), "12 ");
  EXPECT_EQ(money("12 €", "€"), "12 €");
  EXPECT_EQ(money("12 $", "€"), "! the currency is $, not €");
  EXPECT_EQ(money("12€50"), "! the character '€' in a number");
  EXPECT_EQ(money("12 Euro"), "! the letter 'E' in a number");
}

TEST(ColumnType, MayHaveAFormat) {
  EXPECT_EQ(parse_column_type("date %d.%m.%y").format, "%d.%m.%y");
  EXPECT_EQ(parse_column_type("currency €").format, "€");
  EXPECT_EQ(parse_column_type("time").kind, ValueType::kTime);
  for (const auto* text : {"decimal ,", "date %q", "currency x", "time %M"}) {
    EXPECT_THROW(parse_column_type(text), Error) << text;
  }
}

TEST(NullValues, AreNoValues) {
  const CellRules rules{.numbers = {}, .null_values = {"-", "n/a", "#N/A"}};
  EXPECT_TRUE(clean_cell({1, CellKind::kText, " - "}, ValueType::kDecimal, rules).is_blank);
  EXPECT_TRUE(clean_cell({1, CellKind::kText, "N/A"}, ValueType::kAuto, rules).is_blank);
  EXPECT_TRUE(clean_cell({1, CellKind::kError, "#N/A"}, ValueType::kAuto, rules).is_blank);
  EXPECT_FALSE(clean_cell({1, CellKind::kText, "-5"}, ValueType::kDecimal, rules).is_blank);
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
  EXPECT_EQ(parse_column_type("decimal").kind, ValueType::kDecimal);
  try {
    parse_column_type("decimall");
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
