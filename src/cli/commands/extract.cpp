#include "clean/extract.h"

#include <fmt/format.h>

#include <filesystem>
#include <ostream>
#include <utility>

#include "base/text.h"
#include "clean/value_type.h"
#include "cli/command.h"
#include "cli/house.h"
#include "lake/folder_store.h"
#include "pipeline/project.h"
#include "source/workbook.h"

namespace darties::cli {
namespace {

constexpr CommandArgument kArguments[] = {
    {.name = "WORKBOOK",
     .help = "An .xlsx, .csv, .json, .xml or .html file, or s3://bucket/key of the project's "
             "lake."},
};
constexpr CommandOption kOptions[] = {
    {.name = "--list", .help = "Only list the sheets."},
    {.name = "--sheets",
     .value = "PATTERN",
     .help = "A name, a number (#2) or a pattern such as {CA|V}_{famille}; placeholders become "
             "columns.",
     .letter = 's',
     .repeatable = true},
    {.name = "--hidden", .help = "Also take hidden sheets that a pattern fits."},
    {.name = "--range", .value = "RANGE", .help = "Only these cells: A1:Y49, A:Y or 2:49."},
    {.name = "--header-row",
     .value = "N",
     .help = "The row of the headings; 0: none; 1,2: two rows, joined.",
     .default_value = "1"},
    {.name = "--on-duplicate-heading",
     .value = "HOW",
     .help = "Two columns with one heading: fail when they are asked for, or number them.",
     .default_value = "fail",
     .choices = "fail|number"},
    {.name = "--separator",
     .value = "SIGN",
     .help = "CSV: between fields, one character or tab; found out otherwise."},
    {.name = "--quote",
     .value = "SIGN",
     .help = "CSV: around fields, one character or none.",
     .default_value = "\""},
    {.name = "--escape",
     .value = "SIGN",
     .help = "CSV: makes the next character literal.",
     .default_value = "none"},
    {.name = "--skip-rows",
     .value = "N",
     .help = "CSV: lines in front of the table.",
     .default_value = "0"},
    {.name = "--encoding",
     .value = "NAME",
     .help = "CSV, JSON, XML, HTML: windows-1252, utf-16 …; found out otherwise."},
    {.name = "--records",
     .value = "PATH",
     .help = "JSON, XML: the path of the rows, such as order/line."},
    {.name = "--fill-merged", .help = "Give every cell of a merged range its value."},
    {.name = "--column", .value = "HEADING", .help = "Only this heading.", .repeatable = true},
    {.name = "--rename",
     .value = "HEADING=COLUMN",
     .help = "Call a column otherwise.",
     .repeatable = true},
    {.name = "--unpivot",
     .value = "PATTERN",
     .help = "Wide to long: the columns that fit {kind:O|R}_{mois} become rows."},
    {.name = "--value",
     .value = "COLUMN",
     .help = "The column of the figures of --unpivot.",
     .default_value = "value"},
    {.name = "--file-pattern",
     .value = "PATTERN",
     .help = "What the file's name says: {mois}_{annee}."},
    {.name = "--constant",
     .value = "COLUMN=TEXT",
     .help = "The same in all rows.",
     .repeatable = true},
    {.name = "--month",
     .value = "COLUMN",
     .help = "A column of month names to make numbers of.",
     .repeatable = true},
    {.name = "--type",
     .value = "COLUMN=TYPE",
     .help = "integer, decimal, percent, currency, text, date, time, boolean or month; with a "
             "format: 'date %d.%m.%y'.",
     .repeatable = true},
    {.name = "--decimal",
     .value = "SIGN",
     .help = "The decimal sign of figures that are texts, . or ,; found out otherwise."},
    {.name = "--thousands",
     .value = "SIGN",
     .help = "Between groups of three digits: , . ' a blank, or none."},
    {.name = "--null-value",
     .value = "TEXT",
     .help = "A text that stands for no value, such as N/A.",
     .repeatable = true},
    {.name = "--blank",
     .value = "HOW",
     .help = "Figures without a value.",
     .default_value = "skip",
     .choices = "skip|keep"},
    {.name = "--max-rejects",
     .value = "N",
     .help = "So many bad cells may be left out.",
     .default_value = "0"},
    {.name = "--to",
     .value = "URL",
     .help = "A file, or s3://bucket/key of the project's lake, instead of stdout. {column} makes "
             "one for each value."},
};
constexpr CommandExample kExamples[] = {
    {.line = "darties extract 2020_HISTO.xlsx --list", .what = "The sheets of a workbook."},
    {.line =
         "darties extract 2020_HISTO.xlsx -s CA_Fours --unpivot '{kind:O|R}_{mois}' --month mois",
     .what = "A sheet as JSON lines, a figure a line."},
};

/// Objects that are printed as they are written; nothing is there to be read.
class PrintingStore final : public Store {
 public:
  /// `out`: null prints nothing.
  explicit PrintingStore(std::ostream* out) : out_(out) {}

