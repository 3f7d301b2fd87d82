#include "pipeline/checks.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>

#include "base/front_matter.h"
#include "base/text.h"
#include "pipeline/statements.h"
#include "sql/parse.h"
#include "sql/statement.h"

namespace darties {
namespace {

/// Counts all rows and keeps the first ones.
class OffendingRows final : public RowSink {
 public:
  explicit OffendingRows(CheckResult& result) : result_(result) {}

  void columns(const std::vector<ColumnInfo>& columns) override {
    for (const ColumnInfo& column : columns) result_.columns.push_back(column.name);
  }
  void row(const Row& row) override {
    ++result_.offending;
    if (result_.rows.size() < kMaxOffendingRows) result_.rows.push_back(row);
  }

 private:
  CheckResult& result_;
};

std::int64_t parse_threshold(const FrontMatter::Entry& entry) {
  std::int64_t number = 0;
  const char* const end = entry.value.data() + entry.value.size();
  const auto [stop, fault] = std::from_chars(entry.value.data(), end, number);
  if (fault == std::errc() && stop == end && number >= 0) return number;
  throw Error(ErrorKind::kInvalid, "threshold must be a whole number from 0 up, not '{}'",
              entry.value)
      .at(entry.place);
}

}  // namespace

Severity parse_severity(const std::string& text, const Place& place) {
  if (text == "error") return Severity::kError;
  if (text == "warn") return Severity::kWarn;
  throw Error(ErrorKind::kInvalid, "severity must be warn or error, not '{}'", text).at(place);
}

Check read_check_file(const std::string& file, const Place& mentioned, const Variables& variables,
                      const Project& project, const Check& defaults) {
  static constexpr std::array<std::string_view, 3> kKeys = {"check", "severity", "threshold"};
  Check check{.name = std::filesystem::path(file).stem().string(),
              .severity = defaults.severity,
              .threshold = defaults.threshold,
              .query = read_sql_file(file, mentioned, variables, project)};
  const FrontMatter head = read_front_matter(check.query.text, file);
  head.refuse_unknown(kKeys);
  check.description = head.value("check").value_or("");
  if (check.description.empty()) {
    throw Error(ErrorKind::kInvalid, "a check begins with a line '-- check: what must hold'")
        .at({.file = file, .line = 1});
  }
  if (const auto* entry = head.find("severity"))
    check.severity = parse_severity(entry->value, entry->place);
  if (const auto* entry = head.find("threshold")) check.threshold = parse_threshold(*entry);
  const auto statements = sql::split(check.query.text, file, 1);
  if (statements.size() != 1) {
    throw Error(ErrorKind::kInvalid, "a check holds one query, this file holds {} statements",
                statements.size())
        .at({.file = file});
  }
  sql::parse(statements.front());
  return check;
}

CheckResult run_check(const Check& check, Session& session) {
  CheckResult result{.name = check.name,
                     .description = check.description,
                     .severity = check.severity,
                     .threshold = check.threshold};
  OffendingRows sink(result);
  try {
    session.execute(check.query.text, check.written_at ? ScriptSource{} : check.query.source,
                    &sink);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kCancelled || error.kind() == ErrorKind::kUnavailable) throw;
    // The caller reports it beside the other results.
    result.error = check.written_at ? with_place(error, *check.written_at).what() : error.what();
  }
  return result;
}

std::string values_of_only_row(const CheckResult& result) {
  constexpr std::size_t kMostColumns = 3;
  if (result.rows.size() != 1 || result.offending != 1 || result.columns.size() > kMostColumns)
    return {};
  std::string text;
  for (std::size_t i = 0; i < result.columns.size() && i < result.rows.front().size(); ++i) {
    text += fmt::format("{}{} {}", text.empty() ? ": " : ", ", result.columns[i],
                        result.rows.front()[i].value_or("NULL"));
  }
  return text;
}

std::string summarize_failures(const std::vector<CheckResult>& results) {
  std::string failed;
  int count = 0;
  for (const CheckResult& result : results) {
    if (result.passed() || result.severity == Severity::kWarn) continue;
    ++count;
    const std::string what =
        result.error.empty()
            ? fmt::format("{} {}{}", with_thousands(result.offending),
                          result.offending == 1 ? "row" : "rows", values_of_only_row(result))
            : "could not be run";
    failed += fmt::format("{}{} ({})", failed.empty() ? "" : ", ", result.name, what);
  }
  if (count == 0) return {};
  return fmt::format("{} of {} checks failed: {}", count, results.size(), failed);
}

}  // namespace darties
