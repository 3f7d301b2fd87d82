#include "warehouse/engines/embedded/spool_folder.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "fakes/temporary_folder.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

/// What a killed process leaves in the spool.
void leave_folder(const fs::path& spool) {
  const pid_t child = fork();
  if (child == 0) {
    const WarehouseSpool abandoned(spool);
    fs::create_directories(abandoned.spill_folder());
    kill(getpid(), SIGKILL);
  }
  int status = 0;
  waitpid(child, &status, 0);
}

TEST(WarehouseSpool, IsRemovedWithAllThatIsOurs) {
  const TemporaryFolder folder;
  {
    const WarehouseSpool spool(folder / "spool");
    fs::create_directories(spool.spill_folder());
    const SpoolFolder statement(spool.path());
    struct stat status {};
    ASSERT_EQ(::stat(spool.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777u, 0700u);
  }
  EXPECT_EQ(names_in(folder / "spool"), std::vector<std::string>{});
}

TEST(WarehouseSpool, RemovesWhatAKilledProcessLeft) {
  const TemporaryFolder folder;
  leave_folder(folder / "spool");
  ASSERT_EQ(names_in(folder / "spool").size(), 1u);
  const WarehouseSpool spool(folder / "spool");
  EXPECT_EQ(names_in(folder / "spool"), std::vector{spool.path().filename().string()});
}

TEST(WarehouseSpool, LeavesTheFolderOfAnotherOpenWarehouse) {
  const TemporaryFolder folder;
  const WarehouseSpool first(folder / "spool");
  fs::create_directories(first.spill_folder());
  const WarehouseSpool second(folder / "spool");
  EXPECT_TRUE(fs::exists(first.spill_folder()));
}

TEST(WarehouseSpool, TouchesNothingThatIsNotItsOwn) {
  const TemporaryFolder folder;
  folder.put("spool/parquet/mine", "kept");
  folder.put("spool/duckdb/mine", "kept");
  folder.put("spool/darties-other/duckdb/mine", "kept");
  folder.put("spool/darties-noted/duckdb/mine", "kept");
  folder.put("spool/darties-noted/darties.spool", "a note of mine");
  { const WarehouseSpool spool(folder / "spool"); }
  for (const char* name : {"parquet", "duckdb", "darties-other/duckdb", "darties-noted/duckdb"})
    EXPECT_TRUE(fs::exists(folder / "spool" / name / "mine")) << name;
}

TEST(WarehouseSpool, FollowsNoLink) {
  const TemporaryFolder folder;
  folder.put("mine/parquet/file", "kept");
  leave_folder(folder / "spool");
  const fs::path abandoned = folder / "spool" / names_in(folder / "spool").front();
  fs::create_symlink(folder / "mine", abandoned / "parquet");
  fs::create_symlink(folder / "mine", folder / "spool/darties-link");
  fs::copy_file(abandoned / "darties.spool", folder / "mine/darties.spool");
  { const WarehouseSpool spool(folder / "spool"); }
  EXPECT_TRUE(fs::exists(folder / "mine/parquet/file"));
  EXPECT_FALSE(fs::exists(abandoned));
}

TEST(WarehouseSpool, MayBeALinkToAnotherDisk) {
  const TemporaryFolder folder;
  folder.put("disk/parquet/file", "kept");
  fs::create_symlink(folder / "disk", folder / "spool");
  { const WarehouseSpool spool(folder / "spool"); }
  EXPECT_EQ(names_in(folder / "disk"), std::vector<std::string>{"parquet"});
}

}  // namespace
}  // namespace darties
