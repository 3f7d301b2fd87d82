#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <functional>
#include <ostream>

#include "base/file_descriptor.h"
#include "base/files.h"
#include "base/text.h"
#include "cli/aws_findings.h"
#include "cli/command.h"
#include "cli/disk_finding.h"
#include "cli/finding.h"
#include "cli/house.h"
#include "cli/program.h"
#include "cli/sql_findings.h"
#include "pipeline/pipeline_list.h"
#include "warehouse/engines/embedded/duckdb_library.h"
#include "warehouse/engines/embedded/warehouse_inspection.h"
#include "warehouse/engines/embedded/warehouse_place.h"

namespace darties::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDetails =
    R"(Looks at what a run will need, changes nothing, and says for each part `ok`, `warn` or `fail`: the DuckDB library, the
project's `darties.yml`, `dwh.cfg` (which holds credentials and should be readable by you alone), the buckets that are folders, the
pipelines, their SQL and the queries, the warehouse (what is in its file, and who has it open), the room on its disk, the history. A project that says something of AWS is also told which
credentials would be used and how long they last, never a key; `--aws` asks that of any project, and AWS whose they are. Exits with
1 when something fails.)";

constexpr CommandOption kOptions[] = {
    {.name = "--aws", .help = "Also the credentials for AWS, and whose they are; asks AWS."}};

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

class Examination {
 public:
  explicit Examination(House& house)
      : house_(house), table_(house.table({{"part"}, {"state"}, {"detail"}})) {}

  void look(const std::string& part, const std::function<Finding()>& at) {
    Finding finding;
    try {
      finding = at();
    } catch (const Error& error) {
      finding = {"fail", error.what()};
    }
    if (finding.state == "fail") failed_ = true;
    table_->row({part, std::string(finding.state), replace_all(finding.detail, "\n  ", " ")});
  }

  bool finish() {
    table_->finish();
    return !failed_;
  }

  House& house() { return house_; }

 private:
  House& house_;
  std::unique_ptr<TableWriter> table_;
  bool failed_ = false;
};

Finding look_at_ini(const fs::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return {"ok", "none"};
  const unsigned mode = status.st_mode & 0777u;
  if ((mode & 077u) == 0) return {"ok", file.string()};
  return {"warn",
          fmt::format("{} may hold credentials and others can read it (mode {:04o}): chmod 600 {}",
                      file.string(), mode, file.string())};
}

Finding look_at_bucket(const fs::path& folder) {
  std::error_code fault;
  if (!fs::exists(folder, fault)) {
    return {"warn",
            fmt::format("{} is not there yet: the first write makes it, a read finds nothing",
                        folder.string())};
  }
  if (!fs::is_directory(folder, fault))
    return {"fail", fmt::format("{} is not a folder", folder.string())};
  if (::access(folder.c_str(), R_OK | X_OK) != 0)
    return {"fail", fmt::format("{} can not be read", folder.string())};
  if (::access(folder.c_str(), W_OK) != 0)
    return {"ok", fmt::format("{} (read only)", folder.string())};
  return {"ok", folder.string()};
}

/// Who has the warehouse open: the lock's text, or nothing.
std::string lock_holder(const fs::path& lock) {
  const FileDescriptor descriptor(::open(lock.c_str(), O_RDONLY | O_CLOEXEC));
  if (!descriptor || ::flock(descriptor.get(), LOCK_SH | LOCK_NB) == 0 || errno != EWOULDBLOCK)
    return "";
  return replace_all(trim(read_file(lock)), "\n", ", ");
}

Finding look_at_warehouse(const fs::path& file) {
  std::error_code fault;
  if (!fs::exists(file, fault)) return {"ok", "not made yet: the first run makes it"};
  const auto size = fs::is_regular_file(file, fault) ? fs::file_size(file, fault) : 0;
  const std::string holder = lock_holder(find_warehouse(file).lock);
  const std::string what = fmt::format("{} ({})", file.string(), human_bytes(size));
  if (!holder.empty()) return {"ok", fmt::format("{}, in use by {}", what, holder)};
  inspect_warehouse(fs::is_symlink(file, fault) ? find_warehouse(file).file : file);
  return {"ok", what};
}

