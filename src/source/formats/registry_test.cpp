#include "source/formats/registry.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace darties {
namespace {

TEST(Formats, AreFoundByWhatNamesEndWith) {
  EXPECT_EQ(format_of("2020_HISTO.xlsx").name, "xlsx");
  EXPECT_EQ(format_of("A.XLSM").name, "xlsx");
  EXPECT_EQ(format_of("stores.csv").name, "csv");
  EXPECT_EQ(format_of("a.json").name, "jsonl");
}

TEST(Formats, SayWhatToDoWithAnother) {
  try {
    format_of("old.xls");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message(),
              "old.xls: the old .xls format is not read; open it in Excel and save it as .xlsx");
  }
  EXPECT_THROW(format_of("photo.png"), Error);
}

}  // namespace
}  // namespace darties
