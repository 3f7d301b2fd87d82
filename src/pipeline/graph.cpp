#include "pipeline/graph.h"

#include <algorithm>
#include <functional>
#include <map>
#include <queue>
#include <string>

namespace darties {

Graph::Graph(const Pipeline& pipeline)
    : upstream_(pipeline.tasks.size()), downstream_(pipeline.tasks.size()) {
  std::map<std::string_view, std::size_t> index;
  for (std::size_t i = 0; i < pipeline.tasks.size(); ++i) index.emplace(pipeline.tasks[i].name, i);
  for (std::size_t i = 0; i < pipeline.tasks.size(); ++i) {
    for (const std::string& name : pipeline.tasks[i].after) {
      const std::size_t before = index.at(name);
      upstream_[i].push_back(before);
      downstream_[before].push_back(i);
    }
  }
}

std::vector<std::size_t> Graph::topological_order() const {
  std::vector<std::size_t> waiting(size());
  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
  for (std::size_t task = 0; task < size(); ++task) {
    waiting[task] = upstream_[task].size();
    if (waiting[task] == 0) ready.push(task);
  }
  std::vector<std::size_t> order;
  while (!ready.empty()) {
    const std::size_t task = ready.top();
    ready.pop();
    order.push_back(task);
    for (const std::size_t next : downstream_[task]) {
      if (--waiting[next] == 0) ready.push(next);
    }
  }
  return order;
}

std::vector<std::size_t> Graph::find_cycle() const {
  const std::vector<std::size_t> order = topological_order();
  if (order.size() == size()) return {};
  std::vector<bool> sorted(size(), false);
  for (const std::size_t task : order) sorted[task] = true;
  // Every unsorted task has an unsorted one upstream: walking up must meet a task twice.
  std::size_t task =
      static_cast<std::size_t>(std::find(sorted.begin(), sorted.end(), false) - sorted.begin());
  std::vector<std::size_t> walk;
  while (std::find(walk.begin(), walk.end(), task) == walk.end()) {
    walk.push_back(task);
    task = *std::find_if(upstream_[task].begin(), upstream_[task].end(),
                         [&](std::size_t up) { return !sorted[up]; });
  }
  walk.erase(walk.begin(), std::find(walk.begin(), walk.end(), task));
  std::reverse(walk.begin(), walk.end());
  const auto first = std::min_element(walk.begin(), walk.end());
  std::rotate(walk.begin(), first, walk.end());
  walk.push_back(walk.front());
  return walk;
}

void refuse_cycle(const Pipeline& pipeline) {
  const std::vector<std::size_t> cycle = Graph(pipeline).find_cycle();
  if (cycle.empty()) return;
  std::string path;
  for (const std::size_t task : cycle)
    path.append(path.empty() ? "" : " → ").append(pipeline.tasks[task].name);
  throw Error(ErrorKind::kInvalid, "tasks wait for each other: {}", path)
      .at(pipeline.tasks[cycle.front()].place);
}

}  // namespace darties
