#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "sql/parse.h"
#include "sql/syntax/cursor.h"

namespace darties::sql {

/// A statement known by its grammar alone (see pattern.h): refused by name, without effect, or recorded.
struct Grammar {
  std::string_view name;  ///< "CREATE DATASHARE"
  std::string_view head;  ///< the words that tell it from every other statement
  std::string_view body;  ///< what follows, to the end
  enum class Outcome { kRefused, kNoEffect, kRecorded } outcome = Outcome::kRefused;
  std::string_view reason = "";  ///< kRefused: with what to do instead
  bool forbidden_in_transaction = false;
};

// The families, each in its file.
std::span<const Grammar> external_grammars();
std::span<const Grammar> datashare_grammars();
std::span<const Grammar> database_grammars();
std::span<const Grammar> routine_grammars();
std::span<const Grammar> policy_grammars();
std::span<const Grammar> principal_grammars();
std::span<const Grammar> privilege_grammars();
std::span<const Grammar> maintenance_grammars();

/// Whether one of their heads stands here.
bool at_grammar(const Cursor& cursor);

/// The statement, when one of their heads stands here; nothing when none does.
/// Errors: kInvalid at the place that no grammar with this head allows.
std::optional<Parsed> parse_by_grammar(Cursor& cursor);

}  // namespace darties::sql
