#include "lake/s3/checksums.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "fakes/temporary_folder.h"

namespace darties {
namespace {

// The check values of the catalogue of CRCs: of the text "123456789".
TEST(Checksums, AreThoseOfTheCatalogue) {
  EXPECT_EQ(crc32("123456789"), 0xcbf43926u);
  EXPECT_EQ(crc32c("123456789"), 0xe3069283u);
  EXPECT_EQ(crc64nvme("123456789"), 0xae8b14860a799888u);
}

TEST(Checksums, Base64IsThatOfTheStandard) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

// Expected values from Python's hashlib.
TEST(Checksums, MakesTheEtagOfAFileAgain) {
  const TemporaryFolder folder;
  folder.put("empty", "");
  folder.put("small", "0123");
  folder.put("two_parts", std::string(8 * 1024 * 1024, 'x') + "yz");
  EXPECT_EQ(etag_of_parts(folder / "empty", false), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(etag_of_parts(folder / "small", false), "eb62f6b9306db575c2d596b1279627a4");
  EXPECT_EQ(etag_of_parts(folder / "two_parts", true), "bf8eac684942c86250689674585a8fff-2");
}

HttpResponse answer(std::string body, std::string name = "", std::string value = "") {
  HttpResponse made{.status = 200, .headers = {}, .body = std::move(body), .url = {}};
  if (!name.empty()) made.headers.add(std::move(name), std::move(value));
  return made;
}

TEST(Checksums, ABodyMustBeWhatIsSaidOfIt) {
  const std::string etag = "eb62f6b9306db575c2d596b1279627a4";
  EXPECT_TRUE(is_intact(answer("0123"), etag));
  EXPECT_FALSE(is_intact(answer("0124"), etag));
  EXPECT_FALSE(is_intact(answer("0123", "Content-Length", "5"), etag));
  EXPECT_TRUE(is_intact(
      answer("0123", "x-amz-checksum-sha256", "G+LkUrRteg2WVrux92joJI66G3W67WX12Z6vqUiJmmo="),
      "of-parts-2"));
  EXPECT_FALSE(is_intact(
      answer("0124", "x-amz-checksum-sha256", "G+LkUrRteg2WVrux92joJI66G3W67WX12Z6vqUiJmmo="),
      "of-parts-2"));
  EXPECT_TRUE(is_intact(answer("0123", "x-amz-checksum-crc32", "pmadfQ=="), "of-parts-2"));
  EXPECT_FALSE(is_intact(answer("0124", "x-amz-checksum-crc32", "pmadfQ=="), "of-parts-2"));
}

TEST(Checksums, WhatIsNoMd5IsNotComparedWithOne) {
  EXPECT_TRUE(is_intact(answer("0123"), "0123-2"));
  EXPECT_TRUE(is_intact(answer("0123", "x-amz-server-side-encryption", "aws:kms"),
                        "00000000000000000000000000000000"));
  EXPECT_TRUE(is_intact(answer("0123", "x-amz-checksum-sha256", "abc=-2"), "0123-2"));
}

}  // namespace
}  // namespace darties
