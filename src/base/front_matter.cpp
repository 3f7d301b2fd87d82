#include "base/front_matter.h"

#include <algorithm>

#include "base/text.h"

namespace darties {
namespace {

bool is_key(std::string_view word) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  return !word.empty() && word.front() >= 'a' && word.front() <= 'z' &&
         std::all_of(word.begin(), word.end(), fits);
}

}  // namespace

const FrontMatter::Entry* FrontMatter::find(std::string_view key) const {
  for (const Entry& entry : entries_) {
    if (entry.key == key) return &entry;
  }
  return nullptr;
}

std::optional<std::string> FrontMatter::value(std::string_view key) const {
  const Entry* entry = find(key);
  return entry ? std::optional(entry->value) : std::nullopt;
}

std::vector<FrontMatter::Entry> FrontMatter::all(std::string_view key) const {
  std::vector<Entry> found;
  for (const Entry& entry : entries_) {
    if (entry.key == key) found.push_back(entry);
  }
  return found;
}

void FrontMatter::refuse_unknown(std::span<const std::string_view> known) const {
  for (const Entry& entry : entries_) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    const std::vector<std::string> names(known.begin(), known.end());
    throw Error(ErrorKind::kInvalid, "unknown key '{}'{}; known here: {}", entry.key,
                suggestion(entry.key, names), join(names, ", "))
        .at(entry.place);
  }
}

FrontMatter read_front_matter(std::string_view text, std::string_view file) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  FrontMatter head;
  bool open = false;  // the last entry may go on
  int line_number = 0;
  for (const std::string_view line : split_lines(text)) {
    ++line_number;
    const std::string_view content = trim(line);
    if (content.empty()) {
      open = false;
      continue;
    }
    if (!content.starts_with("--")) break;
    const std::string_view comment = content.substr(2);
    if (open && (comment.starts_with("  ") || comment.starts_with("\t"))) {
      head.entries_.back().value += " " + std::string(trim(comment));
      continue;
    }
    const std::size_t colon = comment.find(':');
    const std::string_view key = trim(comment.substr(0, colon));
    open = colon != std::string_view::npos && is_key(key);
    if (!open) continue;
    const int column = int(key.data() - line.data()) + 1;
    head.entries_.push_back({std::string(key),
                             std::string(trim(comment.substr(colon + 1))),
                             {std::string(file), line_number, column}});
  }
  return head;
}

}  // namespace darties
