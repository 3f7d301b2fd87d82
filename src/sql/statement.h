#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace darties::sql {

/// One statement of a script, without its semicolon and the blanks and comments around it.
///
/// Everything that speaks of a position in a statement counts bytes of `text` from 0; place_of()
/// turns such an offset into the line and column that the user sees.
struct Statement {
  std::string text;
  std::size_t offset = 0;  ///< of text[0] in the script
  Place start;             ///< of text[0] in the user's file
};

/// The statements of a script, in order; empty ones are left out.
///
///     for (const auto& statement : split(script, "3_star/users.sql")) run(parse(statement));
///
/// A semicolon in a literal ('' and backslash escapes included), in $$…$$ or $tag$…$tag$, in a
/// quoted identifier or in a comment (nested ones too) ends nothing. `file` and `first_line` say
/// where the script's first character stands. Errors: kInvalid with the place of the opening mark
/// for a literal, identifier or comment that is never closed.
std::vector<Statement> split(std::string_view script, std::string_view file = "",
                             int first_line = 1);

/// Whether what was typed so far ends with a statement's semicolon; an open literal or comment is
/// not complete.
bool is_complete(std::string_view script);

/// Line and column (characters, not bytes) in the user's file of byte `offset` of the statement.
Place place_of(const Statement& statement, std::size_t offset);

/// Values of named parameters; an absent value is NULL.
using ParameterValues = std::map<std::string, std::optional<std::string>, std::less<>>;

/// `sql` with each `:name` replaced by its value as a quoted literal, or NULL. Never inside
/// literals, quoted identifiers or comments; `::type` is a cast and stays. Errors: kInvalid for a
/// name that has no value, naming those that have one.
std::string bind_parameters(std::string_view sql, const ParameterValues& values);

/// The names of the parameters in `sql`, in order of appearance, each once.
std::vector<std::string> parameter_names(std::string_view sql);

/// `script` with every key, token, password and credentials string replaced by '***'. The text to
/// use in every log line, message and history; never fails, whatever the text.
std::string mask_credentials(std::string_view script);

/// 'text' as a literal of Redshift: quotes and backslashes doubled.
std::string quote_literal(std::string_view text);
/// "text" as an identifier, quoted only when it must be.
std::string quote_identifier(std::string_view name);

}  // namespace darties::sql
