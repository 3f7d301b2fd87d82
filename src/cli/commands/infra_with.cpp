#include <fmt/format.h>

#include <ostream>

#include "cli/infra_site.h"
#include "cloud/bring_up.h"
#include "cloud/give_back.h"
#include "pipeline/child_process.h"

namespace darties::cli {
namespace {

constexpr CommandArgument kArguments[] = {
    {.name = "COMMAND", .help = "The program and its arguments, after `--`.", .repeatable = true},
};
constexpr CommandOption kOptions[] = {
    {.name = "--ttl",
     .value = "TIME",
     .help = "The lease, such as 2h: what holds if even this command is killed.",
     .required = true},
    kCidrOption,
    kWholeInternetOption,
};
constexpr CommandExample kExamples[] = {
    {.line = "darties infra with --ttl 2h -- ./nightly.sh",
     .what = "Takes the cluster, runs the script, gives the cluster back."},
};
constexpr std::string_view kDetails =
    R"(Takes the cluster as `infra up` does, runs the command, and gives everything back as `infra down` does: when the command succeeds, when it fails, when it
can not be started, when `up` itself fails, on Ctrl-C and on SIGTERM. After `kill -9` of darties itself the lease still ends: the next darties command of
this project, or `infra orphans --delete` anywhere, gives it back.

A cluster that the project holds already is refused: it would be given back at the end.

The exit code is the command's own. Its stdout and stderr come line by line on stdout; its stdin is empty.)";

int run_command(const Invocation& line, House& house) {
  const ChildProgram program{.arguments = line.all("COMMAND"),
                             .folder = std::filesystem::current_path()};
  const ChildResult result = run_child(
      program, [&](std::string_view text) { house.out() << text << '\n'
                                                        << std::flush; },
      house.stop());
  return result.exit_code;
}

/// What is given back at the end must be what was taken here, and nothing else.
void refuse_what_is_held(cloud::Site& site) {
  const auto holding = site.account.journal().holding();
  if (!holding) return;
  throw Error(ErrorKind::kInvalid,
              "this project holds {} already, and `infra with` would give it back at the end: run "
              "the command "
              "as it is, or give the cluster back first with `darties infra down`",
              holding->cluster);
}

/// `taken` turns true as soon as there may be something to give back.
void take(const Invocation& line, House& house, bool& taken) {
  InfraSite infra(house, InfraSite::Names::kAsked, house.stop());
  const cloud::UpRequest request{.cidrs = asked_cidrs(line, house, infra, false),
                                 .ttl = asked_ttl(line, infra.site().desired)};
  const RunLock lock = infra.lock();
  refuse_what_is_held(infra.site());
  taken = true;
  cloud::bring_up(infra.site(), request);
}

/// Also after Ctrl-C: so it does not listen to the stop request.
void give_everything_back(House& house) {
  InfraSite infra(house, InfraSite::Names::kHeld, {});
  if (!infra.holding()) return;
  const RunLock lock = infra.lock();
  cloud::give_back(infra.site(), {});
}

int run(const Invocation& line, House& house) {
  if (house.options().dry_run) {
    house.say("would take the cluster, run the command and give the cluster back");
    return 0;
  }
  int code = 0;
  bool taken = false;
  try {
    take(line, house, taken);
    code = run_command(line, house);
  } catch (const Error& error) {
    if (!taken) throw;
    house.say(fmt::format("giving the cluster back, since: {}", error.what()));
    give_everything_back(house);
    throw;
  }
  give_everything_back(house);
  return code;
}

}  // namespace

extern const Command infra_with_command{
    .name = "infra with",
    .group = "Cloud",
    .summary = "Takes the cluster for one command and gives it back whatever happens.",
    .details = kDetails,
    .arguments = kArguments,
    .options = kOptions,
    .examples = kExamples,
    .changes_something = true,
    .run = run};

}  // namespace darties::cli
