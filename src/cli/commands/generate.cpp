#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <ostream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

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
     .help = "Folder to put it into; made when it is not there. Nothing is overwritten.",
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

/// What is made takes its place when all of it is written: until then it lies in DIR.part, which goes away when something
/// fails. The folder may hold other things, but nothing of the sample's names.
class SampleFolder {
 public:
  SampleFolder(fs::path path, const std::vector<std::string>& entries) : path_(std::move(path)) {
    if (!path_.has_filename()) path_ = path_.parent_path();
    part_ = path_;
    part_ += ".part";
    std::error_code absent;
    for (const auto& entry : entries) {
      if (!fs::exists(path_ / entry, absent)) continue;
      throw Error(ErrorKind::kInvalid, "{} is there already: remove it, or give another --out",
                  (path_ / entry).string());
    }
    fs::remove_all(part_, absent);
  }
  ~SampleFolder() {
    std::error_code ignored;
    fs::remove_all(part_, ignored);
  }
  SampleFolder(const SampleFolder&) = delete;
  SampleFolder& operator=(const SampleFolder&) = delete;

  const fs::path& part() const { return part_; }

  void commit() {
    try {
      if (!fs::exists(path_)) return fs::rename(part_, path_);
      for (const auto& entry : fs::directory_iterator(part_))
        fs::rename(entry, path_ / entry.path().filename());
    } catch (const fs::filesystem_error& error) {
      throw Error(ErrorKind::kUnavailable, "cannot put the sample into {}: {}", path_.string(),
                  error.code().message());
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
int finish(const Invocation& line, House& house, SampleFolder& folder, const Truth& truth) {
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
  SampleFolder folder(line.text("--out"), sample_entries(options));
  const auto truth = samples::write_sparkify_sample(folder.part(), options, LiveLine(house));
  return finish(line, house, folder, truth);
}

int generate_darties(const Invocation& line, House& house) {
  const samples::DartiesOptions options{
      .scale = static_cast<std::uint32_t>(number_within(line, "--scale", 1, 200, 1)),
      .seed = static_cast<std::uint64_t>(line.number("--seed", 1))};
  if (house.options().dry_run) {
    house.say(fmt::format("would write {} workbooks to {}", sample_entries(options).size(),
                          line.text("--out")));
    return 0;
  }
  SampleFolder folder(line.text("--out"), sample_entries(options));
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
