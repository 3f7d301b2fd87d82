#pragma once

#include <string>
#include <vector>

namespace darties::tests {

/// One step of a case: a verb, its statement or path, and the lines that belong to it.
struct Step {
  std::string verb;                ///< "sql", "rows", "error", "notice", "put", "file", …
  std::string argument;            ///< the statement, path, URL or name
  std::vector<std::string> lines;  ///< what is expected, or the bytes of a `put`
  int line = 0;                    ///< where the verb stands in the file
  bool also_postgres = false;      ///< must hold on PostgreSQL 15 as well
};

/// A case as it stands in a `.test` file; tests/README.md describes the language.
struct CaseFile {
  std::string path;
  std::vector<std::string> needs;
  std::vector<std::string> rules;  ///< ids of docs/redshift_rules.yml that the case proves
  std::vector<Step> steps;
};

/// Throws kInvalid with the place of an unknown verb or a missing `end`.
CaseFile read_case_file(const std::string& path);

/// The steps of a case that must hold on PostgreSQL: where an error is expected, any error will do there.
CaseFile postgres_part(const CaseFile& test);

/// Reads \n, \r, \t, \\ and \xHH.
std::string unescape(const std::string& text);

}  // namespace darties::tests
