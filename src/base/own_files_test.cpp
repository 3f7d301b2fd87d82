#include "base/own_files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "base/error.h"
#include "base/files.h"
#include "fakes/temporary_folder.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

unsigned mode_of(const fs::path& file) {
  struct stat status {};
  return ::stat(file.c_str(), &status) == 0 ? status.st_mode & 0777u : 0;
}

TEST(OwnFiles, AreMadeForTheirOwnerAlone) {
  const TemporaryFolder folder;
  EXPECT_TRUE(open_own_file(folder / "lock", "the lock"));
  EXPECT_EQ(mode_of(folder / "lock"), 0600u);
}

TEST(OwnFiles, AreTakenAwayFromOthers) {
  const TemporaryFolder folder;
  write_file_atomically(folder / "history", "rows", 0644);
  EXPECT_TRUE(open_own_file(folder / "history", "the history"));
  EXPECT_EQ(mode_of(folder / "history"), 0600u);
  EXPECT_EQ(read_file(folder / "history"), "rows");
}

TEST(OwnFiles, AreNeverReachedThroughALink) {
  const TemporaryFolder folder;
  write_file_atomically(folder / "diary", "mine", 0644);
  fs::create_symlink(folder / "diary", folder / "lock");
  fs::create_symlink(folder / "nowhere", folder / "dangling");
  for (const char* name : {"lock", "dangling"}) {
    try {
      open_own_file(folder / name, "the lock");
      ADD_FAILURE() << name;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
      EXPECT_NE(std::string(error.what()).find("is a link"), std::string::npos) << error.what();
    }
    EXPECT_THROW(check_own_file(folder / name, "the lock"), Error);
  }
  EXPECT_EQ(read_file(folder / "diary"), "mine");
  EXPECT_EQ(mode_of(folder / "diary"), 0644u);
  EXPECT_FALSE(fs::exists(folder / "nowhere"));
}

TEST(OwnFiles, AreNoFolders) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "lock");
  EXPECT_THROW(open_own_file(folder / "lock", "the lock"), Error);
  EXPECT_THROW(check_own_file(folder / "lock", "the lock"), Error);
}

TEST(OwnFiles, AreMadeOnce) {
  const TemporaryFolder folder;
  make_own_file(folder / "history", "the history");
  EXPECT_EQ(mode_of(folder / "history"), 0600u);
  write_file_atomically(folder / "history", "rows");
  make_own_file(folder / "history", "the history");
  EXPECT_EQ(read_file(folder / "history"), "rows");
}

TEST(OwnFiles, MayBeAbsentWhenTheyAreOnlyChecked) {
  const TemporaryFolder folder;
  EXPECT_NO_THROW(check_own_file(folder / "none", "the log"));
  EXPECT_FALSE(fs::exists(folder / "none"));
}

TEST(OwnFiles, WhatIsSharedObeysTheUmask) {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  EXPECT_EQ(shared_mode(0666), 0666u & ~mask);
}

}  // namespace
}  // namespace darties
