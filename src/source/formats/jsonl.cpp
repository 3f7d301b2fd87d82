// JSON lines: an object a line. Its keys are the columns, in the order in which they first appear in the file; a first pass
// over the file finds them all.
#include <simdjson.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/error.h"
#include "base/text.h"
#include "source/formats/line_reader.h"
#include "source/formats/registry.h"
#include "source/formats/row_filters.h"

namespace darties {
namespace {

/// The columns by key.
struct Keys {
  std::vector<std::string> names;
  std::map<std::string, std::uint32_t, std::less<>> numbers;

  std::uint32_t number(std::string_view key) {
    const auto [found, is_new] = numbers.emplace(key, static_cast<std::uint32_t>(names.size() + 1));
    if (is_new) names.emplace_back(key);
    return found->second;
  }
};

/// A key and its value. A number is as the file writes it; objects and lists are their JSON text.
struct Member {
  std::string_view key;
  CellKind kind;
  std::string_view text;
};

/// Reads one object after the other.
class ObjectLines {
 public:
  ObjectLines(ObjectReader& bytes, const std::string& file) : lines_(bytes, file) {}

  /// Calls `on_member` for each member of the next object; false at the end. The views are good until the next call.
  template <class OnMember>
  bool next(OnMember on_member) {
    std::string_view line;
    while (lines_.next(line)) {
      if (trim(line).empty()) continue;
      line_.reserve(line.size() + simdjson::SIMDJSON_PADDING);
      line_ = line;
      read_object(on_member);
      return true;
    }
    return false;
  }

  std::uint64_t line_number() const { return lines_.line_number(); }

  [[noreturn]] void fail(std::string_view reason) const {
    throw Error(ErrorKind::kInvalid, "{}", reason)
        .at({lines_.file(), static_cast<int>(lines_.line_number()), 0});
  }

 private:
  template <class OnMember>
  void read_object(OnMember on_member) {
    try {
      if (!simdjson::validate_utf8(line_)) fail("bytes that are not UTF-8");
      simdjson::ondemand::document document = parser_.iterate(line_);
      simdjson::ondemand::object object;
      const auto fault = document.get_object().get(object);
      if (fault == simdjson::INCORRECT_TYPE) fail("not a JSON object ({...})");
      if (fault != simdjson::SUCCESS) throw simdjson::simdjson_error(fault);
      for (auto field : object) {
        const std::string_view key = field.unescaped_key();
        on_member(read_member(key, field.value()));
      }
      if (document.current_location().error() == simdjson::SUCCESS) {
        fail("something follows the JSON object on its line");
      }
    } catch (const simdjson::simdjson_error& fault) {
      fail(fmt::format("broken JSON: {}", fault.what()));
    }
  }

  static Member read_member(std::string_view key, simdjson::ondemand::value value) {
    switch (value.type()) {
      case simdjson::ondemand::json_type::null:
        if (!value.is_null()) break;
        return {key, CellKind::kBlank, {}};
      case simdjson::ondemand::json_type::boolean:
        return {key, CellKind::kBoolean, bool(value.get_bool()) ? "true" : "false"};
      case simdjson::ondemand::json_type::number: {
        const auto digits = trim(value.raw_json_token());
        if (value.get_double().error() != simdjson::SUCCESS) break;
        return {key, CellKind::kNumber, digits};
      }
      case simdjson::ondemand::json_type::string:
        return {key, CellKind::kText, value.get_string()};
      case simdjson::ondemand::json_type::object:
        return {key, CellKind::kText, json_text(value)};
      case simdjson::ondemand::json_type::array:
        return {key, CellKind::kText, json_text(value)};
    }
    throw simdjson::simdjson_error(simdjson::NUMBER_ERROR);
  }

  static std::string_view json_text(simdjson::ondemand::value& value) {
    return trim(std::string_view(simdjson::to_json_string(value)));
  }

  LineReader lines_;
  std::string line_;  // with room behind it, as the parser wants
  simdjson::ondemand::parser parser_;
};

class JsonRows final : public RowReader {
 public:
  JsonRows(ObjectReader& bytes, const std::string& file, Keys keys)
      : objects_(bytes, file), keys_(std::move(keys)) {}

  bool next(SourceRow& row) override {
    cells_.clear();
    while (cells_.empty()) {
      if (!objects_.next([&](const Member& member) { add(member); })) return false;
    }
    sort_cells();
    row = {.number = objects_.line_number(), .cells = cells_};
    return true;
  }

  std::string address(std::uint64_t row_number, std::uint32_t column) const override {
    return fmt::format("{}:{}", row_number, keys_.names.at(column - 1));
  }
  const std::vector<std::string>* column_names() const override { return &keys_.names; }

 private:
  void add(const Member& member) {
    if (member.kind == CellKind::kBlank) return;
    cells_.push_back(
        {.column = keys_.number(member.key), .kind = member.kind, .text = member.text});
  }

  void sort_cells() {
    const auto by_column = [](const Cell& a, const Cell& b) { return a.column < b.column; };
    std::sort(cells_.begin(), cells_.end(), by_column);
    for (std::size_t i = 1; i < cells_.size(); ++i) {
      if (cells_[i].column == cells_[i - 1].column) {
        objects_.fail(fmt::format("key '{}' comes twice", keys_.names[cells_[i].column - 1]));
      }
    }
  }

  ObjectLines objects_;
  Keys keys_;
  std::vector<Cell> cells_;
};

class JsonLinesFile final : public Workbook {
 public:
  JsonLinesFile(std::unique_ptr<ObjectReader> bytes, std::string name)
      : bytes_(std::move(bytes)),
        name_(std::move(name)),
        sheets_{{.name = std::filesystem::path(name_).stem().string()}} {}

  const std::string& name() const override { return name_; }
  const std::vector<SheetInfo>& sheets() const override { return sheets_; }

  std::unique_ptr<RowReader> read(std::size_t, const ReadOptions& options) override {
    Keys keys;
    ObjectLines objects(*bytes_, name_);
    while (objects.next([&](const Member& member) { keys.number(member.key); })) {
    }
    std::unique_ptr<RowReader> rows = std::make_unique<JsonRows>(*bytes_, name_, std::move(keys));
    if (options.range) rows = keep_range(std::move(rows), *options.range);
    return rows;
  }

 private:
  std::unique_ptr<ObjectReader> bytes_;
  std::string name_;
  std::vector<SheetInfo> sheets_;
};

}  // namespace

extern const SourceFormat jsonl_format{
    .name = "jsonl",
    .summary = "JSON lines: one object a line, its keys are the columns.",
    .suffixes = ".jsonl .ndjson .json",
    .open = [](std::unique_ptr<ObjectReader> bytes, std::string name) -> std::unique_ptr<Workbook> {
      return std::make_unique<JsonLinesFile>(std::move(bytes), std::move(name));
    },
};

}  // namespace darties
