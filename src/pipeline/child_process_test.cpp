#include "pipeline/child_process.h"

#include <gtest/gtest.h>

#include <thread>

#include "base/error.h"
#include "base/files.h"
#include "fakes/temporary_folder.h"

namespace darties {
namespace {

std::string output_of(const std::vector<std::string>& arguments, ChildResult* result = nullptr) {
  std::string text;
  const ChildResult done =
      run_child({.arguments = arguments, .environment = {{"GREETING", "hello"}}, .folder = "/"},
                [&](std::string_view line) { text.append(line).append(";"); }, {});
  if (result != nullptr) *result = done;
  return text;
}

TEST(ChildProcess, PassesOnEveryLineAndTheExitCode) {
  ChildResult result;
  EXPECT_EQ(output_of({"sh", "-c", "echo one; echo two >&2; printf three; exit 3"}, &result),
            "one;two;three;");
  EXPECT_EQ(result.exit_code, 3);
}

TEST(ChildProcess, GivesFolderAndEnvironment) {
  EXPECT_EQ(output_of({"sh", "-c", "pwd; echo $GREETING"}), "/;hello;");
}

TEST(ChildProcess, SaysWhichSignalEndedIt) {
  ChildResult result;
  output_of({"sh", "-c", "kill -9 $$"}, &result);
  EXPECT_EQ(result.signal, 9);
  EXPECT_EQ(result.exit_code, 137);
}

TEST(ChildProcess, RefusesAProgramThatIsNotThere) {
  try {
    output_of({"no-such-program-here"});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kNotFound);
  }
}

TEST(ChildProcess, EndsTheProgramAndItsChildrenWhenAskedToStop) {
  std::stop_source stop;
  const auto on_line = [&](std::string_view) { stop.request_stop(); };
  try {
    run_child({.arguments = {"sh", "-c", "echo ready; sleep 600 & wait"}, .folder = "/"}, on_line,
              stop.get_token());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kCancelled);
  }
}

TEST(ChildProcess, EndsWhatAProgramLeavesBehindWithinASecond) {
  const TemporaryFolder folder;
  std::stop_source stop;
  const auto on_line = [&](std::string_view) { stop.request_stop(); };
  const std::string script =
      "(trap '' TERM; while true; do sleep 0.01; done) & echo $! > left; echo ready; wait";
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_THROW(run_child({.arguments = {"sh", "-c", script}, .folder = folder.path()}, on_line,
                         stop.get_token()),
               Error);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds(3'000));
  const std::string left = read_file(folder.path() / "left");
  const std::string program = "/proc/" + left.substr(0, left.find('\n')) + "/exe";
  for (int i = 0; i < 400 && std::filesystem::exists(program); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));  // it was killed: the kernel's turn
  EXPECT_FALSE(std::filesystem::exists(program));
}

TEST(ChildProcess, KillsAProgramThatWillNotEnd) {
  std::stop_source stop;
  const auto on_line = [&](std::string_view) { stop.request_stop(); };
  EXPECT_THROW(
      run_child({.arguments = {"sh", "-c",
                               "trap '' TERM; echo ready; sleep 600 & while true; do wait; done"},
                 .folder = "/",
                 .grace = Clock::Duration(50)},
                on_line, stop.get_token()),
      Error);
}

}  // namespace
}  // namespace darties
