#include "cloud/database_password.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/files.h"
#include "cloud/connection_file.h"
#include "fakes/temporary_folder.h"

namespace darties::cloud {
namespace {

unsigned mode_of(const std::filesystem::path& file) {
  struct stat status {};
  return ::stat(file.c_str(), &status) == 0 ? status.st_mode & 0777u : 0;
}

TEST(DatabasePassword, IsMadeOnceAndReadableByItsOwnerAlone) {
  TemporaryFolder folder;
  const Secret first = kept_password(folder / "state");
  EXPECT_EQ(first.reveal().size(), 32u);
  EXPECT_TRUE(kept_password(folder / "state") == first);
  EXPECT_EQ(mode_of(password_file(folder / "state")), 0600u);
  forget_password(folder / "state");
  forget_password(folder / "state");
  EXPECT_FALSE(kept_password(folder / "state") == first);
}

TEST(ConnectionFile, IsChangedInPlaceAndClosedToOthers) {
  TemporaryFolder folder;
  const auto file =
      folder.put("dwh.cfg", "# mine\n[AWS]\nKEY=\n\n[DWH]\nDWH_ENDPOINT=\nDWH_PORT=5439\n");
  std::filesystem::permissions(file, std::filesystem::perms(0644));
  write_connection(folder.path(), {.endpoint = "c.example", .role_arn = "arn:aws:iam::1:role/r"});
  EXPECT_EQ(read_file(file),
            "# mine\n[AWS]\nKEY=\n\n[DWH]\nDWH_ENDPOINT=c.example\nDWH_PORT=5439\n"
            "DWH_ROLE_ARN=arn:aws:iam::1:role/r\n");
  EXPECT_EQ(mode_of(file), 0600u);
}

TEST(ConnectionFile, IsNotMadeToSayNothing) {
  TemporaryFolder folder;
  write_connection(folder.path(), {});
  EXPECT_FALSE(std::filesystem::exists(folder / "dwh.cfg"));
  write_connection(folder.path(), {.endpoint = "h", .role_arn = "r"});
  EXPECT_EQ(read_file(folder / "dwh.cfg"), "[DWH]\nDWH_ENDPOINT = h\nDWH_ROLE_ARN = r\n");
  EXPECT_EQ(mode_of(folder / "dwh.cfg"), 0600u);
}

}  // namespace
}  // namespace darties::cloud
