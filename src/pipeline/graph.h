#pragma once

#include <cstddef>
#include <vector>

#include "pipeline/pipeline.h"

namespace darties {

/// Who waits for whom, by index into Pipeline::tasks.
class Graph {
 public:
  explicit Graph(const Pipeline& pipeline);

  std::size_t size() const { return upstream_.size(); }
  const std::vector<std::size_t>& upstream(std::size_t task) const { return upstream_[task]; }
  const std::vector<std::size_t>& downstream(std::size_t task) const { return downstream_[task]; }

  /// Every task after those it waits for; among equals the order of the file.
  std::vector<std::size_t> topological_order() const;
  /// One cycle, its first task again at the end; empty when there is none.
  std::vector<std::size_t> find_cycle() const;

 private:
  std::vector<std::vector<std::size_t>> upstream_;
  std::vector<std::vector<std::size_t>> downstream_;
};

/// Throws kInvalid ("tasks wait for each other: a → b → a") with the place of the first of them.
void refuse_cycle(const Pipeline& pipeline);

}  // namespace darties
