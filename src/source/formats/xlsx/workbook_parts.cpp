#include "source/formats/xlsx/workbook_parts.h"

#include <charconv>
#include <map>

#include "base/error.h"
#include "base/text.h"
#include "source/formats/xlsx/small_xml.h"

namespace darties::xlsx {
namespace {

struct Relation {
  std::string type;  // the last word of the type's address: "worksheet"
  std::string part;
};
using Relations = std::map<std::string, Relation, std::less<>>;  // by id

std::string_view after_last_slash(std::string_view text) {
  return text.substr(text.rfind('/') + 1);
}

/// "xl/_rels/workbook.xml.rels" for "xl/workbook.xml".
std::string relations_part(std::string_view part) {
  const auto name = after_last_slash(part);
  return fmt::format("{}_rels/{}.rels", part.substr(0, part.size() - name.size()), name);
}

Relations read_relations(const ZipArchive& archive, std::string_view of_part) {
  Relations relations;
  const Part& part = archive.at(relations_part(of_part));
  read_small_xml(archive.read_small(part), {archive.workbook(), part.name}, [&](const XmlTag& tag) {
    if (tag.name != "Relationship" || tag.at("TargetMode") == "External") return;
    relations.emplace(tag.at("Id"), Relation{std::string(after_last_slash(tag.at("Type"))),
                                             resolve_target(of_part, tag.at("Target"))});
  });
  return relations;
}

std::string part_of_type(const Relations& relations, std::string_view type) {
  for (const auto& [id, relation] : relations) {
    if (relation.type == type) return relation.part;
  }
  return {};
}

bool is_true(std::string_view flag) { return flag == "1" || flag == "true"; }

/// A sheet that leads nowhere is no fault of the others: it is kept, with what is wrong with it.
void add_sheet(const XmlTag& tag, const Relations& relations, const ZipArchive& archive,
               WorkbookParts& parts) {
  SheetInfo sheet{.name = std::string(tag.at("name")),
                  .hidden = !tag.at("state").empty() && tag.at("state") != "visible",
                  .index = parts.sheets.size()};
  const auto id = tag.relationship_id();
  const auto found = relations.find(id);
  std::string part;
  if (id.empty()) {
    sheet.state = SheetState::kWithoutCells;
    sheet.fault = fmt::format("{}: sheet '{}' has no cells: the workbook names no part for it",
                              archive.workbook(), sheet.name);
  } else if (found == relations.end()) {
    sheet.state = SheetState::kBroken;
    sheet.fault = fmt::format("{}: sheet '{}' leads nowhere: no relationship {}",
                              archive.workbook(), sheet.name, id);
  } else if (found->second.type != "worksheet") {
    return;  // charts, dialogs and macros have no rows
  } else {
    part = found->second.part;
  }
  parts.sheets.push_back(std::move(sheet));
  parts.sheet_parts.push_back(std::move(part));
}

int number_of(std::string_view text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// The date format of each entry of cellXfs; cellStyleXfs and dxfs have elements of the same names.
std::vector<DateFormat> read_styles(const ZipArchive& archive, const Part& part) {
  std::map<int, DateFormat> custom;
  std::vector<DateFormat> styles;
  read_small_xml(archive.read_small(part), {archive.workbook(), part.name}, [&](const XmlTag& tag) {
    if (tag.name == "numFmt" && tag.parent == "numFmts") {
      custom.emplace(number_of(tag.at("numFmtId")), date_format_of(tag.at("formatCode")));
    } else if (tag.name == "xf" && tag.parent == "cellXfs") {
      const int id = number_of(tag.at("numFmtId"));
      const auto found = custom.find(id);
      styles.push_back(found == custom.end() ? date_format_of(id) : found->second);
    }
  });
  return styles;
}

std::string find_workbook_part(const ZipArchive& archive) {
  if (archive.find("xl/workbook.bin") != nullptr) {
    throw Error(ErrorKind::kInvalid,
                "{} is a binary workbook (.xlsb); open it in Excel and save it as .xlsx",
                archive.workbook());
  }
  if (archive.find("_rels/.rels") == nullptr) return "xl/workbook.xml";
  auto part = part_of_type(read_relations(archive, ""), "officeDocument");
  return part.empty() ? "xl/workbook.xml" : part;
}

}  // namespace

std::string resolve_target(std::string_view base_part, std::string_view target) {
  std::vector<std::string> path;
  if (!target.starts_with('/')) {
    for (const auto step : split(base_part, '/')) path.emplace_back(step);
    path.pop_back();
  }
  for (const auto step : split(target, '/')) {
    if (step.empty() || step == ".") continue;
    if (step != "..")
      path.emplace_back(step);
    else if (!path.empty())
      path.pop_back();
  }
  return join(path, "/");
}

WorkbookParts read_workbook_parts(const ZipArchive& archive) {
  WorkbookParts parts;
  const Part& workbook = archive.at(find_workbook_part(archive));
  const auto relations = read_relations(archive, workbook.name);
  read_small_xml(archive.read_small(workbook), {archive.workbook(), workbook.name},
                 [&](const XmlTag& tag) {
                   if (tag.name == "sheet" && tag.parent == "sheets")
                     add_sheet(tag, relations, archive, parts);
                   if (tag.name == "workbookPr" && tag.parent == "workbook")
                     parts.since_1904 = is_true(tag.at("date1904"));
                 });
  if (parts.sheets.empty()) {
    throw Error(ErrorKind::kInvalid, "{} has no sheet with cells", archive.workbook());
  }
  const Part* styles = archive.find(part_of_type(relations, "styles"));
  if (styles != nullptr) parts.styles = read_styles(archive, *styles);
  const Part* strings = archive.find(part_of_type(relations, "sharedStrings"));
  if (strings != nullptr) parts.shared_strings_part = strings->name;
  return parts;
}

}  // namespace darties::xlsx
