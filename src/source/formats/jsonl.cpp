// JSON: objects one after the other, a line each or over many lines, or a list of them, as programs export it. Each is a row;
// with `records` those that stand at this path in them are. Their keys are the columns, in the order in which they first
// appear in the file; a first pass over the file finds them all.
#include <algorithm>
#include <filesystem>
#include <map>

#include "base/error.h"
#include "base/text.h"
#include "source/formats/json_records.h"
#include "source/formats/json_texts.h"
#include "source/formats/registry.h"
#include "source/formats/row_filters.h"
#include "source/limits.h"
#include "source/reading_notes.h"

namespace darties {
namespace {

/// The columns by the level of their object and by key.
class Keys {
 public:
  /// The column of a member, a new one perhaps.
  std::uint32_t number(const JsonMember& member) {
    auto& level = level_of(member.level);
    const auto found = level.find(member.key);
    if (found != level.end()) return found->second;
    const auto number = static_cast<std::uint32_t>(++count_);
    if (number > kMostColumns) {
      throw Error(ErrorKind::kInvalid, "more than {} different keys in the records", kMostColumns);
    }
    level.emplace(member.key, number);
    return number;
  }

  /// By column: the key; what stands above the records has its path in front where records or nearer objects have
  /// the key too: "data/id", "/id" for the outermost object.
  std::vector<std::string> names(const std::vector<std::string>& path) const {
    std::vector<std::string> names(count_);
    for (std::size_t level = 0; level < levels_.size(); ++level) {
      const std::vector<std::string> above(path.begin(),
                                           path.begin() + static_cast<std::ptrdiff_t>(level));
      for (const auto& [key, number] : levels_[level]) {
        names[number - 1] = is_below(key, level) ? join(above, "/") + "/" + key : key;
      }
    }
    return names;
  }

 private:
  using Level = std::map<std::string, std::uint32_t, std::less<>>;

  Level& level_of(std::uint32_t level) {
    if (levels_.size() <= level) levels_.resize(level + 1);
    return levels_[level];
  }
  bool is_below(const std::string& key, std::size_t level) const {
    return std::any_of(levels_.begin() + static_cast<std::ptrdiff_t>(level) + 1, levels_.end(),
                       [&](const Level& below) { return below.contains(key); });
  }

  std::vector<Level> levels_;
  std::size_t count_ = 0;
};

/// Reads one record after the other.
class RecordStream {
 public:
  RecordStream(ObjectReader& bytes, const std::string& file, const TextOptions& options)
      : texts_(bytes, file, options.encoding), records_(options.records) {}

  /// Makes `record` the next one; false at the end.
  bool next(JsonRecord& record) {
    while (at_ >= waiting_.size()) {
      waiting_.clear();
      at_ = 0;
      std::string_view text;
      if (!texts_.next(text)) return false;
      located([&] {
        records_.read(text, [&](JsonRecord& found) { waiting_.push_back(std::move(found)); });
      });
    }
    record = std::move(waiting_[at_++]);
    return true;
  }

  /// Runs `work`; what it complains about stands on the line of the record read last.
  template <class Work>
  void located(Work work) const {
    try {
      work();
    } catch (const Error& error) {
      texts_.fail(error.message());
    }
  }
  std::uint64_t line_number() const { return texts_.line_number(); }
  const std::vector<std::string>& path() const { return records_.path(); }
  const std::string& note() const { return texts_.note(); }

 private:
  JsonTexts texts_;
  JsonRecords records_;
  std::vector<JsonRecord> waiting_;  // found in the value read last
  std::size_t at_ = 0;
};

class JsonRows final : public RowReader {
 public:
  JsonRows(std::unique_ptr<RecordStream> records, Keys keys)
      : records_(std::move(records)),
        keys_(std::move(keys)),
        names_(keys_.names(records_->path())) {}

  bool next(SourceRow& row) override {
    cells_.clear();
    while (cells_.empty()) {
      if (!records_->next(record_)) return false;
      for (const JsonMember& member : record_) add(member);
    }
    sort_cells();
    row = {.number = records_->line_number(), .cells = cells_};
    return true;
  }

  std::string address(std::uint64_t row_number, std::uint32_t column) const override {
    return fmt::format("{}:{}", row_number, names_.at(column - 1));
  }
  const std::vector<std::string>* column_names() const override { return &names_; }

 private:
  void add(const JsonMember& member) {
    if (member.kind == CellKind::kBlank) return;
    cells_.push_back({.column = keys_.number(member), .kind = member.kind, .text = member.text});
  }

  void sort_cells() {
    const auto by_column = [](const Cell& a, const Cell& b) { return a.column < b.column; };
    std::sort(cells_.begin(), cells_.end(), by_column);
    for (std::size_t i = 1; i < cells_.size(); ++i) {
      if (cells_[i].column != cells_[i - 1].column) continue;
      records_->located([&] {
        throw Error(ErrorKind::kInvalid, "key '{}' comes twice", names_[cells_[i].column - 1]);
      });
    }
  }

  std::unique_ptr<RecordStream> records_;
  Keys keys_;
  std::vector<std::string> names_;
  JsonRecord record_;  // the row read last; cells_ point into it
  std::vector<Cell> cells_;
};

class JsonFile final : public Workbook {
 public:
  JsonFile(std::unique_ptr<ObjectReader> bytes, std::string name, TextOptions options)
      : bytes_(std::move(bytes)),
        name_(std::move(name)),
        options_(std::move(options)),
        sheets_{{.name = std::filesystem::path(name_).stem().string()}} {}

  const std::string& name() const override { return name_; }
  const std::vector<SheetInfo>& sheets() const override { return sheets_; }
  std::vector<std::string> notes() const override { return notes_.all(); }

  std::unique_ptr<RowReader> read(std::size_t, const ReadOptions& options) override {
    Keys keys = find_keys();
    std::unique_ptr<RowReader> rows = std::make_unique<JsonRows>(
        std::make_unique<RecordStream>(*bytes_, name_, options_), std::move(keys));
    if (options.range) rows = keep_range(std::move(rows), *options.range);
    return rows;
  }

 private:
  Keys find_keys() {
    Keys keys;
    RecordStream records(*bytes_, name_, options_);
    JsonRecord record;
    bool any = false;
    while (records.next(record)) {
      any = true;
      records.located([&] {
        for (const JsonMember& member : record) keys.number(member);
      });
    }
    if (!records.note().empty()) notes_.add(records.note());
    if (!any && !options_.records.empty()) {
      throw Error(ErrorKind::kNotFound, "{} has no records at '{}'", name_, options_.records);
    }
    return keys;
  }

  std::unique_ptr<ObjectReader> bytes_;
  std::string name_;
  TextOptions options_;
  std::vector<SheetInfo> sheets_;
  ReadingNotes notes_;
};

}  // namespace

extern const SourceFormat jsonl_format{
    .name = "jsonl",
    .summary = "JSON: objects one after the other or a list of them; their keys are the columns.",
    .suffixes = ".jsonl .ndjson .json",
    .options = "encoding records",
    .open = [](std::unique_ptr<ObjectReader> bytes, std::string name,
               const TextOptions& options) -> std::unique_ptr<Workbook> {
      return std::make_unique<JsonFile>(std::move(bytes), std::move(name), options);
    },
};

}  // namespace darties
