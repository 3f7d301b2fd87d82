#include "cli/help.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "base/files.h"

namespace darties::cli {
namespace {

using testing::HasSubstr;

TEST(Help, EveryCommandSaysWhatItIsFor) {
  for (const Command* command : all_commands()) {
    EXPECT_FALSE(command->summary.empty()) << command->name;
    EXPECT_FALSE(command->group.empty()) << command->name;
    EXPECT_TRUE(command->summary.ends_with('.')) << command->name;
    EXPECT_NE(command->run, nullptr) << command->name;
    for (const auto& option : command->options) {
      EXPECT_TRUE(option.name.starts_with("--")) << command->name << " " << option.name;
      EXPECT_FALSE(option.help.empty()) << command->name << " " << option.name;
    }
    for (const auto& example : command->examples) {
      EXPECT_THAT(std::string(example.line), HasSubstr("darties")) << command->name;
    }
  }
}

TEST(Help, PagesOfDocsAreThoseOfTheRecords) {
  // Tests run at the project's root.
  const std::filesystem::path folder = std::filesystem::path("docs") / "commands";
  std::size_t pages = 1;
  EXPECT_EQ(read_file(folder / "README.md"), markdown_overview(all_commands()))
      << "stale: run `darties help --write docs/commands`";
  for (const Command* command : all_commands()) {
    ++pages;
    const auto file = folder / markdown_file_name(*command);
    ASSERT_TRUE(std::filesystem::exists(file))
        << file << ": run `darties help --write docs/commands`";
    EXPECT_EQ(read_file(file), markdown_of(*command))
        << "stale: run `darties help --write docs/commands`";
  }
  const std::filesystem::directory_iterator files(folder);
  EXPECT_EQ(std::size_t(std::distance(begin(files), end(files))), pages)
      << "docs/commands has a page of no command";
}

TEST(Help, ManPageHidesNoLineAsARequest) {
  const std::string page = man_page(all_commands());
  EXPECT_THAT(page, HasSubstr(".SH COMMANDS"));
  EXPECT_THAT(page, testing::Not(HasSubstr("\n.darties")));
}

}  // namespace
}  // namespace darties::cli
