#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "clean/extract_plan.h"

namespace darties {

/// The key of the object a row goes to: "{indicateur}_{famille}/{annee}/…" filled with the row's values.
class TargetName {
 public:
  /// Throws kInvalid for a placeholder that rows will not have, with the nearest name.
  TargetName(std::string_view pattern, const ExtractPlan& plan,
             const std::vector<std::string>& months);

  /// Whether rows of one sheet go to different objects.
  bool differs_by_row() const { return by_row_; }

  /// Forgets the values of the row before.
  void begin_row();
  /// The value of a kept column in this row.
  void set(std::string_view name, const std::string& text);
  /// The key for this row and these fields of its figure. Throws kInvalid for a blank value or one that is no part of a name.
  const std::string& key(const std::vector<FixedField>& fields);
  /// The key with "_" for all that differs from row to row.
  std::string without_row() const;

 private:
  struct Piece {
    std::string literal;      // or, when `placeholder` is set, its value
    std::string placeholder;  // empty: all is literal
    bool is_month = false;
    bool by_row = false;  // differs from row to row
  };
  void resolve(Piece& piece, const ExtractPlan& plan, const std::vector<std::string>& months);
  static std::string as_name(const Piece& piece, const std::string& text);

  std::vector<Piece> pieces_;
  bool by_row_ = false;
  std::string key_;
};

}  // namespace darties
