#include "lake/folder_store.h"

#include <gmock/gmock.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "base/error.h"
#include "base/files.h"
#include "fakes/memory_store.h"
#include "fakes/temporary_folder.h"

namespace darties {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> keys(Store& store, std::string_view prefix) {
  std::vector<std::string> found;
  for (const auto& object : store.list(prefix)) found.push_back(object.key);
  return found;
}

template <class Act>
std::pair<ErrorKind, std::string> complaint(Act act) {
  try {
    act();
  } catch (const Error& error) {
    return {error.kind(), error.what()};
  }
  return {ErrorKind::kBug, "(accepted)"};
}

/// What every store promises, asked of the folder and of the fake alike.
class StoreTest : public testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    if (GetParam()) {
      store = open_folder_store(folder.path(), "s3://test");
    } else {
      store = std::make_unique<MemoryStore>();
    }
  }

  TemporaryFolder folder;
  std::unique_ptr<Store> store;
};

INSTANTIATE_TEST_SUITE_P(Kinds, StoreTest, testing::Bool(),
                         [](const auto& kind) { return kind.param ? "Folder" : "Memory"; });

TEST_P(StoreTest, ListsInByteOrderOfKeyWhateverTheFolders) {
  for (const auto* key :
       {"a/x", "a-b", "a.b/c", "a", "B", "é/1", "log_data/2018/11.json", "log_data.bak"}) {
    if (GetParam() && std::string_view(key) == "a")
      continue;  // a file can not lie where a folder is
    store->write(key, "1");
  }
  if (!GetParam()) store->remove("a");
  EXPECT_THAT(keys(*store, ""), ElementsAre("B", "a-b", "a.b/c", "a/x", "log_data.bak",
                                            "log_data/2018/11.json", "é/1"));
}

TEST_P(StoreTest, APrefixIsPlainText) {
  for (const auto* key : {"x", "x.1", "x_old/deep/2", "y/x"}) store->write(key, "1");
  EXPECT_THAT(keys(*store, "x"), ElementsAre("x", "x.1", "x_old/deep/2"));
  EXPECT_THAT(keys(*store, "x_old/"), ElementsAre("x_old/deep/2"));
  EXPECT_THAT(keys(*store, "x_old/de"), ElementsAre("x_old/deep/2"));
  EXPECT_THAT(keys(*store, "x/"), IsEmpty());
  EXPECT_THAT(keys(*store, "absent/more"), IsEmpty());
}

TEST_P(StoreTest, ReadsWhatWasWrittenWholeAndInRanges) {
  store->write("k", "0123456789");
  EXPECT_EQ(store->read("k"), "0123456789");
  const auto reader = store->open("k");
  EXPECT_EQ(reader->size_bytes(), 10u);
  std::array<char, 4> into{};
  EXPECT_EQ(reader->read_at(3, into), 4u);
  EXPECT_EQ(std::string_view(into.data(), 4), "3456");
  EXPECT_EQ(reader->read_at(8, into), 2u);
  EXPECT_EQ(reader->read_at(99, into), 0u);
}

TEST_P(StoreTest, AnObjectAppearsWholeOrNotAtAll) {
  store->write("k", "old");
  {
    const auto writer = store->create("k");
    writer->write("never committed");
    EXPECT_EQ(store->read("k"), "old");
  }
  EXPECT_EQ(store->read("k"), "old");
  const auto writer = store->create("deep/new");
  writer->write("a");
  EXPECT_THAT(keys(*store, ""), ElementsAre("k"));
  writer->write(std::string(1'000'000, 'b'));
  writer->commit();
  EXPECT_EQ(store->read("deep/new"), "a" + std::string(1'000'000, 'b'));
}

TEST_P(StoreTest, AVersionChangesWithTheBytes) {
  store->write("k", "one");
  const auto before = store->list("k").at(0);
  store->write("k", "two");
  const auto after = store->list("k").at(0);
  EXPECT_EQ(before.size_bytes, 3u);
  EXPECT_NE(before.version, after.version);
}

TEST_P(StoreTest, DeletingWhatIsNotThereIsNoError) {
  store->write("k/x", "1");
  store->remove("k/x");
  store->remove("k/x");
  store->remove("never/was");
  EXPECT_THAT(keys(*store, ""), IsEmpty());
}