  std::string read(std::string_view key) override { refuse(key); }
  std::unique_ptr<ObjectReader> open(std::string_view key) override { refuse(key); }
  void write(std::string_view, std::string_view bytes) override { print(bytes); }
  bool create_if_absent(std::string_view, std::string_view bytes) override {
    print(bytes);
    return true;
  }
  std::unique_ptr<ObjectWriter> create(std::string_view key) override {
    // The bad cells go to stderr.
    return std::make_unique<Writer>(key.starts_with("_rejects/") ? nullptr : out_);
  }
  std::vector<ObjectInfo> list(std::string_view) override { return {}; }
  std::optional<ObjectInfo> find(std::string_view) override { return std::nullopt; }
  bool holds(const ObjectInfo&, const std::filesystem::path&) override { return false; }
  void remove(std::string_view) override {}
  std::string describe(std::string_view key) const override { return std::string(key); }

 private:
  class Writer final : public ObjectWriter {
   public:
    explicit Writer(std::ostream* out) : out_(out) {}
    void write(std::string_view bytes) override {
      if (out_ != nullptr) *out_ << bytes;
    }
    void commit() override {
      if (out_ != nullptr) *out_ << std::flush;
    }

   private:
    std::ostream* out_;
  };

  [[noreturn]] static void refuse(std::string_view key) {
    throw Error(ErrorKind::kNotFound, "nothing is kept under {}", key);
  }
  void print(std::string_view bytes) {
    if (out_ != nullptr) *out_ << bytes;
  }

  std::ostream* out_;
};

std::vector<std::pair<std::string, std::string>> pairs(const Invocation& line,
                                                       std::string_view option) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto& text : line.all(option)) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw Error(ErrorKind::kInvalid, "{} wants NAME=TEXT, found: {}", option, text);
    }
    pairs.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return pairs;
}

std::uint64_t count(const Invocation& line, std::string_view option) {
  const auto number = line.number(option, 0);
  if (number < 0) throw Error(ErrorKind::kInvalid, "{} is less than 0", option);
  return static_cast<std::uint64_t>(number);
}

TextOptions read_text_options(const Invocation& line) {
  TextOptions text;
  if (const auto sign = line.find("--separator"))
    text.separator = parse_text_sign("separator", *sign);
  text.quote = parse_text_sign("quote", line.text("--quote"));
  text.escape = parse_text_sign("escape", line.text("--escape"));
  text.skip_rows = count(line, "--skip-rows");
  text.encoding = line.text("--encoding");
  text.records = line.text("--records");
  return text;
}

NumberStyle read_numbers(const Invocation& line) {
  NumberStyle numbers;
  if (const auto sign = line.find("--decimal")) numbers.decimal = parse_decimal_sign(*sign);
  if (const auto sign = line.find("--thousands")) numbers.thousands = parse_thousands_sign(*sign);
  check_signs_differ(numbers);
  return numbers;
}

std::vector<std::uint64_t> read_header_rows(const std::string& text) {
  if (text == "0") return {};
  std::vector<std::string> rows;
  for (const auto row : split(text, ',')) rows.emplace_back(trim(row));
  return parse_header_rows(rows);
}

ExtractSpec read_spec(const Invocation& line) {
  ExtractSpec spec;
  spec.text = read_text_options(line);
  spec.numbers = read_numbers(line);
  spec.null_values = line.all("--null-value");
  spec.workbook = line.text("WORKBOOK");
  spec.sheets = line.all("--sheets");
  spec.include_hidden = line.flag("--hidden");
  if (const auto range = line.find("--range")) spec.range = parse_cell_range(*range);
  spec.header_rows = read_header_rows(line.text("--header-row"));
  if (line.text("--on-duplicate-heading") == "number")
    spec.duplicate_headings = DuplicateHeadings::kNumber;
  spec.fill_merged = line.flag("--fill-merged");
  spec.columns = line.all("--column");
  spec.rename = pairs(line, "--rename");
  if (const auto pattern = line.find("--unpivot")) {
    spec.unpivot = Unpivot{.columns = *pattern, .value = line.text("--value")};
  }
  spec.file_pattern = line.text("--file-pattern");
  spec.values = pairs(line, "--constant");
  spec.months = line.all("--month");
  spec.types = pairs(line, "--type");
  for (const auto& [column, type] : spec.types) parse_column_type(type);
  spec.blank = line.text("--blank") == "keep" ? BlankCells::kKeep : BlankCells::kSkip;
  spec.max_rejects = count(line, "--max-rejects");
  const auto to = line.text("--to");
  spec.to = to.starts_with("s3://") ? to : "s3://stdout/rows";
  return spec;
}

