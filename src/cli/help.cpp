#include "cli/help.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.h"
#include "cli/global_options.h"

namespace darties::cli {
namespace {

struct Line {
  std::string left;
  std::string right;
};

std::string columns(const std::vector<Line>& lines) {
  std::size_t width = 0;
  for (const Line& line : lines) width = std::max(width, display_width(line.left));
  width = std::min<std::size_t>(width, 30);
  std::string text;
  for (const Line& line : lines) {
    const std::size_t used = display_width(line.left);
    text += "  " + line.left;
    if (!line.right.empty()) {
      text +=
          used > width ? "\n" + std::string(width + 4, ' ') : std::string(width + 2 - used, ' ');
      text += line.right;
    }
    text += "\n";
  }
  return text;
}

std::string left_of(const CommandOption& option) {
  std::string text = option.letter == 0 ? "    " : fmt::format("-{}, ", option.letter);
  text += option.name;
  if (!option.value.empty()) text += fmt::format(" {}", option.value);
  return text;
}

std::string right_of(const CommandOption& option) {
  std::string text(option.help);
  if (!option.choices.empty())
    text += fmt::format(" One of: {}.", replace_all(option.choices, "|", ", "));
  if (!option.default_value.empty()) text += fmt::format(" Default: {}.", option.default_value);
  if (option.repeatable && !option.value.empty()) text += " May be repeated.";
  if (option.required) text += " Required.";
  return text;
}

std::string right_of(const CommandArgument& argument) {
  std::string text(argument.help);
  if (!argument.choices.empty())
    text += fmt::format(" One of: {}.", replace_all(argument.choices, "|", ", "));
  return text;
}

std::vector<Line> option_lines(std::span<const CommandOption> options, const Command* owner) {
  std::vector<Line> lines;
  for (const CommandOption& option : options) {
    if (owner == nullptr || has_global_option(*owner, option.name)) {
      lines.push_back({left_of(option), right_of(option)});
    }
  }
  return lines;
}

}  // namespace

std::string usage_of(const Command& command) {
  std::string text = fmt::format("darties {} [OPTIONS]", command.name);
  for (const CommandArgument& argument : command.arguments) {
    std::string word(argument.name);
    if (argument.repeatable) word += "...";
    text += argument.required ? " " + word : " [" + word + "]";
  }
  if (command.takes_extra_options) text += " [NAME=VALUE...]";
  return text;
}

std::string help_overview(std::span<const Command* const> commands) {
  std::string text =
      "darties takes spreadsheets and event logs and turns them into a checked warehouse.\n\n"
      "usage: darties COMMAND [OPTIONS]\n";
  std::vector<std::string_view> groups;
  for (const Command* command : commands) {
    if (std::find(groups.begin(), groups.end(), command->group) == groups.end()) {
      groups.push_back(command->group);
    }
  }
  for (const std::string_view group : groups) {
    std::vector<Line> lines;
    for (const Command* command : commands) {
      if (command->group == group)
        lines.push_back({std::string(command->name), std::string(command->summary)});
    }
    text += fmt::format("\n{}:\n{}", group.empty() ? "Commands" : group, columns(lines));
  }
  text += "\n`darties help COMMAND` tells more about one of them.\n";
  return text;
}

std::string help_of(const Command& command) {
  std::string text = fmt::format("{}\n\nusage: {}\n", command.summary, usage_of(command));
  if (!command.details.empty()) text += fmt::format("\n{}\n", trim(command.details));
  std::vector<Line> lines;
  for (const CommandArgument& argument : command.arguments) {
    lines.push_back({std::string(argument.name), right_of(argument)});
  }
  if (!lines.empty()) text += "\nArguments:\n" + columns(lines);
  if (!command.options.empty())
    text += "\nOptions:\n" + columns(option_lines(command.options, nullptr));
  text += "\nOptions of every command:\n" + columns(option_lines(global_options(), &command));
  if (!command.examples.empty()) text += "\nExamples:\n";
  for (const CommandExample& example : command.examples) {
    text += fmt::format("  $ {}\n      {}\n", example.line, example.what);
  }
  return text;
}

}  // namespace darties::cli
