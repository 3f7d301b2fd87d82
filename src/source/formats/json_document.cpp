// One JSON document. A list of objects is a sheet, called by the names that lead to it ("data/rates", "list" for the
// document itself); an object of plain values is one of two columns, `name` and `value`, as services give rates. Numbers are
// as the document writes them.
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "source/formats/registry.h"
#include "source/formats/text_tables.h"
#include "source/limits.h"

namespace darties {
namespace {

/// A value that kept its text.
struct Value {
  enum class Kind { kPlain, kList, kObject } kind = Kind::kPlain;
  std::string text;  // of a plain one; empty for null
  std::string name;  // in the object it is of
  std::vector<Value> members;
};

class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Builder(const std::string& name) : name_(name) {}

  bool null() override { return add(""); }
  bool boolean(bool value) override { return add(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override { return add(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return add(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& text) override { return add(text); }
  bool string(string_t& value) override { return add(value); }
  bool binary(binary_t&) override { return add(""); }
  bool key(string_t& value) override {
    key_ = value;
    return true;
  }
  bool start_object(std::size_t) override { return open(Value::Kind::kObject); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(Value::Kind::kList); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& fault) override {
    throw Error(ErrorKind::kInvalid, "{}: not a JSON document, at byte {}: {}", name_, position,
                fault.what());
  }

  const Value& root() const { return root_.members.front(); }

 private:
  Value& current() { return path_.empty() ? root_ : *path_.back(); }

  bool add(std::string text) {
    if (++values_ > kMostDocumentParts) {
      throw Error(ErrorKind::kInvalid, "{}: more than {} values of JSON", name_,
                  kMostDocumentParts);
    }
    current().members.push_back({.text = std::move(text), .name = std::move(key_)});
    key_.clear();
    return true;
  }
  bool open(Value::Kind kind) {
    if (path_.size() >= kDeepestDocument) {
      throw Error(ErrorKind::kInvalid, "{}: more than {} levels of JSON", name_, kDeepestDocument);
    }
    add("");
    Value& opened = current().members.back();
    opened.kind = kind;
    path_.push_back(&opened);
    return true;
  }
  bool close() {
    path_.pop_back();
    return true;
  }

  const std::string& name_;
  Value root_;
  std::vector<Value*> path_;  // open ones: nothing is added to what stands above them meanwhile
  std::string key_;
  std::size_t values_ = 0;
};

bool has_only(const Value& value, Value::Kind kind) {
  for (const Value& member : value.members) {
    if (member.kind != kind) return false;
  }
  return !value.members.empty();
}

class TableFinder {
 public:
  void find(const std::string& path, const Value& value) {
    using Kind = Value::Kind;
    if (path.size() > kLongestPath) {
      throw Error(ErrorKind::kInvalid, "a path of names of more than {} bytes: {}…", kLongestPath,
                  path.substr(0, 40));
    }
    if (value.kind == Kind::kList && has_only(value, Kind::kObject)) {
      tables_.push_back(table_of_objects(path.empty() ? "list" : path, value));
    } else if (value.kind == Kind::kObject && has_only(value, Kind::kPlain)) {
      tables_.push_back(table_of_values(path.empty() ? "object" : path, value));
    } else if (value.kind == Kind::kObject) {
      for (const Value& member : value.members) {
        find(path.empty() ? member.name : path + "/" + member.name, member);
      }
    }
  }
  std::vector<TextTable> tables() { return std::move(tables_); }

 private:
  TextTable table_of_objects(const std::string& path, const Value& list) {
    RecordTable table(path, budget_);
    for (const Value& object : list.members) {
      table.begin_record();
      for (const Value& value : object.members) {
        if (value.kind == Value::Kind::kPlain) table.set(value.name, value.text);
      }
    }
    return table.finish();
  }

  TextTable table_of_values(const std::string& path, const Value& object) {
    RecordTable table(path, budget_);
    for (const Value& member : object.members) {
      table.begin_record();
      table.set("name", member.name);
      table.set("value", member.text);
    }
    return table.finish();
  }

  DocumentBudget budget_;
  std::vector<TextTable> tables_;
};

}  // namespace

extern const SourceFormat json_format;
const SourceFormat json_format{
    .name = "json",
    .summary = "One JSON document: each list of objects in it is a sheet.",
    .suffixes = "",
    .options = "",
    .open = [](std::unique_ptr<ObjectReader> bytes, std::string name,
               const TextOptions&) -> std::unique_ptr<Workbook> {
      const std::string text = read_document(*bytes, name);
      Builder builder(name);
      nlohmann::json::sax_parse(text, &builder);
      TableFinder finder;
      finder.find("", builder.root());
      return open_text_tables(std::move(name), finder.tables());
    },
};

}  // namespace darties
