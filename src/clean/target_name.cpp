#include "clean/target_name.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace darties {

TargetName::TargetName(std::string_view pattern, const ExtractPlan& plan,
                       const std::vector<std::string>& months) {
  std::size_t at = 0;
  while (at < pattern.size()) {
    const auto open = std::min(pattern.find('{', at), pattern.size());
    if (open > at) pieces_.push_back({.literal = std::string(pattern.substr(at, open - at))});
    if (open == pattern.size()) break;
    const auto close = pattern.find('}', open);
    if (close == pattern.npos) {
      throw Error(ErrorKind::kInvalid, "`to`: a '{{' that is not closed: {}", pattern);
    }
    Piece piece{.placeholder = std::string(pattern.substr(open + 1, close - open - 1))};
    resolve(piece, plan, months);
    pieces_.push_back(std::move(piece));
    at = close + 1;
  }
  if (!by_row_) key_ = without_row();
}

void TargetName::resolve(Piece& piece, const ExtractPlan& plan,
                         const std::vector<std::string>& months) {
  const auto& name = piece.placeholder;
  piece.is_month = std::find(months.begin(), months.end(), name) != months.end();
  std::vector<std::string> known;
  bool found = false;
  for (const auto& field : plan.constants) {
    known.push_back(field.name);
    if (field.name != name) continue;
    piece.literal = as_name(piece, field.text);
    return;
  }
  const auto look_at = [&](const std::string& column) {
    known.push_back(column);
    found = found || column == name;
  };
  for (const auto& column : plan.kept) look_at(column.name);
  if (plan.unpivots) {
    for (const auto& field : plan.figures.front().fields) look_at(field.name);
  }
  if (!found) {
    throw Error(ErrorKind::kInvalid, "`to`: rows have no value {{{}}}{}; they have {}", name,
                suggestion(name, known), join(known, ", "));
  }
  piece.by_row = by_row_ = true;
}

std::string TargetName::as_name(const Piece& piece, const std::string& text) {
  if (text.empty() || text == "." || text == ".." || text.find('/') != std::string::npos) {
    throw Error(ErrorKind::kInvalid, "`to`: {{{}}} is '{}', which is no part of a name",
                piece.placeholder, text);
  }
  return piece.is_month && text.size() == 1 ? "0" + text : text;
}

void TargetName::begin_row() {
  if (!by_row_) return;
  for (auto& piece : pieces_) {
    if (piece.by_row) piece.literal.clear();
  }
}

void TargetName::set(std::string_view name, const std::string& text) {
  if (!by_row_) return;
  for (auto& piece : pieces_) {
    if (piece.by_row && piece.placeholder == name) piece.literal = text;
  }
}

const std::string& TargetName::key(const std::vector<FixedField>& fields) {
  if (!by_row_) return key_;
  for (const auto& field : fields) set(field.name, field.text);
  key_.clear();
  for (const auto& piece : pieces_)
    key_ += piece.by_row ? as_name(piece, piece.literal) : piece.literal;
  return key_;
}

std::string TargetName::without_row() const {
  std::string key;
  for (const auto& piece : pieces_) key += piece.by_row ? "_" : piece.literal;
  return key;
}

}  // namespace darties
