#include "runner/storage_state.h"

#include <algorithm>
#include <array>
#include <fstream>

#include "base/error.h"
#include "base/text.h"

namespace darties::tests {
namespace {

constexpr int kBallast = 5000;          // more than two vectors of 2,048 rows
constexpr int kLargeBallast = 260'000;  // more than two row groups of 122,880 rows

constexpr std::array kStates = {
    StorageState{.name = "plain", .says = "rows as the statements of the case left them"},
    StorageState{.name = "reopened",
                 .says = "written to the file, which is opened anew before each query",
                 .reopens = true},
    StorageState{.name = "ballast",
                 .says = "compressed together with deleted rows of other values",
                 .ballast_rows = kBallast},
    StorageState{.name = "ballast_reopened",
                 .says = "the same, the file opened anew before each query",
                 .reopens = true,
                 .ballast_rows = kBallast},
    StorageState{.name = "ballast_dictionary",
                 .says = "texts compressed as a dictionary",
                 .ballast_rows = kBallast,
                 .setting = "force_compression",
                 .value = "dictionary"},
    StorageState{.name = "ballast_fsst",
                 .says = "texts compressed by symbols (FSST)",
                 .ballast_rows = kBallast,
                 .setting = "force_compression",
                 .value = "fsst"},
    StorageState{.name = "ballast_dict_fsst",
                 .says = "texts compressed as a dictionary of symbols",
                 .ballast_rows = kBallast,
                 .setting = "force_compression",
                 .value = "dict_fsst"},
    StorageState{.name = "ballast_rle",
                 .says = "numbers compressed by the length of runs",
                 .ballast_rows = kBallast,
                 .setting = "force_compression",
                 .value = "rle"},
    StorageState{.name = "ballast_bitpacking",
                 .says = "numbers packed by their bits",
                 .ballast_rows = kBallast,
                 .setting = "force_compression",
                 .value = "bitpacking"},
    StorageState{.name = "ballast_uncompressed",
                 .says = "not compressed at all",
                 .ballast_rows = kBallast,
                 .setting = "force_compression",
                 .value = "uncompressed"},
    StorageState{.name = "large",
                 .says = "each table three row groups long, most rows deleted",
                 .ballast_rows = kLargeBallast,
                 .is_slow = true},
    StorageState{.name = "large_reopened",
                 .says = "the same, the file opened anew before each query",
                 .reopens = true,
                 .ballast_rows = kLargeBallast,
                 .threads = 4,
                 .is_slow = true},
    StorageState{.name = "verify_dictionary_expression",
                 .says = "DuckDB gives each expression dictionaries",
                 .setting = "debug_verify_vector",
                 .value = "dictionary_expression"},
    StorageState{.name = "verify_dictionary_operator",
                 .says = "DuckDB gives each operator dictionaries",
                 .setting = "debug_verify_vector",
                 .value = "dictionary_operator"},
    StorageState{.name = "verify_constant_operator",
                 .says = "DuckDB gives each operator one constant row at a time",
                 .setting = "debug_verify_vector",
                 .value = "constant_operator"},
    StorageState{.name = "verify_sequence_operator",
                 .says = "DuckDB gives each operator sequences",
                 .setting = "debug_verify_vector",
                 .value = "sequence_operator"},
    StorageState{.name = "verify_nested_shuffle",
                 .says = "DuckDB shuffles the entries of lists",
                 .setting = "debug_verify_vector",
                 .value = "nested_shuffle"},
    StorageState{.name = "threads_1", .says = "one thread", .threads = 1},
    StorageState{.name = "threads_4", .says = "four threads", .threads = 4},
    StorageState{.name = "ordered",
                 .says = "DuckDB keeps rows in the order of their insertion",
                 .setting = "preserve_insertion_order",
                 .value = "true"},
};

bool covers(std::string_view pattern, std::string_view state) {
  if (!pattern.ends_with('*')) return pattern == state;
  return state.starts_with(pattern.substr(0, pattern.size() - 1));
}

}  // namespace

std::span<const StorageState> storage_states() { return kStates; }

const StorageState& find_storage_state(std::string_view name) {
  const auto found = std::ranges::find(kStates, name, &StorageState::name);
  if (found != kStates.end()) return *found;
  throw Error(ErrorKind::kInvalid, "no state of storage is called '{}'", name);
}

LeftOut::LeftOut(const std::string& path) : path_(path) {
  std::ifstream in(path);
  if (!in) throw Error(ErrorKind::kNotFound, "no such file: {}", path);
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const auto parts = split(line, '|');
    const auto part = [&](std::size_t i) {
      return i < parts.size() ? std::string(trim(parts[i])) : "";
    };
    Entry entry{.test = part(0), .state = part(1), .why = part(2), .line = number};
    const bool known = std::ranges::any_of(
        kStates, [&](const StorageState& state) { return covers(entry.state, state.name); });
    if (entry.test.empty() || entry.why.empty() || !known) {
      throw Error(ErrorKind::kInvalid, "expected: CASE | STATE | WHY, with a state that is known")
          .at({path, number, 1});
    }
    entries_.push_back(std::move(entry));
  }
}

const LeftOut::Entry* LeftOut::find(std::string_view test, std::string_view state) const {
  for (const Entry& entry : entries_) {
    if (test.ends_with(entry.test) && covers(entry.state, state)) return &entry;
  }
  return nullptr;
}

}  // namespace darties::tests
