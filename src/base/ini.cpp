#include "base/ini.h"

#include <map>
#include <set>

#include "base/text.h"

namespace darties {
namespace {

bool is_comment(std::string_view line) { return line.starts_with('#') || line.starts_with(';'); }

std::size_t indentation(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  return first == std::string_view::npos ? line.size() : first;
}

std::string unquoted(std::string_view value) {
  const bool quoted = value.size() >= 2 && (value.front() == '\'' || value.front() == '"') &&
                      value.front() == value.back();
  return std::string(quoted ? value.substr(1, value.size() - 2) : value);
}

/// Reads line by line; an option stays open for continuation lines until the next one begins.
class Reader {
 public:
  explicit Reader(std::string_view file) : file_(file) {}

  void line(std::string_view text) {
    ++line_;
    const std::string_view content = trim(text);
    if (content.empty() || is_comment(content)) return;
    const std::size_t indent = indentation(text);
    if (open_ && indent > option_indent_) return continue_value(content);
    open_ = false;
    if (content.front() == '[') return begin_section(content, indent);
    begin_option(content, indent);
  }

  std::vector<IniEntry> finish() {
    for (auto& entry : entries_) entry.value = unquoted(entry.value);
    return std::move(entries_);
  }

 private:
  Place here(std::size_t indent) const { return {std::string(file_), line_, int(indent) + 1}; }

  void continue_value(std::string_view content) {
    auto& value = entries_.back().value;
    value += value.empty() ? "" : "\n";
    value += content;
  }

  void begin_section(std::string_view content, std::size_t indent) {
    if (content.back() != ']' || content.size() < 3) {
      throw Error(ErrorKind::kInvalid, "a section is written [NAME], found: {}", content)
          .at(here(indent));
    }
    section_ = content.substr(1, content.size() - 2);
    if (!sections_.insert(section_).second) {
      throw Error(ErrorKind::kInvalid, "section [{}] is already above: join the two", section_)
          .at(here(indent));
    }
  }

  void begin_option(std::string_view content, std::size_t indent) {
    const std::size_t separator = content.find_first_of("=:");
    const std::string_view name = trim(content.substr(0, separator));
    // The line itself is not shown: it may hold a credential.
    if (separator == std::string_view::npos || name.empty()) {
      throw Error(ErrorKind::kInvalid, "expected NAME = value or a [SECTION] on this line")
          .at(here(indent));
    }
    if (section_.empty()) {
      throw Error(ErrorKind::kInvalid, "option '{}' stands before the first [SECTION]", name)
          .at(here(indent));
    }
    IniEntry entry{section_, lower_ascii(name), std::string(trim(content.substr(separator + 1))),
                   here(indent)};
    if (!seen_.insert({entry.section, entry.option}).second) {
      throw Error(ErrorKind::kInvalid, "option '{}' is already given in [{}]", entry.option,
                  section_)
          .at(here(indent));
    }
    entries_.push_back(std::move(entry));
    option_indent_ = indent;
    open_ = true;
  }

  std::string_view file_;
  int line_ = 0;
  std::string section_;
  bool open_ = false;  // the last option may go on
  std::size_t option_indent_ = 0;
  std::set<std::string> sections_;
  std::set<std::pair<std::string, std::string>> seen_;
  std::vector<IniEntry> entries_;
};

}  // namespace

std::vector<IniEntry> read_ini(std::string_view text, std::string_view file) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Reader reader(file);
  for (const std::string_view line : split_lines(text)) reader.line(line);
  return reader.finish();
}

}  // namespace darties
