#pragma once

#include <cstdint>
#include <string>

#include "warehouse/load/load_state.h"

namespace darties {

/// The last column of a load that tells files apart (LoadLimits::one_object_a_batch): the number of the row's object.
inline constexpr const char* kFileColumn = "darties_file";

/// A load whose rows DuckDB can ask for while this lives: SELECT * FROM darties_load(id).
class RunningLoad {
 public:
  explicit RunningLoad(load::LoadState& state);
  ~RunningLoad();
  RunningLoad(const RunningLoad&) = delete;
  RunningLoad& operator=(const RunningLoad&) = delete;

  /// "darties_load(7)"
  std::string call() const;

 private:
  std::int64_t id_;
};

}  // namespace darties
