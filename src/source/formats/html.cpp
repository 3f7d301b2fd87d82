// HTML: each <table> is a sheet, called by its caption or id, else "table". libxml2 reads what pages really hold; a cell that spans
// columns or rows stands in all of them. Tables inside of tables are sheets of their own.
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <new>

#include "base/error.h"
#include "base/text.h"
#include "source/formats/registry.h"
#include "source/formats/text_tables.h"
#include "source/limits.h"

namespace darties {
namespace {

constexpr long kWidestSpan = 1000;

struct DocumentDeleter {
  void operator()(htmlDocPtr document) const { xmlFreeDoc(document); }
};
using Document = std::unique_ptr<xmlDoc, DocumentDeleter>;

struct ContextDeleter {
  void operator()(htmlParserCtxtPtr context) const { htmlFreeParserCtxt(context); }
};
using Context = std::unique_ptr<htmlParserCtxt, ContextDeleter>;

bool is(const xmlNode* node, std::string_view name) {
  return node->type == XML_ELEMENT_NODE && name == reinterpret_cast<const char*>(node->name);
}

std::string attribute(const xmlNode* node, const char* name) {
  xmlChar* value = xmlGetProp(const_cast<xmlNode*>(node), reinterpret_cast<const xmlChar*>(name));
  if (value == nullptr) return "";
  std::string text(reinterpret_cast<const char*>(value));
  xmlFree(value);
  return text;
}

long span_of(const xmlNode* cell, const char* name) {
  return std::clamp(std::strtol(attribute(cell, name).c_str(), nullptr, 10), 1L, kWidestSpan);
}

/// The text below, without that of scripts, notes and tables of its own.
void append_text(const xmlNode* node, std::string& text) {
  for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
      text += reinterpret_cast<const char*>(child->content);
    } else if (is(child, "br")) {
      text += ' ';
    } else if (!is(child, "script") && !is(child, "style") && !is(child, "sup") &&
               !is(child, "table")) {
      append_text(child, text);
    }
  }
}

/// As a browser shows it: runs of white space, the unbreakable included, are one blank.
std::string shown_text(const xmlNode* node) {
  std::string raw;
  append_text(node, raw);
  raw = replace_all(raw, "\xC2\xA0", " ");
  std::string text;
  for (const char c : raw) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
    if (!blank) text += c;
    if (blank && !text.empty() && text.back() != ' ') text += ' ';
  }
  return std::string(trim(text));
}

class TableFiller {
 public:
  explicit TableFiller(DocumentBudget& budget) : budget_(budget) {}

  TextTable fill(const xmlNode* table) {
    table_.name = attribute(table, "id");
    visit(table);
    if (table_.name.empty()) table_.name = "table";
    return std::move(table_);
  }

 private:
  using Text = std::shared_ptr<const std::string>;  // shared by the cells of a span

  struct Hanging {
    long rows = 0;  // below, that the cell above reaches into
    Text text;
  };

  void visit(const xmlNode* node) {
    for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
      if (is(child, "caption")) {
        const auto caption = shown_text(child);
        if (!caption.empty()) table_.name = caption;
      } else if (is(child, "tr")) {
        add_row(child);
      } else if (is(child, "thead") || is(child, "tbody") || is(child, "tfoot")) {
        visit(child);
      }
    }
  }

  void add_row(const xmlNode* row) {
    row_.clear();
    column_ = 0;
    for (const xmlNode* cell = row->children; cell != nullptr; cell = cell->next) {
      if (!is(cell, "td") && !is(cell, "th")) continue;
      take_hanging();
      add_cell(cell);
    }
    take_hanging();
    table_.rows.push_back(std::move(row_));
  }

  /// The cells that reach into this row from above, at the place where it stands.
  void take_hanging() {
    while (column_ < hanging_.size() && hanging_[column_].rows > 0) {
      --hanging_[column_].rows;
      add_value(*hanging_[column_].text);
    }
  }

  void add_cell(const xmlNode* cell) {
    const auto text = std::make_shared<const std::string>(shown_text(cell));
    const long below = span_of(cell, "rowspan") - 1;
    for (long i = span_of(cell, "colspan"); i > 0; --i) {
      if (hanging_.size() <= column_) hanging_.resize(column_ + 1);
      hanging_[column_] = {below, text};
      add_value(*text);
    }
  }

  void add_value(const std::string& text) {
    budget_.take(text.size());
    if (++column_ > kMostColumns) {
      throw Error(ErrorKind::kInvalid, "table '{}' has a row of more than {} columns", table_.name,
                  kMostColumns);
    }
    if (!text.empty()) row_.push_back({static_cast<std::uint32_t>(column_), text});
  }

  DocumentBudget& budget_;
  TextTable table_;
  TextTable::Row row_;
  std::size_t column_ = 0;  // of the value added last
  std::vector<Hanging> hanging_;
};

void find_tables(const xmlNode* node, DocumentBudget& budget, std::vector<TextTable>& tables) {
  for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
    if (is(child, "table")) tables.push_back(TableFiller(budget).fill(child));
    find_tables(child, budget, tables);
  }
}

std::vector<TextTable> tables_of(const std::string& html, const std::string& name,
                                 const std::string& named_encoding) {
  constexpr int kOptions =
      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET;
  const char* encoding = is_valid_utf8(html) ? "UTF-8" : nullptr;  // else what the page itself says
  if (!named_encoding.empty()) encoding = named_encoding.c_str();
  const Context context(htmlNewParserCtxt());
  if (!context) throw std::bad_alloc();
  const Document document(htmlCtxtReadMemory(
      context.get(), html.data(), static_cast<int>(html.size()), nullptr, encoding, kOptions));
  // What stands behind such a place would be missing without a word.
  if (context->disableSAX != 0) {
    throw Error(ErrorKind::kInvalid, "{}: a page that nests elements more than {} deep", name,
                xmlParserMaxDepth);
  }
  std::vector<TextTable> tables;
  try {
    DocumentBudget budget;
    if (document) find_tables(reinterpret_cast<const xmlNode*>(document.get()), budget, tables);
  } catch (Error& error) {
    error.while_doing("reading " + name);
    throw;
  }
  if (tables.empty()) throw Error(ErrorKind::kInvalid, "{}: no <table> in this page", name);
  return tables;
}

}  // namespace

extern const SourceFormat html_format;
const SourceFormat html_format{
    .name = "html",
    .summary = "HTML: each table is a sheet, called by its caption or id.",
    .suffixes = ".html .htm",
    .options = "encoding",
    .open = [](std::unique_ptr<ObjectReader> bytes, std::string name,
               const TextOptions& options) -> std::unique_ptr<Workbook> {
      auto tables = tables_of(read_document(*bytes, name), name, options.encoding);
      return open_text_tables(std::move(name), std::move(tables));
    },
};

}  // namespace darties
