// XML: each path of elements is a sheet named by it, without the root: "order/line". It has a row for each such element,
// however many there are. The columns are its attributes, the elements in it that hold text only, and its own text under
// its own name; then those of the elements it stands in, and the attributes of the root. Elements that hold nothing but
// text, or nothing but other elements, are hidden sheets.
#include "base/xml.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "source/charset.h"
#include "source/formats/registry.h"
#include "source/formats/text_tables.h"
#include "source/formats/xml_shape.h"
#include "source/limits.h"

namespace darties {
namespace {

constexpr std::string_view kRoot = "/";  // the sheet of the root itself

/// Makes the table of one path.
class RowsOfPath {
 public:
  RowsOfPath(const XmlShape& shape, const std::string& path)
      : shape_(shape), table_(path.empty() ? std::string(kRoot) : path, budget_) {
    paths_.emplace_back();
    if (path.empty()) return;
    for (const auto name : split(path, '/')) {
      names_.emplace_back(name);
      paths_.push_back(paths_.size() == 1 ? names_.back() : paths_.back() + "/" + names_.back());
    }
  }

  TextTable make(const XmlNode& root) {
    visit(root);
    return table_.finish();
  }

 private:
  void visit(const XmlNode& node) {
    const std::size_t level = above_.size();
    if (level == names_.size()) return add(node);
    above_.push_back(fields_above(node, level));
    for (const XmlNode& child : node.children(names_[level])) visit(child);
    above_.pop_back();
  }

  /// What an element on the way gives to the records below it. Of the root only its attributes count.
  std::vector<XmlField> fields_above(const XmlNode& node, std::size_t level) const {
    std::vector<XmlField> fields;
    if (level > 0) {
      fields = fields_of(node, names_[level]);
    } else {
      for (auto& [name, text] : node.attributes()) fields.push_back({name, text});
    }
    for (XmlField& field : fields) {
      if (is_below(field.name, level)) field.name = paths_[level] + "/" + field.name;
    }
    return fields;
  }

  /// Whether the records, or an element nearer to them, have this name too.
  bool is_below(const std::string& name, std::size_t level) const {
    return std::any_of(
        paths_.begin() + static_cast<std::ptrdiff_t>(level) + 1, paths_.end(),
        [&](const std::string& path) { return shape_.at(path).names.contains(name); });
  }

  void add(const XmlNode& node) {
    table_.begin_record();
    for (const XmlField& field : fields_of(node)) table_.set(field.name, field.text);
    for (auto fields = above_.rbegin(); fields != above_.rend(); ++fields) {
      for (const XmlField& field : *fields) table_.set(field.name, field.text);
    }
  }

  const XmlShape& shape_;
  DocumentBudget budget_;
  RecordTable table_;
  std::vector<std::string> names_;  // of the elements from below the root down to the records
  std::vector<std::string> paths_;  // of the root and of each of them
  std::vector<std::vector<XmlField>> above_;  // of the elements that are open
};

class XmlFile final : public Workbook {
 public:
  XmlFile(XmlNode root, std::string name, const std::string& records)
      : root_(std::move(root)), shape_(root_), name_(std::move(name)) {
    if (!records.empty())
      take_only(records);
    else
      take_all();
  }

  const std::string& name() const override { return name_; }
  const std::vector<SheetInfo>& sheets() const override { return sheets_; }

  std::unique_ptr<RowReader> read(std::size_t index, const ReadOptions& options) override {
    auto table =
        std::make_shared<const TextTable>(RowsOfPath(shape_, paths_.at(index)).make(root_));
    return read_text_table(std::move(table), options);
  }

 private:
  /// Hidden sheets stand behind the others.
  void take_all() {
    const auto& paths = shape_.paths();
    const auto is_record = [](const XmlPath& path) {
      return !path.path.empty() && path.has_values;
    };
    const bool only_root = std::none_of(paths.begin(), paths.end(), is_record);
    for (const bool hidden : {false, true}) {
      for (const XmlPath& path : paths) {
        const bool shown = path.path.empty() ? only_root : is_record(path);
        if (shown != hidden) add_sheet(path.path, hidden);
      }
    }
  }

  void add_sheet(const std::string& path, bool hidden) {
    paths_.push_back(path);
    sheets_.push_back({.name = path.empty() ? std::string(kRoot) : path,
                       .hidden = hidden,
                       .index = sheets_.size()});
  }

  void take_only(const std::string& records) {
    if (shape_.has(records)) return add_sheet(records, false);
    std::vector<std::string> known;
    for (const XmlPath& path : shape_.paths()) {
      if (!path.path.empty()) known.push_back(path.path);
    }
    throw Error(ErrorKind::kNotFound, "{} has no elements '{}'{}; it has {}", name_, records,
                suggestion(records, known), join(known, ", "));
  }

  XmlNode root_;
  XmlShape shape_;
  std::string name_;
  std::vector<std::string> paths_;  // by sheet
  std::vector<SheetInfo> sheets_;
};

/// A document is counted before it becomes a tree.
void check_parts(std::string_view xml, const std::string& name) {
  const auto parts =
      std::count_if(xml.begin(), xml.end(), [](char c) { return c == '<' || c == '='; });
  if (static_cast<std::size_t>(parts) <= kMostDocumentParts) return;
  throw Error(ErrorKind::kInvalid, "{} has more than {} tags and attributes: use CSV or JSON lines",
              name, kMostDocumentParts);
}

/// The encoding that the declaration in front of a document names; empty when it names none.
std::string declared_encoding(std::string_view declaration) {
  const auto name = declaration.find("encoding");
  const auto quote = name == declaration.npos ? name : declaration.find_first_of("\"'", name);
  if (quote == declaration.npos) return "";
  const auto end = declaration.find(declaration[quote], quote + 1);
  if (end == declaration.npos) return "";
  return std::string(declaration.substr(quote + 1, end - quote - 1));
}

/// A document as UTF-8, with blanks in the place of its declaration, which may name another encoding.
std::string as_utf8(std::string text, std::string encoding) {
  if (encoding.empty() && text.starts_with("<?xml"))
    encoding = declared_encoding(std::string_view(text).substr(0, text.find("?>")));
  text = to_utf8(text, encoding);
  const auto end = text.starts_with("<?xml") ? text.find("?>") : text.npos;
  if (end == text.npos) return text;
  const auto is_line_end = [](char c) { return c == '\n' || c == '\r'; };
  std::replace_if(
      text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end) + 2,
      [&](char c) { return !is_line_end(c); }, ' ');
  return text;
}

}  // namespace

extern const SourceFormat xml_format;
const SourceFormat xml_format{
    .name = "xml",
    .summary = "XML: each path of elements is a sheet, each such element a row.",
    .suffixes = ".xml",
    .options = "encoding records",
    .open = [](std::unique_ptr<ObjectReader> bytes, std::string name,
               const TextOptions& options) -> std::unique_ptr<Workbook> {
      const std::string bytes_read = read_document(*bytes, name);
      try {
        const std::string text = as_utf8(bytes_read, options.encoding);
        check_parts(text, name);
        return std::make_unique<XmlFile>(parse_xml(text), name, options.records);
      } catch (Error& error) {
        error.while_doing("reading " + name);
        throw;
      }
    },
};

}  // namespace darties
