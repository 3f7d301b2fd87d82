#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <ostream>
#include <string>
#include <system_error>
#include <utility>

#include "cli/command.h"
#include "cli/house.h"
#include "cli/samples/darties_sample.h"
#include "cli/samples/sample_file.h"
#include "cli/samples/sparkify_sample.h"

namespace darties::cli {
namespace {

namespace fs = std::filesystem;

constexpr CommandArgument kArguments[] = {
    {.name = "SAMPLE", .help = "Whose data to make.", .choices = "sparkify|darties"},
};
constexpr CommandOption kOptions[] = {
    {.name = "--out",
     .value = "DIR",
     .help = "Folder to make. It must be empty or not there.",
     .required = true},
    {.name = "--scale",
     .value = "N",
     .help = "sparkify: about 8,000 events each (1000: 4 GB and 15,000 songs). darties: years of "
             "history.",
     .default_value = "1"},
    {.name = "--seed",
     .value = "S",
     .help = "Another seed, other data; the same seed, the same bytes.",
     .default_value = "1"},
    {.name = "--songs",
     .value = "N",
     .help = "sparkify: number of song files, instead of what the scale gives."},
    {.name = "--expect",
     .value = "FILE",
     .help = "Also write what a correct load gives as JSON; - writes it to stdout."},
};
constexpr CommandExample kExamples[] = {
    {.line = "darties generate sparkify --out data/sparkify",
     .what = "A month of song plays, near the real sample."},
    {.line = "darties generate darties --seed 7 --out books --expect books.json",
     .what = "Three workbooks, and their sums by sheet."},
};

/// A folder that takes its name when all is in it. Until then it is called DIR.part, and goes away when something fails.
class NewFolder {
 public:
  explicit NewFolder(fs::path path) : path_(std::move(path)), part_(path_) {
    if (!path_.has_filename()) path_ = part_ = path_.parent_path();
    part_ += ".part";
    std::error_code absent;
    if (fs::exists(path_, absent) &&
        !(fs::is_directory(path_, absent) && fs::is_empty(path_, absent))) {
      throw Error(ErrorKind::kInvalid,
                  "{} is not an empty folder: remove it, or give another --out", path_.string());
    }
    fs::remove_all(part_, absent);
  }
  ~NewFolder() {
    std::error_code ignored;
    fs::remove_all(part_, ignored);
  }
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;

  const fs::path& part() const { return part_; }
  void commit() {
    std::error_code failure;
    fs::rename(part_, path_, failure);
    if (failure) {
      throw Error(ErrorKind::kUnavailable, "cannot rename {} to {}: {}", part_.string(),
                  path_.string(), failure.message());
    }
  }

 private:
  fs::path path_;
  fs::path part_;
};

/// Shows once a second that the generator lives, and stops it when asked to.
class LiveLine {
 public:
  explicit LiveLine(House& house) : house_(house), last_(house.clock().elapsed()) {}

  void operator()(std::int64_t bytes, std::string_view what) {
    if (house_.stop().stop_requested())
      throw Error(ErrorKind::kCancelled, "stopped; nothing was left behind");
    const auto now = house_.clock().elapsed();
    if (now - last_ < std::chrono::seconds(1)) return;
    last_ = now;
    house_.say(fmt::format("{:>7.1f} MB  {}", static_cast<double>(bytes) / 1e6, what));
  }

 private:
  House& house_;
  Clock::Duration last_;
};

template <class Truth>
int finish(const Invocation& line, House& house, NewFolder& folder, const Truth& truth) {
  folder.commit();
  const std::string expect = line.text("--expect");
  if (expect == "-") {
    house.out() << to_json(truth);
    return 0;
  }
  if (!expect.empty()) samples::write_sample_file(expect, to_json(truth));
  house.out() << to_text(truth);
  return 0;
}

std::int64_t number_within(const Invocation& line, std::string_view name, std::int64_t low,
                           std::int64_t high, std::int64_t fallback) {
  const std::int64_t value = line.number(name, fallback);
  if (value >= low && value <= high) return value;
  throw Error(ErrorKind::kInvalid, "{} must be from {} to {}, not {}", name, low, high, value);
}

int generate_sparkify(const Invocation& line, House& house) {
  const samples::SparkifyOptions options{
      .scale = static_cast<std::uint32_t>(number_within(line, "--scale", 1, 20'000, 1)),
      .seed = static_cast<std::uint64_t>(line.number("--seed", 1)),
      .songs = static_cast<std::uint32_t>(number_within(line, "--songs", 0, 1'000'000, 0))};
  if (house.options().dry_run) {
    house.say(fmt::format("would write about {:.0f} MB of events and their songs to {}",
                          3.8 * options.scale, line.text("--out")));
    return 0;
  }
  NewFolder folder(line.text("--out"));
  const auto truth = samples::write_sparkify_sample(folder.part(), options, LiveLine(house));
  return finish(line, house, folder, truth);
}

int generate_darties(const Invocation& line, House& house) {
  const samples::DartiesOptions options{
      .scale = static_cast<std::uint32_t>(number_within(line, "--scale", 1, 200, 1)),
      .seed = static_cast<std::uint64_t>(line.number("--seed", 1))};
  if (house.options().dry_run) {
    house.say(fmt::format("would write {} workbooks to {}",
                          options.scale + 1 + std::min(options.scale, 12u), line.text("--out")));
    return 0;
  }
  NewFolder folder(line.text("--out"));
  const auto truth = samples::write_darties_sample(folder.part(), options, LiveLine(house));
  return finish(line, house, folder, truth);
}

int run(const Invocation& line, House& house) {
  return line.text("SAMPLE") == "sparkify" ? generate_sparkify(line, house)
                                           : generate_darties(line, house);
}

}  // namespace

extern const Command generate_command{
    .name = "generate",
    .group = "Project",
    .summary =
        "Makes sample data for one of the shipped projects, and says what a correct load gives.",
    .details =
        "The data has the shapes and quirks of the real files. The folder appears when all of it "
        "is written.\n\n"
        "What a correct load gives is counted while writing, never by loading: row counts, users "
        "by level and "
        "matched plays, or sums by sheet. The demo and the tests judge loads by it.",
    .arguments = kArguments,
    .options = kOptions,
    .examples = kExamples,
    .changes_something = true,
    .run = run,
};

}  // namespace darties::cli
