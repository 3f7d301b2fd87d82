#include "runner/case_file.h"

#include <fstream>
#include <set>
#include <sstream>

#include "base/error.h"

namespace darties::tests {
namespace {

/// Verbs with a block of lines that ends at `end`, and those that are a single line.
const std::set<std::string> kBlocks = {"object", "objects", "put",   "put-escaped",
                                       "rows",   "rows-of", "error", "notice"};
const std::set<std::string> kLines = {"needs", "rule", "also", "not", "file", "session"};

class Reader {
 public:
  explicit Reader(const std::string& path) : path_(path), in_(path) {
    if (!in_) throw Error(ErrorKind::kNotFound, "no such case file: {}", path);
  }

  CaseFile read() {
    CaseFile result{.path = path_, .needs = {}, .rules = {}, .steps = {}};
    for (std::string line; next(line);) {
      if (line.empty() || line[0] == '#') continue;
      Step step = read_step(line);
      if (!says_about_case(step, result)) result.steps.push_back(std::move(step));
    }
    return result;
  }

 private:
  bool next(std::string& line) {
    if (!std::getline(in_, line)) return false;
    ++line_;
    return true;
  }

  /// True for the lines that do nothing themselves: what the case needs, proves, and where else it holds.
  bool says_about_case(const Step& step, CaseFile& result) {
    if (step.verb == "needs") {
      result.needs.push_back(step.argument);
    } else if (step.verb == "rule") {
      std::istringstream ids(step.argument);
      for (std::string id; ids >> id;) result.rules.push_back(id);
    } else if (step.verb == "also" || step.verb == "not") {
      if (step.argument != "postgres") fail(step.line, step.verb + " what? expected: postgres");
      also_postgres_ = step.verb == "also";
    } else {
      return false;
    }
    return true;
  }

  Step read_step(const std::string& line) {
    Step step;
    step.line = line_;
    step.also_postgres = also_postgres_;
    const auto space = line.find(' ');
    step.verb = line.substr(0, space);
    if (space != std::string::npos) step.argument = line.substr(space + 1);
    if (kLines.contains(step.verb)) return step;
    if (step.verb == "sql") {
      if (step.argument.empty()) step.argument = block_until("end");
      return step;
    }
    if (!kBlocks.contains(step.verb)) fail(line_, "unknown verb: " + step.verb);
    if (step.argument.empty()) step.argument = block_until("is");
    step.lines = lines_until("end");
    if (step.verb == "error" && step.lines.empty()) fail(step.line, "an error without its words");
    return step;
  }

  std::vector<std::string> lines_until(const std::string& last) {
    const int from = line_;
    std::vector<std::string> lines;
    for (std::string line; next(line);) {
      if (line == last) return lines;
      lines.push_back(line);
    }
    fail(from, "no line '" + last + "' after this step");
  }

  std::string block_until(const std::string& last) {
    std::string text;
    for (const auto& line : lines_until(last)) text += line + "\n";
    return text;
  }

  [[noreturn]] void fail(int line, const std::string& what) {
    throw Error(ErrorKind::kInvalid, "{}", what).at({path_, line, 1});
  }

  std::string path_;
  std::ifstream in_;
  int line_ = 0;
  bool also_postgres_ = false;  ///< of the lines now being read
};

}  // namespace

CaseFile read_case_file(const std::string& path) { return Reader(path).read(); }

CaseFile postgres_part(const CaseFile& test) {
  CaseFile part{.path = test.path, .needs = {}, .rules = {}, .steps = {}};
  for (auto step : test.steps) {
    if (!step.also_postgres) continue;
    if (step.verb == "error") step.lines.clear();
    if (step.verb == "notice") step.verb = "sql";
    part.steps.push_back(std::move(step));
  }
  return part;
}

std::string unescape(const std::string& text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      bytes += text[i];
      continue;
    }
    const char kind = text[++i];
    if (kind == 'x' && i + 2 < text.size()) {
      bytes += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      bytes += kind == 'n' ? '\n' : kind == 'r' ? '\r' : kind == 't' ? '\t' : kind;
    }
  }
  return bytes;
}

}  // namespace darties::tests
