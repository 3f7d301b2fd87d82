#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace darties::tests {

/// A state in which the rows of a case may lie, and the machine may be, when a statement meets them. What a case says must
/// hold in each of them.
struct StorageState {
  std::string_view name;
  std::string_view says;  ///< one line, for the list
  /// The warehouse is closed and opened anew before each statement that is judged.
  bool reopens = false;
  /// So many rows of other values lie deleted behind the rows of each table, in the same compressed segments.
  int ballast_rows = 0;
  int threads = 2;
  /// A setting of DuckDB's and its value; empty: none.
  std::string_view setting = {};
  std::string_view value = {};
  bool is_slow = false;  ///< only with all states
};

/// All of them, the plain one first.
std::span<const StorageState> storage_states();

/// Throws kInvalid for a name that no state has.
const StorageState& find_storage_state(std::string_view name);

/// Which case is left out of which state, and why: the lines `CASE | STATE | WHY` of one file. A state ends in * for all that
/// begin so.
class LeftOut {
 public:
  struct Entry {
    std::string test;  ///< path from the root
    std::string state;
    std::string why;
    int line = 0;
  };

  LeftOut() = default;
  /// Errors: kInvalid with the place of a line without all three parts, or with a state that nobody knows.
  explicit LeftOut(const std::string& path);

  /// The entry that leaves the case out of the state; null: none does.
  const Entry* find(std::string_view test, std::string_view state) const;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  std::vector<Entry> entries_;
};

}  // namespace darties::tests