TEST_P(StoreTest, FindsTheVeryKeyAndNoOther) {
  store->write("a/b.json", "12");
  store->write("a/b.json.bak", "123");
  ASSERT_TRUE(store->find("a/b.json"));
  EXPECT_EQ(store->find("a/b.json")->size_bytes, 2u);
  EXPECT_EQ(store->find("a/b.json")->version, store->list("a/b.json").at(0).version);
  EXPECT_FALSE(store->find("a/b"));
  EXPECT_FALSE(store->find("a"));
  EXPECT_FALSE(store->find("absent/more"));
}

TEST_P(StoreTest, CreatesOnlyWhatIsAbsent) {
  EXPECT_TRUE(store->create_if_absent("locks/one", "first"));
  EXPECT_FALSE(store->create_if_absent("locks/one", "second"));
  EXPECT_EQ(store->read("locks/one"), "first");
  EXPECT_THAT(keys(*store, ""), ElementsAre("locks/one"));
}

TEST_P(StoreTest, CopiesWithinItself) {
  store->write("from", std::string(3'000'000, 'x'));
  store->write("to", "old");
  store->copy("from", "to");
  EXPECT_EQ(store->read("to"), std::string(3'000'000, 'x'));
  EXPECT_EQ(complaint([&] { store->copy("absent", "to"); }).first, ErrorKind::kNotFound);
}

TEST_P(StoreTest, DeletesManyAtOnce) {
  for (const auto* key : {"a", "b", "c"}) store->write(key, "1");
  store->remove_all(std::vector<std::string>{"a", "absent", "c"});
  EXPECT_THAT(keys(*store, ""), ElementsAre("b"));
}

TEST_P(StoreTest, TellsWhetherAnObjectHoldsTheBytesOfAFile) {
  const TemporaryFolder local;
  local.put("same", "0123");
  local.put("other", "0124");
  local.put("longer", "01234");
  store->write("k", "0123");
  const ObjectInfo object = store->find("k").value();
  EXPECT_TRUE(store->holds(object, local / "same"));
  EXPECT_FALSE(store->holds(object, local / "other"));
  EXPECT_FALSE(store->holds(object, local / "longer"));
}

TEST_P(StoreTest, ListsByPagesWithFolders) {
  for (const auto* key : {"log/2018/a", "log/2018/b", "log/2019/a", "log/x", "logs"})
    store->write(key, "1");
  std::vector<std::string> objects, folders;
  const auto take = [&](const ListPage& page) {
    for (const auto& object : page.objects) objects.push_back(object.key);
    folders.insert(folders.end(), page.folders.begin(), page.folders.end());
  };
  store->list_pages("log/", "/", take);
  EXPECT_THAT(objects, ElementsAre("log/x"));
  EXPECT_THAT(folders, ElementsAre("log/2018/", "log/2019/"));
  objects.clear();
  store->list_pages("log/2018/", "", take);
  EXPECT_THAT(objects, ElementsAre("log/2018/a", "log/2018/b"));
}

TEST_P(StoreTest, NamesTheKeyThatIsMissing) {
  const auto [kind, text] = complaint([&] { store->read("absent"); });
  EXPECT_EQ(kind, ErrorKind::kNotFound);
  EXPECT_THAT(text, HasSubstr("no object under this key: "));
  EXPECT_THAT(text, HasSubstr("absent"));
}

class FolderStoreTest : public testing::Test {
 protected:
  TemporaryFolder folder;
  std::unique_ptr<Store> store = open_folder_store(folder.path(), "s3://test");
};

TEST_F(FolderStoreTest, RefusesKeysThatLeaveTheFolder) {
  for (const auto* key : {"", "/a", "a/", "a//b", "../x", "a/../x", "./x", ".darties-writing.x"}) {
    EXPECT_EQ(complaint([&] { store->read(key); }).first, ErrorKind::kInvalid) << key;
    EXPECT_EQ(complaint([&] { store->write(key, "1"); }).first, ErrorKind::kInvalid) << key;
  }
  EXPECT_EQ(complaint([&] { store->list("../"); }).first, ErrorKind::kInvalid);
  EXPECT_EQ(complaint([&] { store->read(std::string("a\0b", 3)); }).first, ErrorKind::kInvalid);
}

