#include "cli/command_line.h"

#include <gmock/gmock.h>

namespace darties::cli {
namespace {

using testing::ElementsAre;
using testing::Pair;

int nothing(const Invocation&, House&) { return 0; }

constexpr CommandOption kRunOptions[] = {
    {.name = "--select", .value = "SELECTOR", .letter = 's', .repeatable = true},
    {.name = "--mode", .value = "MODE", .default_value = "fast", .choices = "fast|careful"},
    {.name = "--resume"},
};
constexpr CommandArgument kRunArguments[] = {{.name = "PIPELINE"}};
const Command kRun{.name = "run",
                   .summary = "Runs.",
                   .arguments = kRunArguments,
                   .options = kRunOptions,
                   .changes_something = true,
                   .run = nothing};

constexpr CommandArgument kQueryArguments[] = {{.name = "QUERY", .required = false}};
const Command kQuery{.name = "query",
                     .summary = "Asks.",
                     .arguments = kQueryArguments,
                     .prints_rows = true,
                     .takes_extra_options = true,
                     .run = nothing};

constexpr CommandArgument kHelpArguments[] = {
    {.name = "WORD", .required = false, .repeatable = true}};
const Command kHelp{
    .name = "help", .summary = "Helps.", .arguments = kHelpArguments, .run = nothing};
const Command kConfigShow{
    .name = "config show", .summary = "Shows.", .prints_rows = true, .run = nothing};
const Command* const kCommands[] = {&kRun, &kQuery, &kHelp, &kConfigShow};

CommandLine parse(const std::vector<std::string>& words) {
  return parse_command_line(words, kCommands);
}

std::string complaint_about(const std::vector<std::string>& words) {
  try {
    parse(words);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
    return error.what();
  }
  return "(accepted)";
}

TEST(CommandLine, ReadsOptionsAndArgumentsInAnyOrder) {
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"run", "sparkify", "--select", "a+", "-s", "b", "-n"},
           {"-n", "run", "-sa+", "--select=b", "sparkify"},
           {"run", "--select", "a+", "sparkify", "-s", "b", "--dry-run"}}) {
    const CommandLine line = parse(words);
    EXPECT_EQ(line.command, &kRun);
    EXPECT_EQ(line.invocation.text("PIPELINE"), "sparkify");
    EXPECT_THAT(line.invocation.all("--select"), ElementsAre("a+", "b"));
    EXPECT_EQ(line.invocation.text("--mode"), "fast");
    EXPECT_FALSE(line.invocation.flag("--resume"));
    EXPECT_TRUE(line.globals.dry_run);
  }
}

TEST(CommandLine, GlobalOptionsMayStandBeforeTheCommand) {
  const CommandLine line = parse({"-C", "projects/x", "--set", "a.b=c", "-vv", "config", "-o",
                                  "json", "show", "--lock-timeout", "2m"});
  EXPECT_EQ(line.command, &kConfigShow);
  EXPECT_EQ(line.globals.project_folder, "projects/x");
  EXPECT_THAT(line.globals.settings, ElementsAre("a.b=c", "lock_timeout=2m"));
  EXPECT_EQ(line.globals.verbosity, 2);
  EXPECT_EQ(line.globals.format, OutputFormat::kJson);
}

TEST(CommandLine, ParametersOfAQueryAreWrittenInThreeWays) {
  const CommandLine line =
      parse({"query", "song", "--first_name", "Lily", "--level=paid", "year=2018", "-o", "csv"});
  EXPECT_EQ(line.invocation.text("QUERY"), "song");
  EXPECT_THAT(line.invocation.extra(),
              ElementsAre(Pair("first_name", "Lily"), Pair("level", "paid"), Pair("year", "2018")));
  EXPECT_EQ(line.globals.format, OutputFormat::kCsv);
}

TEST(CommandLine, TakesSeveralWordsForARepeatableArgument) {
  EXPECT_THAT(parse({"help", "config", "show"}).invocation.all("WORD"),
              ElementsAre("config", "show"));
}

TEST(CommandLine, SuggestsTheNearestName) {
  EXPECT_EQ(complaint_about({"rnu"}),
            "unknown command 'rnu' (did you mean 'run'?); `darties help` lists them");
  EXPECT_EQ(complaint_about({"run", "x", "--selct", "a"}),
            "unknown option '--selct' (did you mean '--select'?); see `darties help run`");
  EXPECT_EQ(complaint_about({"config", "shw"}),
            "`darties config` needs one of: show (did you mean 'show'?)");
  EXPECT_EQ(complaint_about({"run", "x", "--mode", "carefull"}),
            "--mode is one of fast, careful, found: carefull (did you mean 'careful'?)");
  EXPECT_EQ(
      complaint_about({"query", "-o", "jsn"}),
      "--output is one of table, json, jsonl, csv, markdown, found: jsn (did you mean 'json'?)");
}

TEST(CommandLine, RefusesWhatTheCommandDoesNotKnow) {
  EXPECT_EQ(complaint_about({"run"}),
            "PIPELINE is missing: darties run needs it; see `darties help run`");
  EXPECT_EQ(complaint_about({"run", "a", "b"}), "unexpected argument 'b'; see `darties help run`");
  EXPECT_EQ(complaint_about({"config", "show", "-n"}),
            "unknown option '-n'; see `darties help config show`");
  EXPECT_EQ(complaint_about({"query", "x", "--name"}), "--name needs a value");
  EXPECT_EQ(complaint_about({"run", "x", "--lock-timeout", "soon"}),
            "--lock-timeout is a time such as 10s or 2m, found: soon");
  EXPECT_EQ(complaint_about({"--frobnicate"}), "unknown option '--frobnicate'; see `darties help`");
}

TEST(CommandLine, HelpNeedsNothingElse) {
  EXPECT_TRUE(parse({"run", "--help"}).help);
  EXPECT_TRUE(parse({"run", "-h", "--mode", "fast"}).help);
  EXPECT_EQ(parse({}).command, nullptr);
  EXPECT_TRUE(parse({"--version"}).version);
}

TEST(Invocation, ReadsWholeNumbers) {
  Invocation line;
  line.add("--days", "30");
  line.add("--bad", "3x");
  EXPECT_EQ(line.number("--days", 1), 30);
  EXPECT_EQ(line.number("--absent", 1), 1);
  EXPECT_THROW(line.number("--bad", 1), Error);
}

}  // namespace
}  // namespace darties::cli
