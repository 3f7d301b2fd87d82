#include "cli/house.h"

#include <ostream>

#include "base/error.h"

namespace darties::cli {
namespace {

LogLevel level_of(const GlobalOptions& options) {
  if (options.quiet) return LogLevel::kError;
  if (options.verbosity >= 2) return LogLevel::kDebug;
  return options.verbosity == 1 ? LogLevel::kInfo : LogLevel::kWarn;
}

std::optional<std::filesystem::path> find_project_folder(const std::filesystem::path& start) {
  std::error_code ignored;  // a folder that can not be asked has no darties.yml for us
  for (auto folder = std::filesystem::absolute(start).lexically_normal();;) {
    if (std::filesystem::exists(folder / "darties.yml", ignored)) {
      return folder.lexically_proximate(
          std::filesystem::current_path());  // as people would write it
    }
    const auto above = folder.parent_path();
    if (above == folder) return std::nullopt;
    folder = above;
  }
}

}  // namespace

House::House(GlobalOptions options, Terminal terminal, std::ostream& out, std::ostream& err,
             std::stop_token stop)
    : options_(std::move(options)),
      terminal_(terminal),
      out_(out),
      err_(err),
      stop_(std::move(stop)),
      clock_(system_clock()),
      log_({.level = level_of(options_), .color = terminal.color_err}) {}

House::~House() = default;

std::filesystem::path House::start_folder() const {
  return options_.project_folder.empty() ? std::filesystem::path(".") : options_.project_folder;
}

bool House::has_project() {
  if (!project_folder_) project_folder_ = find_project_folder(start_folder());
  return project_folder_.has_value();
}

std::filesystem::path House::project_folder() {
  if (has_project()) return *project_folder_;
  std::error_code ignored;
  if (!std::filesystem::exists(start_folder(), ignored)) {
    throw Error(ErrorKind::kNotFound, "no such folder: {}", start_folder().string());
  }
  if (!options_.project_folder.empty()) {
    throw Error(ErrorKind::kNotFound, "no darties.yml in {} or above it",
                options_.project_folder.string());
  }
  throw Error(ErrorKind::kNotFound,
              "no darties.yml here or above: go into a project, give -C DIR, or make one with "
              "`darties init`");
}

const Config& House::config() {
  if (!config_) {
    config_ =
        load_config({.project_folder = has_project() ? *project_folder_ : std::filesystem::path(),
                     .user_file = user_config_file(),
                     .environment = darties_environment(),
                     .flags = options_.settings});
  }
  return *config_;
}

std::unique_ptr<TableWriter> House::table(std::vector<OutputColumn> columns) {
  OutputOptions options = output_options();
  options.null_text = "-";
  return make_table_writer(out_, std::move(columns), options);
}

OutputOptions House::output_options() const {
  return {.format = options_.format,
          .width = terminal_.out ? terminal_.width : 0,
          .color = terminal_.color_out};
}

void House::say(std::string_view line) {
  if (!options_.quiet) err_ << line << '\n' << std::flush;
}

void House::suggest_next(std::string_view command) {
  if (options_.quiet || (!terminal_.err && options_.verbosity == 0)) return;
  err_ << "next: " << command << '\n' << std::flush;
}

}  // namespace darties::cli
