// Changes one value of an INI file where it stands. read_ini says where; the lines themselves are kept as they are.
#include <algorithm>

#include "base/ini.h"
#include "base/text.h"

namespace darties {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// The lines, each with its own end.
std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size() - 1);
    lines.emplace_back(text.substr(0, end + 1));
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::string_view end_of(std::string_view line) {
  if (line.ends_with("\r\n")) return "\r\n";
  return line.ends_with('\n') ? "\n" : "";
}

/// How this file ends its lines.
std::string_view usual_end(const std::vector<std::string>& lines) {
  return lines.empty() || end_of(lines.front()).empty() ? "\n" : end_of(lines.front());
}

bool is_header(std::string_view line, std::string_view section) {
  return trim(line) == fmt::format("[{}]", section);
}

bool is_blank_or_comment(std::string_view line) {
  const auto content = trim(line);
  return content.empty() || content.front() == '#' || content.front() == ';';
}

std::size_t indentation(std::string_view line) { return line.find_first_not_of(" \t"); }

/// How long the value that begins on line `first` goes on: the line behind its last one.
std::size_t value_end(const std::vector<std::string>& lines, std::size_t first) {
  std::size_t end = first + 1;
  for (std::size_t i = end; i < lines.size(); ++i) {
    if (is_blank_or_comment(lines[i])) continue;
    if (indentation(lines[i]) <= indentation(lines[first])) break;
    end = i + 1;
  }
  return end;
}

/// "NAME = " of a line that holds an option.
std::string_view name_part(std::string_view line) {
  const auto separator = line.find_first_of("=:");
  const auto value = line.find_first_not_of(" \t", separator + 1);
  const auto end = value == std::string_view::npos ? line.size() - end_of(line).size() : value;
  return line.substr(0, end);
}

/// The value as it has to stand for read_ini to give it back; in the quotes that were there.
std::string written(std::string_view value, std::string_view old_line) {
  const auto old = trim(old_line.substr(name_part(old_line).size()));
  const bool was_quoted =
      old.size() >= 2 && (old.front() == '\'' || old.front() == '"') && old.front() == old.back();
  if (was_quoted) return fmt::format("{}{}{}", old.front(), value, old.front());
  const bool looks_quoted = value.size() >= 2 && (value.front() == '\'' || value.front() == '"') &&
                            value.front() == value.back();
  return value != trim(value) || looks_quoted ? fmt::format("\"{}\"", value) : std::string(value);
}

void replace_value(std::vector<std::string>& lines, std::size_t line, std::string_view value) {
  const auto begin = lines.begin() + static_cast<std::ptrdiff_t>(line);
  const auto end = lines.begin() + static_cast<std::ptrdiff_t>(value_end(lines, line));
  const std::string line_end(end_of(*(end - 1)));
  std::string head(name_part(*begin));
  if (head.ends_with('\n') || head.ends_with('\r')) head = std::string(trim(head));
  *begin = head + written(value, *begin) + line_end;
  std::erase_if(lines, [&, i = std::size_t{0}](const std::string& text) mutable {
    const std::size_t at = i++;
    return at > line && at < static_cast<std::size_t>(end - lines.begin()) &&
           !is_blank_or_comment(text);
  });
}

void end_last_line(std::vector<std::string>& lines) {
  if (!lines.empty() && end_of(lines.back()).empty()) lines.back() += usual_end(lines);
}

/// Behind the last option of the section, written like it; else below its heading; else in a section of its own at the end.
void add_option(std::vector<std::string>& lines, const std::vector<IniEntry>& entries,
                std::string_view section, std::string_view option, std::string_view value) {
  end_last_line(lines);
  const std::string end(usual_end(lines));
  std::string line = fmt::format("{} = {}{}", option, written(value, "x="), end);
  auto header = std::find_if(lines.begin(), lines.end(),
                             [&](const auto& text) { return is_header(text, section); });
  if (header == lines.end()) {
    if (!lines.empty()) lines.push_back(end);
    lines.push_back(fmt::format("[{}]{}", section, end));
    lines.push_back(std::move(line));
    return;
  }
  std::size_t at = static_cast<std::size_t>(header - lines.begin()) + 1;
  for (const IniEntry& entry : entries) {
    if (entry.section != section) continue;
    const std::string& neighbour = lines[static_cast<std::size_t>(entry.place.line - 1)];
    const auto name = name_part(neighbour);
    const auto separator =
        name.substr(name.find_last_not_of(" \t", name.find_first_of("=:") - 1) + 1);
    line = fmt::format("{}{}{}{}", option, separator, written(value, "x="), end);
    at = value_end(lines, static_cast<std::size_t>(entry.place.line - 1));
  }
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), std::move(line));
}

const IniEntry* find_entry(const std::vector<IniEntry>& entries, std::string_view section,
                           std::string_view option) {
  const auto entry = std::find_if(entries.begin(), entries.end(), [&](const IniEntry& candidate) {
    return candidate.section == section && candidate.option == lower_ascii(option);
  });
  return entry == entries.end() ? nullptr : &*entry;
}

/// What was edited must read as it was meant to: an odd file is left alone rather than damaged.
void check_value(std::string_view text, std::string_view section, std::string_view option,
                 std::string_view value) {
  const auto entries = read_ini(text, "dwh.cfg");
  const IniEntry* entry = find_entry(entries, section, option);
  if (entry != nullptr && entry->value == value) return;
  throw Error(ErrorKind::kInvalid, "cannot set {} in [{}] of this file: write it there by hand",
              option, section);
}

}  // namespace

std::string set_ini_value(std::string_view text, std::string_view section, std::string_view option,
                          std::string_view value) {
  if (value.find_first_of("\r\n") != std::string_view::npos) {
    throw Error(ErrorKind::kInvalid, "the value of {} in [{}] has more than one line", option,
                section);
  }
  const bool marked = text.starts_with(kByteOrderMark);
  if (marked) text.remove_prefix(kByteOrderMark.size());
  const auto entries = read_ini(text, "dwh.cfg");
  auto lines = lines_of(text);
  if (const IniEntry* entry = find_entry(entries, section, option); entry == nullptr) {
    add_option(lines, entries, section, option, value);
  } else if (entry->value != value) {
    replace_value(lines, static_cast<std::size_t>(entry->place.line - 1), value);
  }
  const std::string edited = join(lines, "");
  check_value(edited, section, option, value);
  return (marked ? std::string(kByteOrderMark) : "") + edited;
}

}  // namespace darties
