#pragma once

#include <zip.h>

#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace darties {

/// A workbook made of XML as a test writes it, right or wrong.
///
///     RawWorkbook().sheet(R"(<row r="1"><c r="A1"><v>20.3</v></c></row>)").save(folder / "ok.xlsx");
class RawWorkbook {
 public:
  RawWorkbook() {
    part("_rels/.rels", relations({{"rId1", "officeDocument", "xl/workbook.xml"}}));
    part(
        "xl/workbook.xml",
        R"(<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Feuil1" sheetId="1" r:id="rId1"/></sheets></workbook>)");
    part("xl/_rels/workbook.xml.rels", relations({{"rId1", "worksheet", "worksheets/sheet1.xml"},
                                                  {"rId2", "sharedStrings", "sharedStrings.xml"},
                                                  {"rId3", "styles", "styles.xml"}}));
  }

  struct Relation {
    std::string id;
    std::string type;
    std::string target;
  };

  static std::string relations(const std::vector<Relation>& all) {
    std::string xml = "<Relationships>";
    for (const auto& [id, type, target] : all) {
      xml += "<Relationship Id=\"" + id + "\" Type=\"http://x/relationships/" + type +
             "\" Target=\"" + target + "\"/>";
    }
    return xml + "</Relationships>";
  }

  /// Puts a whole part, or replaces it.
  RawWorkbook& part(const std::string& name, std::string text) {
    parts_[name] = std::move(text);
    return *this;
  }
  RawWorkbook& remove(const std::string& name) {
    parts_.erase(name);
    return *this;
  }

  /// The rows of the one sheet, and what stands behind them.
  RawWorkbook& sheet(std::string_view rows, std::string_view behind = "") {
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<worksheet><sheetData>";
    xml.append(rows).append("</sheetData>").append(behind).append("</worksheet>");
    return part("xl/worksheets/sheet1.xml", xml);
  }
  RawWorkbook& strings(std::string_view items) {
    return part("xl/sharedStrings.xml", "<sst>" + std::string(items) + "</sst>");
  }
  /// Number formats by id, and one style for each id in `ids`.
  RawWorkbook& styles(std::string_view formats, const std::vector<int>& ids) {
    std::string xml = "<styleSheet><numFmts>" + std::string(formats) +
                      "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>";
    for (const int id : ids) xml += "<xf numFmtId=\"" + std::to_string(id) + "\"/>";
    return part("xl/styles.xml", xml + "</cellXfs></styleSheet>");
  }

  /// Leaves all parts unpacked in the zip.
  RawWorkbook& stored() {
    stored_ = true;
    return *this;
  }

  std::filesystem::path save(const std::filesystem::path& file) const {
    int fault = 0;
    zip_t* zip = zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &fault);
    if (zip == nullptr) throw std::runtime_error("cannot make " + file.string());
    for (const auto& [name, text] : parts_) {
      zip_source_t* source = zip_source_buffer(zip, text.data(), text.size(), 0);
      const auto index = zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8);
      if (stored_) zip_set_file_compression(zip, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
    }
    if (zip_close(zip) != 0) throw std::runtime_error("cannot write " + file.string());
    return file;
  }

 private:
  std::map<std::string, std::string> parts_;
  bool stored_ = false;
};

}  // namespace darties
