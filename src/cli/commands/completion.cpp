#include <fmt/core.h>

#include <ostream>

#include "base/text.h"
#include "cli/command.h"
#include "cli/global_options.h"
#include "cli/house.h"

namespace darties::cli {
namespace {

constexpr CommandArgument kArguments[] = {
    {.name = "SHELL", .help = "For which shell.", .choices = "bash|zsh|fish"},
};
constexpr CommandExample kExamples[] = {
    {.line = "source <(darties completion bash)", .what = "Completes in this bash."},
    {.line = "darties completion fish > ~/.config/fish/completions/darties.fish",
     .what = "For good, in fish."},
};

std::string first_words() {
  std::string words, last;
  for (const Command* command : all_commands()) {
    const std::string word(command->name.substr(0, command->name.find(' ')));
    if (word != last) words += words.empty() ? word : " " + word;
    last = word;
  }
  return words;
}

std::string option_words(const Command& command) {
  std::string words;
  const auto add = [&](const CommandOption& option) {
    words += words.empty() ? "" : " ";
    words += option.name;
  };
  for (const CommandOption& option : command.options) add(option);
  for (const CommandOption& option : global_options()) {
    if (has_global_option(command, option.name)) add(option);
  }
  return words;
}

std::string choice_words(const Command& command) {
  std::string words;
  for (const CommandArgument& argument : command.arguments)
    words += replace_all(argument.choices, "|", " ");
  return words;
}

std::string second_words(std::string_view group) {
  std::string words;
  for (const Command* command : all_commands()) {
    const std::string prefix = std::string(group) + " ";
    if (command->name.starts_with(prefix))
      words += std::string(command->name.substr(prefix.size())) + " ";
  }
  return words;
}

/// The words that may follow each command, as lines of a shell's `case`.
std::string case_lines() {
  std::string text;
  std::string last_group;
  for (const Command* command : all_commands()) {
    const std::string name(command->name);
    const std::size_t blank = name.find(' ');
    if (blank != std::string::npos && name.substr(0, blank) != last_group) {
      last_group = name.substr(0, blank);
      text += fmt::format("    {}) words=\"{}\" ;;\n", last_group, trim(second_words(last_group)));
    }
    const std::string choices = choice_words(*command);
    text += fmt::format("    \"{}\") words=\"{}{}{}\" ;;\n", name, choices,
                        choices.empty() ? "" : " ", option_words(*command));
  }
  return text;
}

std::string bash_script() {
  return "# darties: completion for bash\n_darties() {\n"
         "  local word=\"${COMP_WORDS[COMP_CWORD]}\" words\n"
         "  local name=\"${COMP_WORDS[1]}\"\n"
         "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
         "    words=\"" +
         first_words() +
         "\"\n"
         "  else\n"
         "    [ \"$COMP_CWORD\" -gt 2 ] && case \"$name ${COMP_WORDS[2]}\" in\n      " +
         [] {
           std::string groups;
           for (const Command* command : all_commands()) {
             if (command->name.find(' ') == std::string_view::npos) continue;
             groups += groups.empty() ? "" : " | ";
             groups += fmt::format("\"{}\"", command->name);
           }
           return groups.empty() ? std::string("\"\"") : groups;
         }() +
         ") name=\"$name ${COMP_WORDS[2]}\" ;;\n    esac\n"
         "    case \"$name\" in\n" +
         case_lines() +
         "    esac\n"
         "  fi\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
         "  [ ${#COMPREPLY[@]} -eq 0 ] && compopt -o default 2>/dev/null\n"
         "  return 0\n}\ncomplete -F _darties darties\n";
}

std::string zsh_script() {
  return "#compdef darties\n# darties: completion for zsh, by way of bash's\n"
         "autoload -U +X bashcompinit && bashcompinit\n" +
         bash_script();
}

std::string fish_text(std::string_view text) {
  return replace_all(replace_all(text, "\\", "\\\\"), "'", "\\'");
}

std::string fish_options(std::span<const CommandOption> options, const Command& command,
                         bool global) {
  const std::string first(command.name.substr(0, command.name.find(' ')));
  std::string text;
  for (const CommandOption& option : options) {
    if (global && !has_global_option(command, option.name)) continue;
    text += fmt::format("complete -c darties -n '__fish_seen_subcommand_from {}' -l {}", first,
                        option.name.substr(2));
    if (option.letter != 0) text += fmt::format(" -s {}", option.letter);
    if (!option.value.empty()) text += " -r";
    if (!option.choices.empty())
      text += fmt::format(" -f -a '{}'", replace_all(option.choices, "|", " "));
    text += fmt::format(" -d '{}'\n", fish_text(option.help));
  }
  return text;
}

std::string fish_script() {
  std::string text = "# darties: completion for fish\n";
  for (const Command* command : all_commands()) {
    const std::string name(command->name);
    const std::size_t blank = name.find(' ');
    const std::string condition = blank == std::string::npos
                                      ? "__fish_use_subcommand"
                                      : "__fish_seen_subcommand_from " + name.substr(0, blank);
    if (blank != std::string::npos) {
      text += fmt::format("complete -c darties -f -n __fish_use_subcommand -a {}\n",
                          name.substr(0, blank));
    }
    text += fmt::format("complete -c darties -f -n '{}' -a {} -d '{}'\n", condition,
                        blank == std::string::npos ? name : name.substr(blank + 1),
                        fish_text(command->summary));
    const std::string choices = choice_words(*command);
    if (!choices.empty()) {
      text += fmt::format("complete -c darties -f -n '__fish_seen_subcommand_from {}' -a '{}'\n",
                          name, choices);
    }
    text += fish_options(command->options, *command, false) +
            fish_options(global_options(), *command, true);
  }
  return text;
}

int run(const Invocation& line, House& house) {
  const std::string shell = line.text("SHELL");
  house.out() << (shell == "fish" ? fish_script() : shell == "zsh" ? zsh_script() : bash_script());
  return 0;
}

}  // namespace

extern const Command completion_command{
    .name = "completion",
    .group = "Other",
    .summary = "Writes the completion script of a shell.",
    .arguments = kArguments,
    .examples = kExamples,
    .run = run,
};

}  // namespace darties::cli
