#include "runner/run_case.h"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "base/text.h"

namespace darties::tests {
namespace {

std::string trim(const std::string& text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// "a|  b" and "a | b" are the same expectation.
std::string normal_row(const std::string& line) {
  std::string result;
  std::stringstream cells(line);
  for (std::string cell; std::getline(cells, cell, '|');) {
    result += (result.empty() ? "" : " | ") + trim(cell);
  }
  return result;
}

std::string show(const Row& row) {
  std::string line;
  for (const auto& value : row) {
    if (&value != &row.front()) line += " | ";
    line += !value ? "NULL" : value->empty() ? "''" : *value;
  }
  return line;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += "    " + line + "\n";
  return text;
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Error(ErrorKind::kNotFound, "no such file: {}", path);
  return {std::istreambuf_iterator<char>(in), {}};
}

class CaseRunner {
 public:
  CaseRunner(Stage& stage, Lake& lake, std::string root)
      : stage_(stage), lake_(lake), root_(std::move(root)) {}

  /// Returns what differs; empty when the step holds.
  std::string run(const Step& step) {
    if (step.verb == "session") return switch_to(step.argument);
    if (step.verb == "put" || step.verb == "put-escaped") return put(step);
    if (step.verb == "object") return expect_object(step);
    if (step.verb == "objects") return expect_objects(step);
    if (step.verb == "error") return expect_error(step);
    try {
      return run_statement(step);
    } catch (const Error& error) {
      return fmt::format("unexpected error: {}: {}", to_string(error.kind()), error.what());
    }
  }

 private:
  /// Runs the statements of a step: `sql`, which came from `file`.
  Result execute(const Step& step, const std::string& sql, const std::string& file = "") {
    const bool judged = step.verb != "sql" && step.verb != "file";
    stage_.before(sql, judged);
    return stage_.session(current_).execute(sql, {.file = file});
  }

  std::string switch_to(const std::string& name) {
    current_ = name;
    return "";
  }

  std::string put(const Step& step) {
    std::string bytes;
    for (const auto& line : step.lines) {
      bytes += step.verb == "put" ? line + "\n" : unescape(line);
    }
    const auto url = parse_object_url(trim(step.argument));
    lake_.bucket(url.bucket).write(url.key, bytes);
    return "";
  }

  std::string expect_object(const Step& step) {
    std::string wanted;
    for (const auto& line : step.lines) wanted += unescape(line);
    const auto url = parse_object_url(trim(step.argument));
    try {
      const std::string found = lake_.bucket(url.bucket).read(url.key);
      return found == wanted ? "" : fmt::format("the object is\n{}\nexpected\n{}", found, wanted);
    } catch (const Error& error) {
      return fmt::format("unexpected error: {}", error.what());
    }
  }

  std::string expect_objects(const Step& step) {
    const auto url = parse_object_url(trim(step.argument));
    std::vector<std::string> found;
    for (const auto& object : lake_.bucket(url.bucket).list(url.key)) found.push_back(object.key);
    if (found == step.lines) return "";
    return fmt::format("the objects are\n{}\nexpected\n{}", join(found, "\n"),
                       join(step.lines, "\n"));
  }

  std::string run_statement(const Step& step) {
    if (step.verb == "sql") {
      execute(step, step.argument);
      return "";
    }
    if (step.verb == "file" || step.verb == "rows-of") {
      const auto script = read_file(root_ + "/" + step.argument);
      const Result result = execute(step, script, step.argument);
      return step.verb == "file" ? "" : compare_rows(result, step);
    }
    const Result result = execute(step, step.argument);
    return step.verb == "rows" ? compare_rows(result, step) : compare_notices(result, step);
  }

  std::string compare_rows(const Result& result, const Step& step) {
    std::vector<std::string> expected, found;
    for (const auto& line : step.lines) expected.push_back(normal_row(line));
    for (const auto& row : result.rows) found.push_back(normal_row(show(row)));
    return differences(expected, found);
  }

  std::string compare_notices(const Result& result, const Step& step) {
    return differences(step.lines, result.notices);
  }

  static std::string differences(const std::vector<std::string>& expected,
                                 const std::vector<std::string>& found) {
    if (expected == found) return "";
    return fmt::format("expected:\n{}  found:\n{}", joined(expected), joined(found));
  }

  std::string expect_error(const Step& step) {
    try {
      execute(step, step.argument);
    } catch (const Error& error) {
      if (step.lines.empty()) return "";
      const auto found = fmt::format("{}: {}", to_string(error.kind()), error.message());
      const auto expected = step.lines.front();
      const auto kind = expected.substr(0, expected.find(':'));
      const auto part = trim(expected.substr(std::min(expected.size(), kind.size() + 1)));
      const bool same = to_string(error.kind()) == kind && found.find(part) != std::string::npos;
      return same ? ""
                  : fmt::format("expected error:\n    {}\n  found:\n    {}\n", expected, found);
    }
    return fmt::format("expected an error:\n{}  but the statement succeeded\n", joined(step.lines));
  }

  Stage& stage_;
  Lake& lake_;
  std::string root_;
  std::string current_;
};

}  // namespace

std::vector<Failure> run_case(const CaseFile& test, Stage& stage, Lake& lake,
                              const std::string& root) {
  CaseRunner runner(stage, lake, root);
  for (const auto& step : test.steps) {
    auto difference = runner.run(step);
    if (!difference.empty()) return {{test.path, step.line, step.verb + " " + difference}};
  }
  return {};
}

bool has_what_it_needs(const CaseFile& test, const Capabilities& capabilities) {
  for (const auto& need : test.needs) {
    if (need == "copy_from_s3") {
      if (!capabilities.copy_from_s3) return false;
    } else if (need == "enforces_keys") {
      if (!capabilities.enforces_keys) return false;
    } else {
      throw Error(ErrorKind::kInvalid, "unknown need: {}", need).at({test.path, 1, 1});
    }
  }
  return true;
}

}  // namespace darties::tests
