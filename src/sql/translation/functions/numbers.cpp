#include <span>

#include "sql/translation/arithmetic.h"
#include "sql/translation/functions/registry.h"

namespace darties::sql {
namespace {

void modulo(Context& context, const ExpressionPtr& node) {
  rewrite_arithmetic(context, *node, '%');
}

// TRUNC of a timestamp is its date: the engine registers trunc over TIMESTAMP (sql/functions.h).
constexpr FunctionRule kRules[] = {
    {"abs", 1, 1},
    {"ceil", 1, 1},
    {"ceiling", 1, 1, "ceil"},
    {"floor", 1, 1},
    {"round", 1, 2},
    {"trunc", 1, 2},
    {"sqrt", 1, 1},
    {"cbrt", 1, 1, "darties_cbrt"},
    {"exp", 1, 1},
    {"dexp", 1, 1, "exp"},
    {"ln", 1, 1},
    {"dlog1", 1, 1, "ln"},
    {"log", 1, 2},
    {"dlog10", 1, 1, "log"},
    {"power", 2, 2},
    {"pow", 2, 2, "power"},
    {"sign", 1, 1, "CAST(sign($1) AS INTEGER)"},
    {"mod", 2, 2, "", modulo},
    {"degrees", 1, 1},
    {"radians", 1, 1},
    {"sin", 1, 1},
    {"cos", 1, 1},
    {"tan", 1, 1},
    {"cot", 1, 1},
    {"asin", 1, 1},
    {"acos", 1, 1},
    {"atan", 1, 1},
    {"atan2", 2, 2},
    {"pi", 0, 0},
    {"random", 0, 0},
};

}  // namespace

std::span<const FunctionRule> number_functions() { return kRules; }

}  // namespace darties::sql
