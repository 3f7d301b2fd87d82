#include "base/log.h"
#include "base/text.h"
#include "clean/object_output.h"
#include "clean/table_output.h"
#include "pipeline/fetched_answer.h"
#include "pipeline/operator.h"
#include "pipeline/params.h"
#include "pipeline/project.h"
#include "pipeline/task_context.h"
#include "source/charset.h"
#include "source/formats/file_content.h"
#include "source/formats/registry.h"
#include "source/memory_object.h"
#include "source/sheet_selection.h"

namespace darties {
namespace {

constexpr Param kParams[] = {
    {.name = "url",
     .help = "What to get, by HTTPS. An empty one asks nobody: `otherwise` is used.",
     .required = true},
    {.name = "to",
     .help = "The object that gets the rows: `s3://bucket/key`. CSV with headings when it ends "
             "with `.csv`, else JSON lines.",
     .required = true},
    {.name = "keep",
     .help = "The object that keeps the answer as it came; its record (URL, time, hash) lies "
             "beside it as `….json`. "
             "Default: `fetched/HOST/PATH` in the bucket of `to`."},
    {.name = "otherwise",
     .help = "A file of the project to use when there is no network and no kept answer. The run "
             "says so.",
     .type = "file"},
    {.name = "format",
     .help = "What the answer is; by default as its name or Content-Type says.",
     .default_value = "auto",
     .choices = "auto|csv|json|jsonl|xml|html|xlsx"},
    {.name = "table",
     .help = "Which table: its name (HTML: caption or id; XML: the path of the elements; "
             "JSON: the path of the list) or number, `#2`.",
     .default_value = "#1"},
    {.name = "header_row",
     .help = "The row of the headings, 0 for none: columns are then called A, B, C.",
     .type = "number",
     .default_value = "1"},
    {.name = "on_duplicate_heading",
     .help = "Two columns with one heading: refuse the table when they are asked for, or number "
             "them, so that the second `Nom` is `Nom_2`.",
     .default_value = "fail",
     .choices = "fail|number"},
    {.name = "rename", .help = "Heading: column.", .type = "map"},
    {.name = "columns", .help = "Only these headings, in this order.", .type = "list"},
    {.name = "largest_bytes",
     .help = "A longer answer is refused.",
     .type = "number",
     .default_value = "20000000"},
    {.name = "timeout",
     .help = "For the whole answer.",
     .type = "duration",
     .default_value = "30s"},
    {.name = "redirects",
     .help = "Follow so many at most.",
     .type = "number",
     .default_value = "5"},
    {.name = "allow_http",
     .help = "Let the url be http:// to another machine.",
     .type = "flag",
     .default_value = "false"},
};

FetchSpec read_spec(const Params& params, const Project& project) {
  FetchSpec spec;
  spec.request.url = std::string(trim(params.at("url")));
  spec.request.largest_bytes = static_cast<std::uint64_t>(params.number("largest_bytes"));
  spec.request.timeout = params.duration("timeout");
  spec.request.most_redirects = static_cast<int>(params.number("redirects"));
  spec.request.allow_http = params.flag("allow_http");
  if (params.has("otherwise")) spec.otherwise = project.resolve(params.at("otherwise"));
  if (spec.request.url.empty() && spec.otherwise.empty()) {
    throw Error(ErrorKind::kInvalid, "url is empty, and no file stands in: give `otherwise`")
        .at(params.place("url"));
  }
  if (spec.request.url.empty()) return spec;
  spec.keep = params.has("keep")
                  ? parse_object_url(params.at("keep"))
                  : ObjectUrl{parse_object_url(params.at("to")).bucket, kept_key(spec.request.url)};
  return spec;
}

const SourceFormat& format_by_name(std::string_view name) { return *find_format(name); }

/// By Content-Type where it is one that says something, else by what the name ends with.
const SourceFormat& guess_format(const FetchedAnswer& answer) {
  const std::string type = lower_ascii(trim(split(answer.content_type, ';').front()));
  if (type == "text/csv" || type == "text/tab-separated-values") return format_by_name("csv");
  if (type == "text/html" || type == "application/xhtml+xml") return format_by_name("html");
  if (type.ends_with("/xml") || type.ends_with("+xml")) return format_by_name("xml");
  if (type.ends_with("ndjson") || type.ends_with("jsonl")) return format_by_name("jsonl");
  if (type.ends_with("/json") || type.ends_with("+json")) return format_by_name("json");
  if (!is_ambiguous_name(answer.name)) return format_of(answer.name);
  return format_by_content(*open_bytes(answer.bytes), answer.name);
}

std::unique_ptr<Workbook> open_answer(FetchedAnswer answer, const std::string& format_name) {
  const SourceFormat& format =
      format_name == "auto" ? guess_format(answer) : format_by_name(format_name);
  TextOptions options;
  const std::string charset = charset_of(answer.content_type);
  if (format.name == "json") answer.bytes = to_utf8(answer.bytes, charset);
  if (format.name == "csv" || format.name == "jsonl") options.encoding = charset;
  return format.open(open_bytes(std::move(answer.bytes)), answer.name, options);
}

/// A file of the project has the shape that the rows shall have: headings are taken as they are.
TableOutputSpec output_spec(const Params& params, FetchedAnswer::Origin origin) {
  if (origin == FetchedAnswer::Origin::kOtherwise) return {};
  return {.rename = params.map("rename"), .columns = params.list("columns")};
}

std::string_view words_for(FetchedAnswer::Origin origin) {
  switch (origin) {
    case FetchedAnswer::Origin::kNew:
      return "new";
    case FetchedAnswer::Origin::kUnchanged:
      return "unchanged";
    case FetchedAnswer::Origin::kKept:
      return "kept";
    case FetchedAnswer::Origin::kOtherwise:
      return "file";
  }
  return "";
}

TableReader open_table(Workbook& workbook, const Params& params, FetchedAnswer::Origin origin) {
  if (origin == FetchedAnswer::Origin::kOtherwise) return {workbook.read(0, {}), {}};
  const auto wanted = select_sheets(workbook, {.wanted = {params.at("table")}});
  const auto row = params.number("header_row");
  if (row < 0) {
    throw Error(ErrorKind::kInvalid, "header_row is less than 0").at(params.place("header_row"));
  }
  return read_table(
      workbook, wanted.front().sheet.index, {},
      {.header_rows = header_rows_of(static_cast<std::uint64_t>(row)),
       .duplicates = params.at("on_duplicate_heading") == "number" ? DuplicateHeadings::kNumber
                                                                   : DuplicateHeadings::kFail});
}

void run(const Params& params, TaskContext& context) {
  const FetchSpec spec = read_spec(params, context.project());
  const ObjectUrl to = parse_object_url(params.at("to"));
  FetchedAnswer answer = fetch_answer(spec, context);
  const auto origin = answer.origin;
  const auto size = static_cast<std::int64_t>(answer.bytes.size());
  const std::string format =
      origin == FetchedAnswer::Origin::kOtherwise ? "auto" : params.at("format");
  const auto workbook = open_answer(std::move(answer), format);
  TableReader table = open_table(*workbook, params, origin);
  ObjectOutput output(context.lake().bucket(to.bucket), to.key);
  const auto rows =
      static_cast<std::int64_t>(write_table(table, output_spec(params, origin), output));
  output.finish();
  for (const auto& note : workbook->notes()) context.log().warn("{}: {}", workbook->name(), note);
  const bool changed = output.commit();
  context.add({.rows_read = rows, .rows_loaded = rows, .bytes = size, .files = 1});
  context.log().info("fetched rows={} bytes={} answer={} changed={} to={}", rows, size,
                     words_for(origin), changed, params.at("to"));
}

std::string plan(const Params& params, Project& project) {
  const FetchSpec spec = read_spec(params, project);
  parse_object_url(params.at("to"));
  if (spec.request.url.empty())
    return fmt::format("read {} and write {}\n", params.at("otherwise"), params.at("to"));
  return fmt::format("get {}, keep it as {} and write its rows to {}\n", params.at("url"),
                     to_string(spec.keep), params.at("to"));
}

}  // namespace

extern const Operator fetch_operator;
const Operator fetch_operator{
    .name = "fetch",
    .summary =
        "Gets a document from the web, keeps it in the lake, and writes a table of it as rows.",
    .params = kParams,
    .run = run,
    .plan = plan,
    .needs_warehouse = false,
    .example = R"(  rates:
    fetch: { url: https://example.org/rates.csv, otherwise: 1_sources/rates.csv, to: s3://shop/reference/rates.csv }
)",
};

}  // namespace darties
