#include "cli/password.h"

#include <gmock/gmock.h>

namespace darties::cli {
namespace {

TEST(Password, IsKeptAsAnArgon2idHashWithItsOwnSalt) {
  const Secret password("correct horse");
  const std::string hash = hash_password(password);
  EXPECT_THAT(hash, testing::StartsWith("$argon2id$v=19$"));
  EXPECT_NE(hash, hash_password(password));
  EXPECT_TRUE(password_matches(password, hash));
  EXPECT_FALSE(password_matches(Secret("correct horsf"), hash));
  EXPECT_FALSE(password_matches(password, "no hash"));
}

}  // namespace
}  // namespace darties::cli
