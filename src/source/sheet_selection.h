#pragma once

#include <string>
#include <vector>

#include "source/name_pattern.h"
#include "source/workbook.h"

namespace darties {

/// A sheet that was asked for, and what the placeholders of the pattern stood for.
struct SelectedSheet {
  SheetInfo sheet;
  Captures captures;
  bool named = false;  ///< asked for by its name or number, not by a pattern
};

/// Which sheets of a workbook to read.
struct SheetSelection {
  /// Names, patterns (name_pattern.h) or numbers from 1 ("#2"). Empty: all.
  std::vector<std::string> wanted;
  /// Hidden sheets are taken when named in full, or by patterns and numbers too when this is set.
  bool include_hidden = false;
};

/// The sheets that are wanted, in the order of the workbook, each once.
/// Throws kNotFound when one of `wanted` fits no sheet, with the nearest name and the sheets there
/// are.
std::vector<SelectedSheet> select_sheets(const Workbook& workbook, const SheetSelection& selection);

}  // namespace darties
