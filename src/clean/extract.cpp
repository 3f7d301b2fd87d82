// Workbook -> lake. For each selected sheet the plan (extract_plan.h) says what its columns become; SheetExtract walks
// its rows; Outputs collects the lines of each object and makes them all visible at the end.
#include "clean/extract.h"

#include <algorithm>
#include <map>

#include "base/cancellation.h"
#include "base/error.h"
#include "base/text.h"
#include "clean/accents.h"
#include "clean/extract_plan.h"
#include "clean/json_text.h"
#include "clean/object_output.h"
#include "clean/target_name.h"
#include "source/workbook.h"

namespace darties {
namespace {

constexpr std::string_view kRejectsFolder = "_rejects/";
constexpr std::size_t kMaxObjects = 400;

std::unique_ptr<Workbook> open_source(const ExtractSpec& spec, Lake* lake) {
  if (!spec.workbook.starts_with("s3://"))
    return open_workbook(std::filesystem::path(spec.workbook));
  const auto url = parse_object_url(spec.workbook);
  if (lake == nullptr)
    throw Error(ErrorKind::kInvalid, "{} needs a project with a lake", spec.workbook);
  return open_workbook(lake->bucket(url.bucket), url.key);
}

/// The objects of one extract, by key.
class Outputs {
 public:
  Outputs(Store& store, std::string bucket) : store_(store), bucket_(std::move(bucket)) {}

  /// The object is there even if no row goes into it, so that an older one does not stay.
  void begin(const std::string& key) { find(key); }

  void write(const std::string& key, std::string_view line) {
    auto& object = find(key);
    object.output.write(line);
    ++object.rows;
  }

  void reject(const std::string& key, const Reject& reject) {
    std::string line = "{";
    const auto add = [&](std::string_view name, std::string_view text) {
      append_json_key(name, line);
      append_json_string(text, line);
    };
    add("workbook", reject.workbook);
    add("sheet", reject.sheet);
    add("cell", reject.cell);
    add("column", reject.column);
    add("value", reject.value);
    add("reason", reject.reason);
    rejects_[key] += line + "}\n";
  }

  /// Makes all objects visible, rejects first: whoever sees an object can see what it lacks.
  std::vector<ExtractedObject> commit() {
    for (auto& [key, object] : objects_) object->output.finish();
    commit_rejects();
    std::vector<ExtractedObject> done;
    for (auto& [key, object] : objects_) {
      const bool changed = object->output.commit();
      done.push_back({.url = to_string(ObjectUrl{bucket_, key}),
                      .rows = object->rows,
                      .size_bytes = object->output.size_bytes(),
                      .changed = changed});
    }
    return done;
  }

 private:
  struct Object {
    Object(Store& store, const std::string& key) : output(store, key) {}
    ObjectOutput output;
    std::uint64_t rows = 0;
  };

  Object& find(const std::string& key) {
    if (last_ != nullptr && last_->output.key() == key) return *last_;
    auto& object = objects_[key];
    if (!object && objects_.size() > kMaxObjects) {
      throw Error(ErrorKind::kInvalid,
                  "more than {} objects from one workbook; a placeholder of `to` changes too often",
                  kMaxObjects);
    }
    if (!object) object = std::make_unique<Object>(store_, key);
    last_ = object.get();
    return *object;
  }

  void commit_rejects() {
    for (const auto& [key, object] : objects_) {
      if (!rejects_.contains(key)) store_.remove(std::string(kRejectsFolder) + key);
    }
    for (const auto& [key, lines] : rejects_) {
      ObjectOutput output(store_, std::string(kRejectsFolder) + key);
      output.write(lines);
      output.finish();
      output.commit();
    }
  }

