// XML: elements that stand more than once below one parent are records, each path of such elements is a sheet named by
// it, without the root: "Cube/Cube/Cube". The columns of a record are its attributes, its elements without elements of
// their own, its text under its own name, and the attributes of those it stands in.
#include "base/xml.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/error.h"
#include "base/text.h"
#include "source/formats/registry.h"
#include "source/formats/text_tables.h"

namespace darties {
namespace {

class Records {
 public:
  void find(const XmlNode& node, const std::string& path, std::vector<XmlNode> above) {
    above.push_back(node);
    std::map<std::string, int> counts;
    const auto children = node.children();
    for (const XmlNode& child : children) ++counts[child.name()];
    for (const XmlNode& child : children) {
      const std::string name = child.name();
      const std::string below = path.empty() ? name : path + "/" + name;
      if (counts[name] > 1) repeated_.insert(below);
      found_.push_back({below, child, above});
      if (!child.children().empty()) find(child, below, above);
    }
  }

  std::vector<TextTable> tables() const {
    std::vector<std::string> order;
    std::map<std::string, RecordTable> tables;
    for (const Found& found : found_) {
      if (!repeated_.contains(found.path)) continue;
      const auto [table, is_new] = tables.try_emplace(found.path, found.path);
      if (is_new) order.push_back(found.path);
      add(found, table->second);
    }
    std::vector<TextTable> finished;
    for (const std::string& path : order) finished.push_back(tables.at(path).finish());
    return finished;
  }

 private:
  struct Found {
    std::string path;
    XmlNode node;
    std::vector<XmlNode> above;  // from the root down
  };

  static void add(const Found& found, RecordTable& table) {
    table.begin_record();
    for (const auto& [name, value] : found.node.attributes()) table.set(name, value);
    for (const XmlNode& child : found.node.children()) {
      if (child.children().empty()) table.set(child.name(), std::string(trim(child.text())));
    }
    const auto own = std::string(trim(found.node.text()));
    if (!own.empty() && found.node.children().empty()) table.set(found.node.name(), own);
    for (auto parent = found.above.rbegin(); parent != found.above.rend(); ++parent) {
      for (const auto& [name, value] : parent->attributes()) table.set(name, value);
    }
  }

  std::vector<Found> found_;  // in the order of the document
  std::set<std::string> repeated_;
};

}  // namespace

extern const SourceFormat xml_format;
const SourceFormat xml_format{
    .name = "xml",
    .summary = "XML: elements that repeat are rows, a sheet for each path of them.",
    .suffixes = ".xml",
    .open = [](std::unique_ptr<ObjectReader> bytes, std::string name) -> std::unique_ptr<Workbook> {
      const XmlNode root = parse_xml(read_document(*bytes, name));
      Records records;
      records.find(root, "", {});
      return open_text_tables(std::move(name), records.tables());
    },
};

}  // namespace darties
