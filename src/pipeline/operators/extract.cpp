#include "clean/extract.h"

#include <filesystem>

#include "base/log.h"
#include "base/text.h"
#include "clean/value_type.h"
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
     .help = "An Excel workbook (.xlsx), a CSV file, JSON, XML or HTML: a file of the project or "
             "`s3://bucket/key`. What each format becomes: docs/files.md.",
     .required = true},
    {.name = "sheets",
     .help = "Which sheets: names, numbers (`#2`) or patterns. `{name}` in a pattern stands for "
             "any text and becomes a column, "
             "`{name:a|b}` for a or b, `*` and `?` as in file names. Hidden sheets are taken when "
             "named in full. An empty sheet is passed over with a warning, unless its name or "
             "number is given.",
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
    {.name = "header_rows",
     .help =
         "Headings over several rows, instead of `header_row`: `[1, 2]`. Texts above each other "
         "are joined with a blank; merged cells among them count for each of their columns.",
     .type = "list"},
    {.name = "on_duplicate_heading",
     .help = "Two columns with one heading: refuse the sheet when they are asked for, or number "
             "them, so that the second `Nom` is `Nom_2`.",
     .default_value = "fail",
     .choices = "fail|number"},
    {.name = "separator",
     .help = "CSV: what separates the fields, one character or `tab`. Default: the one of , ; tab "
             "and | that gives the most records the same number of fields."},
    {.name = "quote",
     .help = "CSV: what stands around fields, one character or `none`.",
     .default_value = "\""},
    {.name = "escape",
     .help = "CSV: what makes the next character literal, one character or `none`. A quote inside "
             "of quotes may be doubled in any case.",
     .default_value = "none"},
    {.name = "skip_rows",
     .help = "CSV: so many lines stand in front of the table, whatever they hold. `header_row` and "
             "`range` count from behind them.",
     .type = "number",
     .default_value = "0"},
    {.name = "encoding",
     .help = "CSV, JSON, XML, HTML: `windows-1252`, `utf-16` and so on. Default: what a "
             "byte order mark says, else UTF-8; CSV that is not UTF-8 is Windows-1252, which the "
             "run then says."},
    {.name = "records",
     .help = "JSON, XML: the path of what are the rows, `data/rates` or `order/line`. Default: "
             "JSON: the objects of the file; XML: each path of elements is a sheet."},
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
     .help =
         "Column: integer, decimal, percent (`12,5 %` becomes 0.125), currency, text, date, "
         "time, boolean or month; or one of date, time and currency with a format: "
         "`{ date: \"%d.%m.%y\" }`. Without: figures of unpivot are decimal, other cells are what "
         "they are. Decimals are exact; `20,3`, `1 234,5`, `(5)` and `5-` are understood.",
     .type = "any"},
    {.name = "decimal",
     .help = "The decimal sign of figures that are texts, `.` or `,`. Default: what a column's "
             "figures prove; where none does, one that may be read in two ways (`1,234`) is a bad "
             "cell."},
    {.name = "thousands",
     .help = "What separates groups of three digits: `,` `.` `' '` `\"'\"` or `none`. Default: any "
             "that is not the decimal sign."},
    {.name = "null_values",
     .help = "Texts that stand for no value, such as `-` or `N/A`; letters of any case.",
     .type = "list"},
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

/// A sign of the text options; that of the record when it is not given.
char read_sign(const Params& params, std::string_view name, char otherwise) {
  if (!params.has(name)) return otherwise;
  return at_param(params, name, [&] { return parse_text_sign(name, params.at(name)); });
}

TextOptions read_text_options(const Params& params) {
  TextOptions text;
  text.separator = read_sign(params, "separator", text.separator);
  text.quote = read_sign(params, "quote", text.quote);
  text.escape = read_sign(params, "escape", text.escape);
  text.skip_rows = count(params, "skip_rows");
  text.encoding = params.text_or("encoding", "");
  text.records = params.text_or("records", "");
  return text;
}

NumberStyle read_numbers(const Params& params) {
  NumberStyle numbers;
  if (params.has("decimal")) {
    numbers.decimal =
        at_param(params, "decimal", [&] { return parse_decimal_sign(params.at("decimal")); });
  }
  if (params.has("thousands")) {
    numbers.thousands =
        at_param(params, "thousands", [&] { return parse_thousands_sign(params.at("thousands")); });
  }
  at_param(params, "thousands", [&] { check_signs_differ(numbers); });
  return numbers;
}

/// "decimal", or the type with its format behind a blank, as parse_column_type() takes it.
std::string type_text(const YamlEntry& entry) {
  if (entry.value.is_text()) return entry.value.text;
  const bool is_pair = entry.value.is_map() && entry.value.entries.size() == 1 &&
                       entry.value.entries.front().value.is_text();
  if (is_pair) {
    const YamlEntry& format = entry.value.entries.front();
    return format.key + " " + format.value.text;
  }
  throw Error(ErrorKind::kInvalid,
              "the type of '{}' must be a word, or a map such as {{ date: \"%d.%m.%y\" }}",
              entry.key)
      .at(entry.value.place);
}

std::vector<std::pair<std::string, std::string>> read_types(const Params& params) {
  std::vector<std::pair<std::string, std::string>> types;
  const YamlValue* value = params.value("types");
  if (value == nullptr) return types;
  if (!value->is_map()) {
    throw Error(ErrorKind::kInvalid, "types must be a map of columns to types").at(value->place);
  }
  for (const YamlEntry& entry : value->entries) {
    if (entry.value.is_null()) continue;
    types.emplace_back(entry.key, type_text(entry));
    try {
      parse_column_type(types.back().second);
    } catch (Error& error) {
      error.at(entry.value.place);
      throw;
    }
  }
  return types;
}

std::vector<std::uint64_t> read_header_rows(const Params& params) {
  if (!params.has("header_rows")) return header_rows_of(count(params, "header_row"));
  if (params.has("header_row")) {
    throw Error(ErrorKind::kInvalid, "header_row and header_rows are both given; leave one out")
        .at(params.place("header_rows"));
  }
  return at_param(params, "header_rows",
                  [&] { return parse_header_rows(params.list("header_rows")); });
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
  spec.header_rows = read_header_rows(params);
  if (params.at("on_duplicate_heading") == "number")
    spec.duplicate_headings = DuplicateHeadings::kNumber;
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
  spec.types = read_types(params);
  spec.numbers = read_numbers(params);
  spec.null_values = params.list("null_values");
  spec.text = read_text_options(params);
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
  for (const auto& note : summary.notes) context.log().warn("the workbook was {}", note);
  for (const auto& sheet : summary.passed_over) context.log().warn("passed over: {}", sheet);
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
  const auto workbook = at_param(params, "workbook", [&] {
    return open_workbook(std::filesystem::path(spec.workbook), spec.text);
  });
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