  Store& store_;
  std::string bucket_;
  std::map<std::string, std::unique_ptr<Object>> objects_;
  Object* last_ = nullptr;  // most lines go where the line before went
  std::map<std::string, std::string> rejects_;
};

/// One sheet's way into the outputs.
class SheetExtract {
 public:
  SheetExtract(const ExtractSpec& spec, const Workbook& workbook, const SelectedSheet& sheet,
               TableReader& table, Outputs& outputs, ExtractSummary& summary)
      : spec_(spec),
        workbook_(workbook.name()),
        sheet_(sheet.sheet.name),
        table_(table),
        plan_(plan_extract(spec, workbook, sheet, table)),
        target_(parse_object_url(spec.to).key, plan_, spec.months),
        outputs_(outputs),
        summary_(summary) {
    for (const auto& field : plan_.constants) append_field(field, constants_);
    append_json_key("workbook", constants_);
    append_json_string(workbook_, constants_);
    append_json_key("sheet", constants_);
    append_json_string(sheet_, constants_);
    if (!target_.differs_by_row()) outputs_.begin(target_.without_row());
  }

  void run(const std::stop_token& stop) {
    SourceRow row;
    while (table_.next(row)) {
      if (++summary_.rows_read % 1024 == 0) throw_if_cancelled(stop, "reading " + workbook_);
      report_strays(row);
      if (!has_values(row)) continue;
      read_row(row);
    }
  }

 private:
  static void append_field(const FixedField& field, std::string& json) {
    append_json_key(field.name, json);
    if (field.is_quoted)
      append_json_string(field.text, json);
    else
      json += field.text;
  }

  bool is_headed(const Cell& cell) const {
    return cell.column < plan_.has_heading.size() && plan_.has_heading[cell.column];
  }

  void report_strays(const SourceRow& row) {
    if (spec_.header_row == 0) return;
    for (const Cell& cell : row.cells) {
      if (is_headed(cell) || trim_blanks(cell.text).empty()) continue;
      ++summary_.strays_total;
      if (summary_.strays.size() >= kKeptRejects) continue;
      summary_.strays.push_back(
          describe(row, cell.column, "", cell.text, "a stray cell: its column has no heading"));
    }
  }

  bool has_values(const SourceRow& row) const {
    return std::any_of(row.cells.begin(), row.cells.end(), [&](const Cell& cell) {
      return (is_headed(cell) || spec_.header_row == 0) && !trim_blanks(cell.text).empty();
    });
  }

  Reject describe(const SourceRow& row, std::uint32_t column, std::string_view heading,
                  std::string_view value, std::string_view reason) const {
    return {.workbook = workbook_,
            .sheet = sheet_,
            .cell = table_.address(row.number, column),
            .column = std::string(heading),
            .value = std::string(value),
            .reason = std::string(reason)};
  }

  void reject(const SourceRow& row, std::uint32_t column, std::string_view heading,
              std::string_view value, std::string_view reason) {
    const auto reject = describe(row, column, heading, value, reason);
    outputs_.reject(target_.without_row(), reject);
    ++summary_.rejects_total;
    if (summary_.rejects.size() < kKeptRejects) summary_.rejects.push_back(reject);
  }

  void read_row(const SourceRow& row) {
    const std::uint64_t values = plan_.unpivots ? plan_.figures.size() : 1;
    summary_.values_read += values;
    line_ = "{";
    if (!read_kept(row)) {
      summary_.values_rejected += values;
      return;
    }
    // Every field but the last is there; what differs from figure to figure is added behind this place.
    const auto common = line_.size();
    if (!plan_.unpivots) {
      finish_line(row, plan_.kept.empty() ? row.cells.front().column : plan_.kept.front().number,
                  {});
      return;
    }
    for (const auto& figure : plan_.figures) {
      line_.resize(common);
      read_figure(row, figure);
    }
  }

  /// Adds the columns that stay and the constants; false when a cell is bad.
  bool read_kept(const SourceRow& row) {
    bool good = true;
    target_.begin_row();
    for (const auto& column : plan_.kept) {
      const Cell cell = row.at(column.number);
      const auto clean = clean_cell(cell, column.type);
      if (!clean.fault.empty()) {
        reject(row, column.number, column.heading, cell.text, clean.fault);
        good = false;
      }
      if (line_.size() > 1) line_ += ',';
      line_ += column.json_key;
      append_value(clean);
      target_.set(column.name, clean.text);
    }
    if (good && plan_.unpivots && !plan_.kept.empty()) good = has_subject(row);
    if (!constants_.empty() && line_.size() > 1) line_ += ',';
    line_ += constants_;
    return good;
  }

