#include "clean/extract.h"

#include <filesystem>

#include "base/log.h"
#include "base/text.h"
#include "pipeline/operator.h"
#include "pipeline/params.h"
#include "pipeline/project.h"
#include "pipeline/task_context.h"
#include "source/name_pattern.h"
#include "source/sheet_selection.h"
#include "source/workbook.h"

namespace darties {
namespace {

constexpr Param kParams[] = {
    {.name = "workbook",
     .help = "An Excel workbook (.xlsx), a CSV file or JSON lines: a file of the project or "
             "`s3://bucket/key`.",
     .required = true},
    {.name = "sheets",
     .help = "Which sheets: names, numbers (`#2`) or patterns. `{name}` in a pattern stands for "
             "any text and becomes a column, "
             "`{name:a|b}` for a or b, `*` and `?` as in file names. Hidden sheets are taken when "
             "named in full.",
     .type = "list",
     .default_value = "*"},
    {.name = "hidden",
     .help = "Also take hidden sheets that a pattern fits.",
     .type = "flag",
     .default_value = "false"},
    {.name = "range", .help = "Only these cells: `A1:Y49`, `A:Y` or `2:49`."},
    {.name = "header_row",
     .help = "The row of the headings, 0 for none: columns are then called A, B, C.",
     .type = "number",
     .default_value = "1"},
    {.name = "fill_merged",
     .help = "Give every cell of a merged range the value of its top left cell.",
     .type = "flag",
     .default_value = "false"},
    {.name = "rename", .help = "Heading: column.", .type = "map"},
    {.name = "columns",
     .help = "Only these headings (and those of rename and unpivot).",
     .type = "list"},
    {.name = "unpivot",
     .help =
         "Wide to long. `columns`: a pattern such as `{kind:O|R}_{mois}`; each column that fits "
         "becomes rows of its own, with what the "
         "placeholders stand for as columns. `value`: the column of the figure (default `value`).",
     .type = "map"},
    {.name = "file_pattern",
     .help = "What the workbook's name says, without its ending: `{mois}_{annee}`. Placeholders "
             "become columns. A name that does not fit is an error, unless `values` say all that "
             "it would."},
    {.name = "values",
     .help =
         "Column: text, the same in all rows. Wins over `file_pattern`; an empty text counts as "
         "not given.",
     .type = "map"},
    {.name = "months",
     .help = "Columns of month names, French or English, which become 1 to 12 (01 to 12 in `to`).",
     .type = "list"},
    {.name = "types",
     .help = "Column: integer, decimal, text, date, boolean or month. Without: figures of unpivot "
             "are decimal, other cells are what they are. "
             "Decimals are exact, `20,3` and `1 234,5` are understood.",
     .type = "map"},
    {.name = "blank",
     .help = "Figures without a value: skip them, or keep them as null. Blank is never zero.",
     .default_value = "skip",
     .choices = "skip|keep"},
    {.name = "max_rejects",
     .help = "So many bad cells may be left out. They are listed in `_rejects/` of the bucket. One "
             "more fails the task and writes nothing. "
             "Stray cells outside the headings are only reported.",
     .type = "number",
     .default_value = "0"},
    {.name = "to",
     .help = "The object: `s3://bucket/key`. `{column}` makes one object for each value. JSON "
             "lines; each row also carries "
             "`workbook`, `sheet` and `cell`. An object that holds the same bytes already is left "
             "alone.",
     .required = true},
};

/// Runs `read`; what it complains about stands at this parameter.
template <class Read>
auto at_param(const Params& params, std::string_view name, Read read) {
  try {
    return read();
  } catch (Error& error) {
    error.at(params.place(name));
    throw;
  }
}

Unpivot read_unpivot(const Params& params) {
  Unpivot unpivot;
  for (const auto& [key, text] : params.map("unpivot")) {
    if (key == "columns")
      unpivot.columns = text;
    else if (key == "value")
      unpivot.value = text;
    else
      throw Error(ErrorKind::kInvalid, "unpivot knows no '{}': it has columns and value", key);
  }
  if (unpivot.columns.empty()) throw Error(ErrorKind::kInvalid, "unpivot needs columns: a pattern");
  NamePattern{unpivot.columns};
  return unpivot;
}

std::vector<std::string> read_sheets(const Params& params) {
  const auto sheets = params.list("sheets");
  for (const auto& sheet : sheets) NamePattern{sheet};
  return sheets;
}

std::uint64_t count(const Params& params, std::string_view name) {
  const auto number = params.number(name);
  if (number >= 0) return static_cast<std::uint64_t>(number);
  throw Error(ErrorKind::kInvalid, "{} is less than 0", name).at(params.place(name));
}

ExtractSpec read_spec(const Params& params, const Project& project) {
  ExtractSpec spec;
  spec.workbook = params.at("workbook");
  if (!spec.workbook.starts_with("s3://")) spec.workbook = project.resolve(spec.workbook).string();
  spec.sheets = at_param(params, "sheets", [&] { return read_sheets(params); });
  spec.include_hidden = params.flag("hidden");
  if (params.has("range")) {
    spec.range = at_param(params, "range", [&] { return parse_cell_range(params.at("range")); });
  }
  spec.header_row = count(params, "header_row");
  spec.fill_merged = params.flag("fill_merged");
  spec.rename = params.map("rename");
  spec.columns = params.list("columns");
  if (params.has("unpivot")) {
    spec.unpivot = at_param(params, "unpivot", [&] { return read_unpivot(params); });
  }
  spec.values = params.map("values");
  spec.file_pattern = params.text_or("file_pattern", "");
  at_param(params, "file_pattern", [&] { return NamePattern(spec.file_pattern); });
  spec.months = params.list("months");
  spec.types = params.map("types");
  spec.blank = params.at("blank") == "keep" ? BlankCells::kKeep : BlankCells::kSkip;
  spec.max_rejects = count(params, "max_rejects");
  spec.to = params.at("to");
  at_param(params, "to", [&] { return parse_object_url(spec.to); });
  return spec;
}

void tell(const ExtractSummary& summary, const std::string& to, TaskContext& context) {
  TaskFigures figures{.rows_read = static_cast<std::int64_t>(summary.values_read),
                      .rows_loaded = static_cast<std::int64_t>(summary.rows_written),
                      .rows_rejected = static_cast<std::int64_t>(summary.values_rejected)};
  std::size_t changed = 0;
  for (const auto& object : summary.objects) {
    figures.bytes += static_cast<std::int64_t>(object.size_bytes);
    ++figures.files;
    changed += object.changed ? 1 : 0;
  }
  context.add(figures);
  for (const auto& reject : summary.rejects) {
    context.keep_reject(reject);
    context.log().warn("left out a bad cell: {}", to_string(reject));
  }
  for (const auto& stray : summary.strays) {
    context.keep_reject(stray);
    context.log().warn("passed over a cell: {}", to_string(stray));
  }
  context.log().info(
      "extracted sheets={} values={} rows={} blanks={} rejects={} objects={} changed={} to={}",
      summary.sheets, summary.values_read, summary.rows_written, summary.blanks,
      summary.rejects_total, summary.objects.size(), changed, to);
}

void run(const Params& params, TaskContext& context) {
  const auto spec = read_spec(params, context.project());
  try {
    tell(extract(spec, context.lake(), context.stop()), spec.to, context);
  } catch (Error& error) {
    if (error.message().find(" of unpivot fits the column ") != std::string::npos)
      error.at(params.place("unpivot"));
    throw;
  }
}

std::string plan(const Params& params, Project& project) {
  const auto spec = read_spec(params, project);
  std::string text = fmt::format("read {} and write {}\n", params.at("workbook"), spec.to);
  if (spec.workbook.starts_with("s3://")) return text;
  const auto workbook = at_param(
      params, "workbook", [&] { return open_workbook(std::filesystem::path(spec.workbook)); });
  const auto sheets = at_param(params, "sheets", [&] {
    return select_sheets(*workbook, {.wanted = spec.sheets, .include_hidden = spec.include_hidden});
  });
  for (const auto& sheet : sheets) text += fmt::format("  sheet {}\n", sheet.sheet.name);
  return text;
}

}  // namespace

extern const Operator extract_operator;
const Operator extract_operator{
    .name = "extract",
    .summary = "Reads a workbook, cleans its values and writes them to the lake as JSON lines.",
    .params = kParams,
    .run = run,
    .plan = plan,
    .needs_warehouse = false,
    .example = R"(  months:
    extract:
      workbook: 1_sources/budget.xlsx
      sheets: "{family}"
      unpivot: { columns: "{month:January|February|March}", value: budget }
      months: [month]
      to: s3://shop/budget/{family}.json
)",
};

}  // namespace darties
