// What a file's name says, and what the user says instead.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/error.h"
#include "clean/extract.h"
#include "fakes/temporary_folder.h"

namespace darties {
namespace {

class ExtractValues : public testing::Test {
 protected:
  /// A month's figures of one store, in a file of this name.
  ExtractSpec month(const std::string& file) {
    std::ofstream(folder_.path() / file) << "Villes,R_mois\nLyon,12\n";
    return {.workbook = (folder_.path() / file).string(),
            .unpivot = Unpivot{.columns = "{kind:O|R}_mois", .value = "value"},
            .file_pattern = "{mois}_{annee}",
            .months = {"mois"},
            .to = "s3://lake/{annee}_{mois}.json"};
  }

  /// The key of the only object.
  std::string key_of(const ExtractSpec& spec) { return extract(spec, lake_).objects.at(0).url; }

  TemporaryFolder folder_;
  Lake lake_{{{"lake", folder_.path() / "lake"}}};
};

TEST_F(ExtractValues, TakeMonthAndYearFromTheNameOfTheFile) {
  EXPECT_EQ(key_of(month("Janvier_2021.csv")), "s3://lake/2021_01.json");
}

TEST_F(ExtractValues, AreNotGivenWhenTheyAreEmpty) {
  auto spec = month("Janvier_2021.csv");
  spec.values = {{"annee", ""}, {"mois", ""}};
  EXPECT_EQ(key_of(spec), "s3://lake/2021_01.json");
}

TEST_F(ExtractValues, WinOverTheNameOfTheFile) {
  auto spec = month("Janvier_2021.csv");
  spec.values = {{"annee", ""}, {"mois", "2"}};
  EXPECT_EQ(key_of(spec), "s3://lake/2021_02.json");
}

TEST_F(ExtractValues, StandInForANameThatDoesNotFit) {
  auto spec = month("chiffres.csv");
  spec.values = {{"annee", "2021"}, {"mois", "mars"}};
  EXPECT_EQ(key_of(spec), "s3://lake/2021_03.json");
}

TEST_F(ExtractValues, MustSayAllThatANameWouldHaveSaid) {
  auto spec = month("chiffres.csv");
  spec.values = {{"annee", "2021"}, {"mois", ""}};
  try {
    extract(spec, lake_);
    FAIL() << "a month from nowhere";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
    EXPECT_THAT(error.message(), testing::HasSubstr("'chiffres' does not fit the pattern"));
    EXPECT_THAT(error.message(), testing::HasSubstr("values do not say mois"));
  }
}

}  // namespace
}  // namespace darties
