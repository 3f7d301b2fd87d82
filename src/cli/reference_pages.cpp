// The pages of docs/commands and the man page, from the same records as --help.
#include <fmt/core.h>

#include "base/text.h"
#include "cli/global_options.h"
#include "cli/help.h"

namespace darties::cli {
namespace {

std::string cell(std::string_view text) { return replace_all(text, "|", "\\|"); }

std::string option_cell(const CommandOption& option) {
  std::string text = option.letter == 0 ? "" : fmt::format("`-{}`, ", option.letter);
  text += fmt::format("`{}{}{}`", option.name, option.value.empty() ? "" : " ", option.value);
  return text;
}

std::string option_help(const CommandOption& option) {
  std::string text(option.help);
  if (!option.choices.empty()) {
    text += fmt::format(" One of `{}`.", replace_all(option.choices, "|", "`, `"));
  }
  if (!option.default_value.empty()) text += fmt::format(" Default: `{}`.", option.default_value);
  if (option.repeatable && !option.value.empty()) text += " May be repeated.";
  if (option.required) text += " Required.";
  return text;
}

std::string option_table(std::span<const CommandOption> options, const Command* owner) {
  std::string text = "| option | meaning |\n|---|---|\n";
  for (const CommandOption& option : options) {
    if (owner != nullptr && !has_global_option(*owner, option.name)) continue;
    text += fmt::format("| {} | {} |\n", cell(option_cell(option)), cell(option_help(option)));
  }
  return text;
}

/// A text line for man: no dash becomes a hyphen, no leading dot a request.
std::string man_text(std::string_view text) {
  std::string safe = replace_all(replace_all(text, "\\", "\\e"), "-", "\\-");
  std::string lines;
  for (const auto line : split_lines(safe)) {
    lines += line.starts_with('.') || line.starts_with('\'') ? "\\&" : "";
    lines += std::string(line) + "\n";
  }
  return lines;
}

std::string man_options(std::span<const CommandOption> options) {
  std::string text;
  for (const CommandOption& option : options) {
    std::string names = option.letter == 0 ? "" : fmt::format("-{}, ", option.letter);
    names +=
        std::string(option.name) + (option.value.empty() ? "" : " ") + std::string(option.value);
    text += ".TP\n" + man_text(names) + man_text(replace_all(option_help(option), "`", ""));
  }
  return text;
}

}  // namespace

std::string markdown_file_name(const Command& command) {
  return replace_all(command.name, " ", "-") + ".md";
}

std::string markdown_of(const Command& command) {
  std::string text = fmt::format("# darties {}\n\n{}\n\n    {}\n", command.name, command.summary,
                                 usage_of(command));
  if (!command.details.empty()) text += fmt::format("\n{}\n", trim(command.details));
  if (!command.arguments.empty()) text += "\n## Arguments\n\n| argument | meaning |\n|---|---|\n";
  for (const CommandArgument& argument : command.arguments) {
    std::string help(argument.help);
    if (!argument.choices.empty())
      help += fmt::format(" One of `{}`.", replace_all(argument.choices, "|", "`, `"));
    text += fmt::format("| `{}`{} | {} |\n", argument.name, argument.required ? "" : " (optional)",
                        cell(help));
  }
  if (!command.options.empty()) text += "\n## Options\n\n" + option_table(command.options, nullptr);
  text += "\n## Options of every command\n\n" + option_table(global_options(), &command);
  if (!command.examples.empty()) text += "\n## Examples\n";
  for (const CommandExample& example : command.examples) {
    text += fmt::format("\n{}\n\n    {}\n", example.what, example.line);
  }
  return text +
         "\n<!-- Made by `darties help --markdown`: change src/cli/commands, not this page. -->\n";
}

std::string markdown_overview(std::span<const Command* const> commands) {
  std::string text = "# Commands\n\n| command | what it does |\n|---|---|\n";
  for (const Command* command : commands) {
    text += fmt::format("| [`darties {}`]({}) | {} |\n", command->name,
                        markdown_file_name(*command), cell(command->summary));
  }
  return text +
         "\n<!-- Made by `darties help --markdown`: change src/cli/commands, not this page. -->\n";
}

std::string man_page(std::span<const Command* const> commands) {
  std::string text =
      ".TH DARTIES 1\n.SH NAME\ndarties \\- from spreadsheets and event logs to a checked "
      "warehouse\n"
      ".SH SYNOPSIS\n.B darties\n.I COMMAND\n[OPTIONS]\n.SH OPTIONS OF EVERY COMMAND\n";
  text += man_options(global_options()) + ".SH COMMANDS\n";
  for (const Command* command : commands) {
    text += ".SS " + man_text(usage_of(*command)) + man_text(command->summary);
    if (!command->details.empty())
      text += ".PP\n" + man_text(replace_all(trim(command->details), "`", ""));
    for (const CommandArgument& argument : command->arguments) {
      text += ".TP\n" + man_text(argument.name) + man_text(argument.help);
    }
    text += man_options(command->options);
  }
  text +=
      ".SH EXIT STATUS\n0 all well; 1 a run that finished with failed tasks or checks; 2 input or "
      "configuration must "
      "change;\n3 not found; 4 rights or credentials are missing; 5 down or busy, try later; 70 a "
      "fault of darties; 130 "
      "stopped.\n.SH ENVIRONMENT\n.TP\nDARTIES_SECTION__KEY\nsets a setting, as \\-\\-set "
      "section.key does.\n.TP\n"
      "NO_COLOR\nno colours.\n.SH FILES\n.TP\ndarties.yml\nthe project.\n.TP\ndwh.cfg\nits INI "
      "file, if any.\n"
      ".TP\n~/.config/darties/config.yml\nthe user's own settings.\n";
  return text;
}

}  // namespace darties::cli
