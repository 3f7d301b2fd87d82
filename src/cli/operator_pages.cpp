#include "cli/operator_pages.h"

#include <fmt/format.h>

#include "base/text.h"

namespace darties::cli {
namespace {

constexpr std::string_view kFooter =
    "\n<!-- Made by `darties operators --write docs/operators`: change src/pipeline/operators, not "
    "this page. -->\n";

std::string cell(std::string_view text) { return replace_all(text, "|", "\\|"); }

std::string_view describe_type(const Param& param) {
  if (param.type == "any") return "map";
  if (param.type == "list") return "text or list";
  return param.type;
}

std::string describe(const Param& param, std::string_view quote) {
  std::string text(param.help);
  if (!param.choices.empty()) {
    text += fmt::format(" One of {0}{1}{0}.", quote,
                        replace_all(param.choices, "|", fmt::format("{0}, {0}", quote)));
  }
  if (!param.default_value.empty())
    text += fmt::format(" Default: {0}{1}{0}.", quote, param.default_value);
  if (param.required) text += " Required.";
  return text;
}

std::string short_form(const Operator& op) {
  if (op.shorthand.empty()) return {};
  return fmt::format("{0}: VALUE is short for {0}: {{ {1}: VALUE }}", op.name, op.shorthand);
}

}  // namespace

std::string help_of(const Operator& op) {
  std::string text = fmt::format("{}\n\n{}\n\n", op.name, op.summary);
  for (const Param& param : op.params) {
    text += fmt::format("  {:<18} {:<13} {}\n", param.name, describe_type(param),
                        replace_all(describe(param, ""), "`", ""));
  }
  if (!op.shorthand.empty()) text += fmt::format("\n{}\n", short_form(op));
  if (!op.example.empty()) text += fmt::format("\nexample\n\n{}", op.example);
  return text;
}

std::string markdown_of(const Operator& op) {
  std::string text = fmt::format("# {}\n\n{}\n\n| parameter | kind | meaning |\n|---|---|---|\n",
                                 op.name, op.summary);
  for (const Param& param : op.params) {
    text += fmt::format("| `{}` | {} | {} |\n", param.name, describe_type(param),
                        cell(describe(param, "`")));
  }
  if (!op.shorthand.empty()) text += fmt::format("\n`{}`.\n", short_form(op));
  if (!op.example.empty()) text += fmt::format("\n```yaml\ntasks:\n{}```\n", op.example);
  text += op.needs_warehouse
              ? "\nIts work and the record that it is done are one transaction of the warehouse.\n"
              : "\nIt does not open the warehouse.\n";
  return text + std::string(kFooter);
}

std::string markdown_overview(std::span<const Operator* const> all) {
  std::string text =
      "# Operators\n\nWhat a task of a pipeline can be. A task has one operator and, if it wants, "
      "`after` (a name or a list of names), "
      "`matrix`, `retries`, `retry_delay`, `timeout` and `description`.\n\n| operator | what it "
      "does |\n|---|---|\n";
  for (const Operator* op : all)
    text += fmt::format("| [`{0}`]({0}.md) | {1} |\n", op->name, cell(op->summary));
  return text + std::string(kFooter);
}

}  // namespace darties::cli
