// The talk on a terminal, through a real pseudo-terminal: a child runs the shell, the test types.
#include "cli/shell/shell.h"

#include <gmock/gmock.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <chrono>
#include <iostream>

#include "base/files.h"
#include "fakes/fake_engine.h"
#include "fakes/temporary_folder.h"

namespace darties::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Answers every statement with its own text, and refuses those that say "wrong".
Result echo(const std::string& statement) {
  if (statement.find("wrong") != std::string::npos)
    throw Error(ErrorKind::kInvalid, "that is wrong");
  return {.tag = "SELECT",
          .columns = {{"echo", {}}},
          .rows = {{"<" + statement + ">"}},
          .notices = {"noted"}};
}

[[noreturn]] void talk(const std::filesystem::path& home) {
  ::setenv("XDG_STATE_HOME", home.c_str(), 1);
  ::setenv("TERM", "dumb", 1);
  FakeWarehouse warehouse{.answer = echo};
  FakeSession session(warehouse);
  House house({}, {.in = true, .out = true, .err = true}, std::cout, std::cerr, {});
  Shell(session, house, "shop", true).run();
  std::cout << "left\n" << std::flush;
  ::_exit(0);
}

/// Whether the editor has the terminal: it shows its prompt a moment before it takes Ctrl-C for a key.
bool takes_keys(int terminal) {
  termios mode{};
  return ::tcgetattr(terminal, &mode) == 0 && (mode.c_lflag & ISIG) == 0;
}

/// Types the lines, each when a prompt waits for it, and returns all that the terminal showed.
std::string conversation(const std::filesystem::path& home, const std::vector<std::string>& lines) {
  int terminal = -1;
  const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
  if (child == 0) talk(home);
  std::string shown;
  std::size_t answered = 0;
  auto next = lines.begin();
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (std::chrono::steady_clock::now() < deadline) {
    pollfd waiting{terminal, POLLIN, 0};
    if (::poll(&waiting, 1, 5) > 0) {
      char bytes[4096];
      const ssize_t got = ::read(terminal, bytes, sizeof bytes);
      if (got <= 0) break;
      shown.append(bytes, std::size_t(got));
    }
    const bool prompts = shown.ends_with("shop=> ") || shown.ends_with("shop-> ");
    if (!prompts || shown.size() == answered || next == lines.end() || !takes_keys(terminal))
      continue;
    answered = shown.size();
    if (::write(terminal, next->data(), next->size()) < 0) break;
    ++next;
  }
  ::close(terminal);
  ::waitpid(child, nullptr, 0);
  return shown;
}

TEST(Shell, AStatementGoesOverSeveralLines) {
  const TemporaryFolder home;
  const std::string shown = conversation(home.path(), {"select 'a;\n", "b'\n", ";\n", "\\q\n"});
  EXPECT_THAT(shown, HasSubstr("<select 'a;\\nb'>"));
  EXPECT_THAT(shown, HasSubstr("(1 row)"));
  EXPECT_THAT(shown, HasSubstr("INFO: noted"));
  EXPECT_THAT(shown, HasSubstr("left"));
}

TEST(Shell, GoesOnAfterAnErrorAndAfterCtrlC) {
  const TemporaryFolder home;
  const std::string shown = conversation(
      home.path(), {"wrong;\n", "\\nosuch\n", "select dropped\x03", "select kept;\n", "\x04"});
  EXPECT_THAT(shown, HasSubstr("error: that is wrong"));
  EXPECT_THAT(shown, HasSubstr("error: unknown command \\nosuch; \\? lists them"));
  EXPECT_THAT(shown, HasSubstr("<select kept>"));
  EXPECT_THAT(shown, HasSubstr("left"));
}

TEST(Shell, KeepsAHistoryWithoutCredentials) {
  const TemporaryFolder home;
  conversation(
      home.path(),
      {"select 42;\n",
       "COPY t FROM 's3://b/k' ACCESS_KEY_ID 'AKIAX' SECRET_ACCESS_KEY 'topsecret';\n", "\\q\n"});
  const auto file = home / "darties/sql_history";
  const std::string history = read_file(file);
  EXPECT_THAT(history, HasSubstr("42;"));
  EXPECT_THAT(history, Not(HasSubstr("topsecret")));
  EXPECT_EQ(std::filesystem::status(file).permissions(), std::filesystem::perms(0600));
}

}  // namespace
}  // namespace darties::cli
