#include <span>

#include "sql/translation/functions/registry.h"

// Hashes, and functions over VARBYTE, which is BLOB in DuckDB. The engine registers them with overloads by type.

namespace darties::sql {
namespace {

constexpr std::uint8_t kFirst = 0b001;

std::string format_word(const Context& context, const Expression& call) {
  const std::string format = word_argument(context, call, 1, "the format");
  if (format == "hex" || format == "base64") return format;
  if (format == "utf8" || format == "utf-8") return "utf8";
  context.fail(call.children[1]->span.begin, "the format is utf8, hex or base64, not " + format);
}

void to_varbyte(Context& context, const ExpressionPtr& node) {
  const std::string format = format_word(context, *node);
  rewrite_to(context, *node,
             format == "hex"      ? "darties_from_hex($1)"
             : format == "base64" ? "from_base64($1)"
                                  : "encode($1)");
}

void from_varbyte(Context& context, const ExpressionPtr& node) {
  const std::string format = format_word(context, *node);
  rewrite_to(context, *node,
             format == "hex"      ? "darties_to_hex($1)"
             : format == "base64" ? "to_base64($1)"
                                  : "decode($1)");
}

// The seed is a BIGINT, as is the number that a number is.
void fnv_hash(Context& context, const ExpressionPtr& node) {
  rewrite_to(context, *node,
             node->children.size() == 2 ? "darties_fnv_hash($1, CAST($2 AS BIGINT))"
                                        : "darties_fnv_hash($1)");
}

void murmur3(Context& context, const ExpressionPtr& node) {
  rewrite_to(context, *node,
             node->children.size() == 2 ? "darties_murmur3_32($1, CAST($2 AS INTEGER))"
                                        : "darties_murmur3_32($1, 0)");
}

constexpr FunctionRule hash(std::string_view name, int arguments, std::string_view duckdb) {
  return {.name = name,
          .min_arguments = arguments,
          .max_arguments = arguments,
          .duckdb = duckdb,
          .texts = kFirst};
}

constexpr FunctionRule kRules[] = {
    hash("md5", 1, "md5"),
    hash("sha", 1, "sha1"),
    hash("sha1", 1, "sha1"),
    hash("func_sha1", 1, "sha1"),
    hash("sha2", 2, "darties_sha2($1, CAST($2 AS INTEGER))"),
    hash("crc32", 1, "darties_crc32"),
    hash("farmfingerprint64", 1, "darties_farm_fingerprint"),
    {"fnv_hash", 1, 2, "", fnv_hash},
    {"murmur3_32_hash", 1, 2, "", murmur3},
    {"to_hex", 1, 1, "darties_to_hex"},
    {"from_hex", 1, 1, "darties_from_hex"},
    {"to_varbyte", 2, 2, "", to_varbyte},
    {"from_varbyte", 2, 2, "", from_varbyte},
    {"getbit", 2, 2, "darties_get_bit($1, CAST($2 AS INTEGER))"},
};

}  // namespace

std::span<const FunctionRule> binary_functions() { return kRules; }

}  // namespace darties::sql