std::unique_ptr<Workbook> open_for_list(const ExtractSpec& spec, House& house) {
  const std::string& name = spec.workbook;
  if (!name.starts_with("s3://")) return open_workbook(std::filesystem::path(name), spec.text);
  const auto url = parse_object_url(name);
  return open_workbook(house.project().lake().bucket(url.bucket), url.key, spec.text);
}

std::string describe_state(const SheetInfo& sheet) {
  if (sheet.state == SheetState::kWithoutCells) return "no cells";
  if (sheet.state == SheetState::kBroken) return "broken";
  return sheet.hidden ? "hidden" : "visible";
}

int list_sheets(const ExtractSpec& spec, House& house) {
  auto table = house.table({{"number", OutputColumn::Kind::kNumber}, {"sheet"}, {"state"}});
  const auto opened = open_for_list(spec, house);
  for (const auto& sheet : opened->sheets()) {
    table->row({std::to_string(sheet.index + 1), sheet.name, describe_state(sheet)});
  }
  table->finish();
  return 0;
}

void tell(const ExtractSummary& summary, House& house) {
  for (const auto& note : summary.notes) house.say("note: the workbook was " + note);
  for (const auto& sheet : summary.passed_over) house.say("warning: passed over: " + sheet);
  for (const auto& stray : summary.strays) house.say("warning: " + to_string(stray));
  for (const auto& reject : summary.rejects) house.say("left out: " + to_string(reject));
  std::string line =
      fmt::format("{} rows from {} sheets",
                  with_thousands(static_cast<std::int64_t>(summary.rows_written)), summary.sheets);
  if (summary.blanks > 0) line += fmt::format(", {} blanks", summary.blanks);
  if (summary.rejects_total > 0) line += fmt::format(", {} bad cells", summary.rejects_total);
  house.say(line);
}

/// Where the rows go: stdout, a file, or a bucket of the project.
class Target {
 public:
  Target(const Invocation& line, House& house, ExtractSpec& spec)
      : printer_(house.options().dry_run ? nullptr : &house.out()) {
    const auto to = line.find("--to");
    if (!to || house.options().dry_run) return;
    if (to->starts_with("s3://")) {
      store_ = &house.project().lake().bucket(parse_object_url(*to).bucket);
      return;
    }
    const auto file = std::filesystem::absolute(*to);
    if (std::filesystem::is_character_file(file)) {  // /dev/null
      printer_ = PrintingStore(nullptr);
      return;
    }
    folder_ = open_folder_store(file.parent_path(), file.parent_path().string());
    store_ = folder_.get();
    spec.to = "s3://files/" + file.filename().string();
  }

  Store& store() { return store_ != nullptr ? *store_ : printer_; }
  bool keeps_objects() const { return store_ != nullptr; }
  std::string describe(const ExtractedObject& object) const {
    return folder_ ? folder_->describe(parse_object_url(object.url).key) : object.url;
  }

 private:
  PrintingStore printer_;
  std::unique_ptr<Store> folder_;
  Store* store_ = nullptr;
};

int run(const Invocation& line, House& house) {
  auto spec = read_spec(line);
  if (line.flag("--list")) return list_sheets(spec, house);
  Target target(line, house, spec);
  Lake* lake = spec.workbook.starts_with("s3://") ? &house.project().lake() : nullptr;
  const auto summary = extract(spec, lake, target.store(), house.stop());
  tell(summary, house);
  if (!target.keeps_objects()) return 0;
  for (const auto& object : summary.objects) {
    house.say(fmt::format("{} {} ({} rows)", object.changed ? "wrote" : "unchanged",
                          target.describe(object), object.rows));
  }
  return 0;
}

}  // namespace

extern const Command extract_command;
const Command extract_command{
    .name = "extract",
    .group = "Project",
    .summary = "Reads a workbook, cleans its values and prints them as JSON lines.",
    .details =
        "Numbers are exact decimals, also those stored as text (`20,3`, `1 234,5`). Blank is not "
        "zero. Each row "
        "carries the workbook, sheet and cell it comes from. A cell that can not be what its "
        "column asks for stops "
        "the command, unless `--max-rejects` allows it. With `-n` everything is read and nothing "
        "is written.",
    .arguments = kArguments,
    .options = kOptions,
    .examples = kExamples,
    .changes_something = true,
    .prints_rows = true,
    .run = run,
};

}  // namespace darties::cli
