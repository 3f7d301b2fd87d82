#include "base/aws/credential_process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace darties::aws {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

ErrorKind kind_of_running(const std::vector<std::string>& command,
                          std::chrono::milliseconds limit = std::chrono::seconds(20)) {
  try {
    run_credential_process(command, limit);
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), Not(HasSubstr("CANARY")));
    return error.kind();
  }
  return ErrorKind::kBug;
}

TEST(SplitCommand, SeparatesAtBlanksAndObeysQuotes) {
  EXPECT_THAT(split_command(" a  b\tc "), ElementsAre("a", "b", "c"));
  EXPECT_THAT(split_command(R"("/My Tools/get" 'it is' a\ b "x\"y\\z\n" 'a\b' '')"),
              ElementsAre("/My Tools/get", "it is", "a b", "x\"y\\z\\n", "a\\b", ""));
  EXPECT_THAT(split_command(R"(a"b c"d)"), ElementsAre("ab cd"));
}

TEST(SplitCommand, GivesNoMeaningToWhatAShellWould) {
  EXPECT_THAT(split_command("get $HOME `id` $(id) *; rm -rf / | x > y && z"),
              ElementsAre("get", "$HOME", "`id`", "$(id)", "*;", "rm", "-rf", "/", "|", "x", ">",
                          "y", "&&", "z"));
}

TEST(SplitCommand, RefusesAnOpenQuoteAndNothing) {
  EXPECT_THROW(split_command("a 'b"), Error);
  EXPECT_THROW(split_command("a \"b"), Error);
  EXPECT_THROW(split_command("  "), Error);
}

TEST(CredentialProcess, ReturnsWhatItWrites) {
  EXPECT_EQ(run_credential_process({"printf", "%s", "{\"a b\"}"}), "{\"a b\"}");
  EXPECT_EQ(run_credential_process({"sh", "-c", "cat; head -c 60000 /dev/zero | tr '\\0' x"}),
            std::string(60000, 'x'));
}

TEST(CredentialProcess, SaysByItsKindWhatWentWrong) {
  EXPECT_EQ(kind_of_running({"/absent/program", "CANARY"}), ErrorKind::kNotFound);
  EXPECT_EQ(kind_of_running({"sh", "-c", "echo CANARY; exit 3"}), ErrorKind::kDenied);
  EXPECT_EQ(kind_of_running({"sh", "-c", "kill -9 $$"}), ErrorKind::kDenied);
}

TEST(CredentialProcess, IsEndedWhenItTakesTooLongOrWritesTooMuch) {
  EXPECT_EQ(kind_of_running({"sleep", "60"}, std::chrono::milliseconds(20)),
            ErrorKind::kUnavailable);
  EXPECT_EQ(kind_of_running({"yes"}), ErrorKind::kUnavailable);
}

}  // namespace
}  // namespace darties::aws
