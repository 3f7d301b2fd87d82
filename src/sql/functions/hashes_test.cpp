#include "sql/functions/hashes.h"

#include <gtest/gtest.h>

#include "base/error.h"

// Expected values: Redshift's manual pages, and FarmHash's own library for texts of every length class.

namespace darties::sql {
namespace {

std::string letters(std::size_t size) {
  std::string text;
  while (text.size() < size) text += "abcdefghijk";
  return text.substr(0, size);
}

std::uint64_t fingerprint(std::size_t size) {
  return static_cast<std::uint64_t>(farm_fingerprint(letters(size)));
}

TEST(FarmFingerprint, KnowsTextsOfEveryLength) {
  EXPECT_EQ(fingerprint(0), 11160318154034397263U);
  EXPECT_EQ(fingerprint(3), 2640714258260161385U);
  EXPECT_EQ(fingerprint(7), 4341691227789030229U);
  EXPECT_EQ(fingerprint(15), 7052488933175564665U);
  EXPECT_EQ(fingerprint(20), 16907531099074367570U);
  EXPECT_EQ(fingerprint(40), 9588935640417599684U);
  EXPECT_EQ(fingerprint(64), 11543964199922137632U);
  EXPECT_EQ(fingerprint(65), 12431036012701948079U);
  EXPECT_EQ(fingerprint(128), 1678166794593478696U);
  EXPECT_EQ(fingerprint(200), 1036229677723188422U);
}

TEST(FnvHash, GoesOnFromASeed) {
  EXPECT_EQ(fnv_hash("abcd"), -281581062704388899);
  EXPECT_EQ(fnv_hash("cd", static_cast<std::uint64_t>(fnv_hash("ab"))), fnv_hash("abcd"));
}

TEST(Crc32, IsThatOfCastagnoli) { EXPECT_EQ(crc32c("Amazon Redshift"), "f2726906"); }

TEST(Sha2, IsEmptyForAnotherNumberOfBits) {
  EXPECT_EQ(sha2("", 224), "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f");
  EXPECT_EQ(sha2("a", 100), "");
}

TEST(FromHex, UndoesToHex) {
  EXPECT_EQ(from_hex(to_hex("a\xff")), "a\xff");
  EXPECT_THROW(from_hex("abc"), Error);
}

}  // namespace
}  // namespace darties::sql
