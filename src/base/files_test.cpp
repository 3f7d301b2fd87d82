#include "base/files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cerrno>

#include "fakes/temporary_folder.h"

namespace darties {
namespace {

ErrorKind kind_for(int error_number) { return error_from_errno(error_number, "x").kind(); }

TEST(Files, TellsWhatAnErrnoMeansForTheCaller) {
  EXPECT_EQ(kind_for(ENOENT), ErrorKind::kNotFound);
  EXPECT_EQ(kind_for(EACCES), ErrorKind::kDenied);
  EXPECT_EQ(kind_for(EROFS), ErrorKind::kDenied);
  EXPECT_EQ(kind_for(ENOSPC), ErrorKind::kUnavailable);
  EXPECT_EQ(kind_for(EMFILE), ErrorKind::kUnavailable);
  EXPECT_EQ(kind_for(ENAMETOOLONG), ErrorKind::kInvalid);
  EXPECT_STREQ(error_from_errno(ENOSPC, "cannot write a").what(),
               "cannot write a: No space left on device");
}

TEST(Files, ReadsWhatItWrote) {
  const TemporaryFolder folder;
  const std::string bytes = "a\0b" + std::string(100'000, 'x');
  write_file_atomically(folder / "f", bytes);
  EXPECT_EQ(read_file(folder / "f"), bytes);
}

TEST(Files, ShowsAFileAsSeenFromHere) {
  const auto here = std::filesystem::current_path();
  EXPECT_EQ(shown_path(here / "a" / "b.yml"), "a/b.yml");
  EXPECT_EQ(shown_path("a/./b.yml"), "a/b.yml");
  EXPECT_EQ(shown_path("/proc/self/status"), "/proc/self/status");
}

TEST(Files, ReadsFilesWhoseSizeIsNotKnownBefore) { EXPECT_NE(read_file("/proc/self/status"), ""); }

TEST(Files, KeepsTheModeOfAFileItReplacesAndLeavesNothingElse) {
  const TemporaryFolder folder;
  write_file_atomically(folder / "dwh.cfg", "one", 0600);
  write_file_atomically(folder / "dwh.cfg", "two", 0644);
  struct stat status {};
  ASSERT_EQ(::stat((folder / "dwh.cfg").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777u, 0600u);
  const std::filesystem::directory_iterator files(folder.path());
  EXPECT_EQ(std::distance(begin(files), end(files)), 1);
}

TEST(Files, NamesTheFileThatIsMissingOrIsAFolder) {
  const TemporaryFolder folder;
  try {
    read_file(folder / "absent.sql");
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kNotFound);
    EXPECT_EQ(error.message(),
              "cannot read " + (folder / "absent.sql").string() + ": No such file or directory");
  }
  EXPECT_THROW(read_file(folder.path()), Error);
}

}  // namespace
}  // namespace darties