  /// Figures in a row that does not say what they are about cannot be kept.
  bool has_subject(const SourceRow& row) {
    const auto& first = plan_.kept.front();
    if (!trim_blanks(row.at(first.number).text).empty()) return true;
    reject(row, first.number, first.heading, "", fmt::format("blank, though the row has figures"));
    return false;
  }

  void append_value(const CleanCell& clean) {
    if (clean.is_blank)
      line_ += "null";
    else if (clean.is_quoted)
      append_json_string(clean.text, line_);
    else
      line_ += clean.text;
  }

  void read_figure(const SourceRow& row, const FigureColumn& figure) {
    const Cell cell = row.at(figure.number);
    const auto clean = clean_cell(cell, plan_.value_type);
    if (!clean.fault.empty()) {
      reject(row, figure.number, figure.heading, cell.text, clean.fault);
      ++summary_.values_rejected;
      return;
    }
    if (clean.is_blank) ++summary_.blanks;
    if (clean.is_blank && spec_.blank == BlankCells::kSkip) return;
    for (const auto& field : figure.fields) append_field(field, line_);
    append_json_key(plan_.value_name, line_);
    append_value(clean);
    finish_line(row, figure.number, figure.fields);
  }

  void finish_line(const SourceRow& row, std::uint32_t column,
                   const std::vector<FixedField>& fields) {
    append_json_key("cell", line_);
    append_json_string(table_.address(row.number, column), line_);
    line_ += "}\n";
    outputs_.write(target_.key(fields), line_);
    ++summary_.rows_written;
  }

  const ExtractSpec& spec_;
  std::string workbook_;
  std::string sheet_;
  TableReader& table_;
  ExtractPlan plan_;
  TargetName target_;
  Outputs& outputs_;
  ExtractSummary& summary_;
  std::string constants_;  // JSON fields that all rows of the sheet share
  std::string line_;
};

void extract_sheet(const ExtractSpec& spec, Workbook& workbook, const SelectedSheet& sheet,
                   Outputs& outputs, ExtractSummary& summary, const std::stop_token& stop) {
  try {
    TableReader table(
        workbook.read(sheet.sheet.index, {.range = spec.range, .fill_merged = spec.fill_merged}),
        {.header_row = spec.header_row});
    SheetExtract(spec, workbook, sheet, table, outputs, summary).run(stop);
    ++summary.sheets;
  } catch (Error& error) {
    error.while_doing(fmt::format("extracting sheet {} of {}", sheet.sheet.name, workbook.name()));
    throw;
  }
}

void refuse_too_many(const ExtractSpec& spec, const ExtractSummary& summary) {
  if (summary.rejects_total <= spec.max_rejects) return;
  constexpr std::size_t kShown = 5;
  std::string first;
  for (std::size_t i = 0; i < std::min(kShown, summary.rejects.size()); ++i) {
    first += "\n    " + to_string(summary.rejects[i]);
  }
  if (summary.rejects_total > kShown) {
    first += fmt::format("\n    and {} more", summary.rejects_total - kShown);
  }
  throw Error(ErrorKind::kInvalid,
              "bad cells: {}, allowed: {} (max_rejects); nothing was written:{}",
              summary.rejects_total, spec.max_rejects, first);
}

}  // namespace

ExtractSummary extract(const ExtractSpec& spec, Lake& lake, std::stop_token stop) {
  return extract(spec, &lake, lake.bucket(parse_object_url(spec.to).bucket), std::move(stop));
}

ExtractSummary extract(const ExtractSpec& spec, Lake* lake, Store& target, std::stop_token stop) {
  const auto workbook = open_source(spec, lake);
  Outputs outputs(target, parse_object_url(spec.to).bucket);
  ExtractSummary summary;
  for (const auto& sheet :
       select_sheets(*workbook, {.wanted = spec.sheets, .include_hidden = spec.include_hidden})) {
    extract_sheet(spec, *workbook, sheet, outputs, summary, stop);
  }
  refuse_too_many(spec, summary);
  throw_if_cancelled(stop, "writing what was extracted");
  summary.objects = outputs.commit();
  return summary;
}

}  // namespace darties
