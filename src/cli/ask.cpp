#include "cli/ask.h"

#include <ostream>

#include "pipeline/project.h"
#include "warehouse/engine.h"

namespace darties::cli {

void require_warehouse(House& house) {
  const Config& config = house.config();
  const std::string key = "targets." + config.text("target") + ".warehouse";
  const auto file = house.project_folder() / config.text(key, ".darties/warehouse.duckdb");
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored)) return;
  throw Error(ErrorKind::kNotFound,
              "no warehouse yet ({} is not there): load it first; `darties dags` lists the "
              "pipelines to run",
              file.lexically_normal().string());
}

int ask(const NamedQuery& query, const sql::ParameterValues& values, House& house) {
  require_warehouse(house);
  const std::string statement = sql::bind_parameters(query.sql, values);
  const auto session = house.project().engine().connect();
  const std::stop_callback interrupt(house.stop(), [&] { session->interrupt(); });
  if (!query.question.empty()) house.say(fill_in(query.question, values));
  OutputSink sink(house.out(), house.output_options());
  session->execute(statement, {.file = query.file.string()}, &sink);
  const std::string nothing =
      query.empty.empty() ? "No row answers this question." : fill_in(query.empty, values);
  if (sink.rows() == 0 && house.options().format == OutputFormat::kTable) {
    house.out() << nothing << '\n';
    return 0;
  }
  sink.finish();
  if (sink.rows() == 0) house.say(nothing);
  return 0;
}

}  // namespace darties::cli