Finding look_at_history(const fs::path& file) {
  std::error_code fault;
  const auto size = fs::file_size(file, fault);
  if (fault) return {"ok", "none yet"};
  std::string mark(15, '\0');
  std::ifstream(file, std::ios::binary).read(mark.data(), std::streamsize(mark.size()));
  if (size > 0 && mark != "SQLite format 3") {
    return {"fail", fmt::format("{} is no SQLite database: move it away, a new one is made",
                                file.string())};
  }
  return {"ok", fmt::format("{} ({})", file.string(), human_bytes(size))};
}

Finding look_at_pipelines(const Project& project) {
  const auto pipelines = list_pipelines(project);
  for (const ListedPipeline& listed : pipelines) {
    if (listed.error) return {"fail", listed.error->what()};
  }
  if (pipelines.empty()) return {"warn", "none: write pipelines/NAME.yml"};
  return {"ok", counted(pipelines.size(), "pipeline", "pipelines")};
}

void look_at_project(Examination& examination, const fs::path& folder) {
  House& house = examination.house();
  examination.look("project", [&]() -> Finding {
    return {"ok", fmt::format("{} ({})", house.config().text("name", "without a name"),
                              (folder / "darties.yml").lexically_normal().string())};
  });
  examination.look("dwh.cfg", [&] { return look_at_ini((folder / "dwh.cfg").lexically_normal()); });
  std::map<std::string, ConfigEntry> buckets;
  std::string warehouse = ".darties/warehouse.duckdb";
  try {
    buckets = house.config().below("lake.buckets");
    warehouse =
        house.config().text("targets." + house.config().text("target") + ".warehouse", warehouse);
  } catch (const Error&) {
    return;  // said above, as the project's fault
  }
  for (const auto& [bucket, entry] : buckets) {
    examination.look("bucket " + bucket, [&, &entry = entry] {
      return look_at_bucket((folder / entry.value).lexically_normal());
    });
  }
  examination.look("pipelines", [&] { return look_at_pipelines(house.project()); });
  examination.look("SQL of tasks", [&] { return look_at_tasks_sql(house.project()); });
  examination.look("queries", [&] { return look_at_queries(folder); });
  examination.look("warehouse",
                   [&] { return look_at_warehouse((folder / warehouse).lexically_normal()); });
  examination.look(
      "disk", [&] { return look_at_disk(find_warehouse(folder / warehouse).file.parent_path()); });
  examination.look("history", [&] {
    return look_at_history((folder / ".darties/history.db").lexically_normal());
  });
}

void look_at_aws(Examination& examination, bool asked) {
  House& house = examination.house();
  std::unique_ptr<aws::Access> access;
  Finding credentials;
  examination.look("AWS credentials", [&] {
    access = std::make_unique<aws::Access>(impatient_options(house.config()), house.clock());
    return credentials = look_at_credentials(*access, asked ? "fail" : "warn");
  });
  if (!asked || credentials.state != "ok") return;
  examination.look("AWS identity", [&] { return look_at_identity(*access); });
}

bool says_something_of_aws(House& house) {
  try {
    return mentions_aws(house.config());
  } catch (const Error&) {
    return false;  // said above, as the project's fault
  }
}

int run(const Invocation& line, House& house) {
  Examination examination(house);
  examination.look("darties", []() -> Finding { return {"ok", std::string(program_version())}; });
  examination.look("DuckDB", []() -> Finding {
    load_duckdb();
    return {"ok", "its library is here"};
  });
  if (house.has_project()) {
    look_at_project(examination, house.project_folder());
  } else {
    examination.look("project", []() -> Finding {
      return {"warn", "no darties.yml here or above: `darties init DIR` makes a project"};
    });
  }
  if (line.flag("--aws") || says_something_of_aws(house))
    look_at_aws(examination, line.flag("--aws"));
  return examination.finish() ? 0 : 1;
}

}  // namespace

extern const Command doctor_command{
    .name = "doctor",
    .group = "Project",
    .summary = "Looks whether everything a run needs is there.",
    .details = kDetails,
    .options = kOptions,
    .prints_rows = true,
    .run = run,
};

}  // namespace darties::cli
