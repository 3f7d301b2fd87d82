#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "fakes/fake_clock.h"
#include "fakes/fake_engine.h"
#include "fakes/temporary_folder.h"
#include "pipeline/pipeline_run.h"
#include "pipeline/project.h"

namespace darties {

/// A project in a folder of its own, with one bucket, `test`, and one pipeline, `p`.
///
///     TestProject test;
///     test.folder.put("q.sql", "SELECT 1");
///     test.pipeline("  a: { sql: q.sql }\n");
///     const RunSummary summary = test.run();
class TestProject {
 public:
  TestProject() {
    folder.put("darties.yml", "name: test\nformat_version: 1\nlake: { buckets: { test: data } }\n");
  }

  /// `tasks` is what stands below `tasks:`.
  void pipeline(std::string_view tasks) {
    folder.put("pipelines/p.yml",
               "dag: p\ndefaults: { retry_delay: 1s }\ntasks:\n" + std::string(tasks));
  }

  /// Runs in a process of its own, as it were: the project is opened anew. With a fake engine if `fake` is set.
  RunSummary run(RunOptions options = {}) {
    options.pipeline = "p";
    const auto project = open();
    RunObserver observer;
    return PipelineRun(*project, options, clock, {}).execute(observer, stop.get_token());
  }

  std::unique_ptr<Project> open(const std::vector<std::string>& flags = {}) {
    auto project = Project::open({.start = folder.path(), .flags = flags});
    if (fake) project->use_engine(std::make_unique<FakeEngine>(warehouse));
    return project;
  }

  /// What the real warehouse has: rows of a query, one text a row, values joined by " | ".
  std::vector<std::string> rows(const std::string& sql) {
    const auto project = open();
    std::vector<std::string> lines;
    for (const Row& row : project->engine().connect()->execute(sql).rows) {
      std::string line;
      for (const Value& value : row) line += (line.empty() ? "" : " | ") + value.value_or("NULL");
      lines.push_back(line);
    }
    return lines;
  }

  TemporaryFolder folder;
  FakeClock clock;
  std::stop_source stop;
  bool fake = false;
  FakeWarehouse warehouse;
};

}  // namespace darties