TEST_F(FolderStoreTest, AFolderIsNoObject) {
  store->write("a/b", "1");
  EXPECT_EQ(complaint([&] { store->read("a"); }).first, ErrorKind::kNotFound);
  const auto [kind, text] = complaint([&] { store->write("a", "1"); });
  EXPECT_EQ(kind, ErrorKind::kInvalid);
  EXPECT_THAT(text, HasSubstr("a folder lies there"));
  store->remove("a");
  EXPECT_THAT(keys(*store, ""), ElementsAre("a/b"));
}

TEST_F(FolderStoreTest, NeverListsWhatAKilledWriterLeft) {
  folder.put(".darties-writing.abc", "half");
  folder.put(".hidden", "an object like any other");
  EXPECT_THAT(keys(*store, ""), ElementsAre(".hidden"));
}

TEST_F(FolderStoreTest, LeavesNoFileBehindAWriterThatGivesUp) {
  store->create("k")->write("half");
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(FolderStoreTest, FollowsLinksButNotInCircles) {
  const TemporaryFolder elsewhere;
  elsewhere.put("far.json", "1");
  folder.put("near.json", "1");
  std::filesystem::create_symlink(elsewhere.path(), folder / "linked");
  std::filesystem::create_symlink(folder.path(), folder / "circle");
  std::filesystem::create_symlink("nowhere", folder / "dangling");
  EXPECT_THAT(keys(*store, ""), ElementsAre("linked/far.json", "near.json"));
}

TEST_F(FolderStoreTest, ChangesNothingThroughALinkThatLeadsOut) {
  const TemporaryFolder elsewhere;
  elsewhere.put("far.json", "theirs");
  std::filesystem::create_symlink(elsewhere.path(), folder / "linked");
  std::filesystem::create_symlink(elsewhere / "far.json", folder / "file");
  EXPECT_EQ(store->read("linked/far.json"), "theirs");
  EXPECT_EQ(store->read("file"), "theirs");
  const std::function<void()> changes[] = {
      [&] { store->write("linked/far.json", "ours"); },
      [&] { store->write("linked/new/deep.json", "ours"); },
      [&] { store->create("linked/far.json"); },
      [&] { store->create_if_absent("linked/new.json", "ours"); },
      [&] { store->take("linked/far.json", folder.put("spooled", "ours")); },
      [&] { store->remove("linked/far.json"); }};
  for (const auto& change : changes) {
    try {
      change();
      ADD_FAILURE() << "changed";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
      EXPECT_THAT(error.what(), HasSubstr("leads out of the bucket's folder"));
    }
  }
  store->write("file", "ours");  // replaces the link
  EXPECT_EQ(store->read("file"), "ours");
  store->remove("file");
  EXPECT_EQ(read_file(elsewhere / "far.json"), "theirs");
  EXPECT_FALSE(std::filesystem::exists(elsewhere / "new"));
}

TEST_F(FolderStoreTest, ChangesWhatALinkWithinTheFolderLeadsTo) {
  folder.put("real/a", "1");
  std::filesystem::create_symlink("real", folder / "alias");
  store->write("alias/b", "2");
  EXPECT_EQ(store->read("real/b"), "2");
  store->remove("alias/a");
  EXPECT_THAT(keys(*store, "real/"), ElementsAre("real/b"));
}

TEST_F(FolderStoreTest, MayBeALinkItself) {
  const TemporaryFolder elsewhere;
  std::filesystem::create_symlink(elsewhere.path(), folder / "bucket");
  const auto linked = open_folder_store(folder / "bucket/", "s3://test");
  linked->write("a/b", "1");
  EXPECT_EQ(read_file(elsewhere / "a/b"), "1");
}

TEST_F(FolderStoreTest, GivesNewFilesTheRightsThatTheUmaskLeaves) {
  const mode_t mask = ::umask(022);
  ::umask(mask);
  store->write("new/file", "1");
  const auto mode = [&](const char* name) {
    return unsigned(std::filesystem::status(folder / name).permissions());
  };
  EXPECT_EQ(mode("new/file"), 0666u & ~mask);
  EXPECT_EQ(mode("new"), 0777u & ~mask);
}

TEST_F(FolderStoreTest, AFolderThatIsNotThereYetIsEmptyUntilTheFirstWrite) {
  const auto absent = open_folder_store(folder / "not/yet", "s3://test");
  EXPECT_THAT(keys(*absent, ""), IsEmpty());
  absent->write("a/b", "1");
  EXPECT_THAT(keys(*absent, ""), ElementsAre("a/b"));
}

/// Runs `act` in a child that has no rights of root's; returns what it threw, or nothing when the rights can not be dropped.
template <class Act>
std::optional<std::string> as_nobody(Act act) {
  int ends[2];
  if (::pipe(ends) != 0) return std::nullopt;
  if (::fork() == 0) {
    if (::geteuid() == 0 && ::setuid(65534) != 0) ::_exit(2);
    const std::string text =
        std::string(to_string(complaint(act).first)) + " " + complaint(act).second;
    ::_exit(::write(ends[1], text.data(), text.size()) < 0 ? 2 : 0);
  }
  ::close(ends[1]);
  std::string text(4096, '\0');
  const ssize_t got = ::read(ends[0], text.data(), text.size());
  ::close(ends[0]);
  int status = 0;
  ::wait(&status);
  if (WEXITSTATUS(status) != 0 || got < 0) return std::nullopt;
  return text.substr(0, std::size_t(got));
}

TEST_F(FolderStoreTest, SaysWhichObjectMayNotBeRead) {
  store->write("secret.json", "1");
  store->write("closed/x.json", "1");
  ::chmod(folder.path().c_str(), 0755);
  ::chmod((folder / "secret.json").c_str(), 0000);
  ::chmod((folder / "closed").c_str(), 0000);
  const auto read = as_nobody([&] { store->read("secret.json"); });
  const auto listed = as_nobody([&] { store->list(""); });
  const auto written = as_nobody([&] { store->write("closed/y.json", "1"); });
  ::chmod((folder / "closed").c_str(), 0755);
  if (!read || !listed || !written)
    GTEST_SKIP() << "SKIPPED: this process can not give up its rights";
  EXPECT_THAT(*read, HasSubstr("denied cannot read s3://test/secret.json"));
  EXPECT_THAT(*listed, HasSubstr("denied cannot list " + (folder / "closed").string()));
  EXPECT_THAT(*written, HasSubstr("denied cannot write s3://test/closed/y.json"));
}

TEST_F(FolderStoreTest, SaysThatTheDiskIsFull) {
  const pid_t child = ::fork();
  if (child == 0) {
    const bool mounted = ::unshare(CLONE_NEWNS | (::geteuid() == 0 ? 0 : CLONE_NEWUSER)) == 0 &&
                         ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                         ::mount("none", folder.path().c_str(), "tmpfs", 0, "size=64k") == 0;
    if (!mounted) ::_exit(77);
    store->write("small", "1");
    const auto [kind, text] = complaint([&] { store->write("big", std::string(200'000, 'x')); });
    const bool said = text.find("cannot write s3://test/big") == 0 &&
                      text.find("No space left on device") != std::string::npos;
    const bool tidy = store->list("").size() == 1 && store->read("small") == "1";
    ::_exit(kind == ErrorKind::kUnavailable && said && tidy ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "SKIPPED: this process may not mount a small disk";
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST_F(FolderStoreTest, ReadersSeeTheOldObjectOrTheNewOne) {
  const std::string old_bytes(100'000, 'a'), new_bytes(100'000, 'b');
  store->write("k", old_bytes);
  std::jthread writer([&](std::stop_token stop) {
    for (int i = 0; !stop.stop_requested(); ++i)
      store->write("k", i % 2 == 0 ? new_bytes : old_bytes);
  });
  for (int i = 0; i < 200; ++i) {
    const std::string seen = store->read("k");
    ASSERT_TRUE(seen == old_bytes || seen == new_bytes);
  }
}

TEST_F(FolderStoreTest, ListsFifteenThousandFilesQuickly) {
  for (int i = 0; i < 15'000; ++i) folder.put(fmt::format("{}/{}/{}.json", i % 26, i % 7, i), "{}");
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(store->list("").size(), 15'000u);
  const auto took = std::chrono::steady_clock::now() - start;
  RecordProperty("milliseconds",
                 int(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
  EXPECT_LT(took,
            std::chrono::seconds(2));  // 25 ms on a quiet machine; the limit allows for sanitizers
}

}  // namespace
}  // namespace darties
