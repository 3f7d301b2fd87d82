#include "pipeline/operators/registry.h"

#include <algorithm>
#include <array>

namespace darties {

extern const Operator check_operator;
extern const Operator command_operator;
extern const Operator extract_operator;
extern const Operator fetch_operator;
extern const Operator load_dimension_operator;
extern const Operator load_fact_operator;
extern const Operator sql_operator;
extern const Operator stage_operator;
extern const Operator unload_operator;
extern const Operator update_operator;
extern const Operator upload_operator;

namespace {

// In the order in which data walks through a pipeline. Written out on purpose: a record that registers itself is
// dropped by the linker.
constexpr std::array<const Operator*, 11> kOperators = {
    &extract_operator, &fetch_operator,     &upload_operator,         &sql_operator,
    &stage_operator,   &load_fact_operator, &load_dimension_operator, &update_operator,
    &check_operator,   &unload_operator,    &command_operator,
};

}  // namespace

std::span<const Operator* const> operators() { return kOperators; }

const Operator* find_operator(std::string_view name) {
  const auto found = std::find_if(kOperators.begin(), kOperators.end(),
                                  [&](const Operator* op) { return op->name == name; });
  return found == kOperators.end() ? nullptr : *found;
}

}  // namespace darties
