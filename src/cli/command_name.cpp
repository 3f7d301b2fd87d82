#include "cli/command_name.h"

#include <algorithm>

#include "base/text.h"
#include "cli/global_options.h"

namespace darties::cli {
namespace {

const CommandOption* find_global(std::string_view word) {
  for (const CommandOption& option : global_options()) {
    const bool by_letter = word.size() >= 2 && word[1] == option.letter && word[1] != '-';
    if (word == option.name || by_letter) return &option;
  }
  return nullptr;
}

/// The places of the words that are no options and no values of global options.
std::vector<std::size_t> plain_words(const std::vector<std::string>& arguments) {
  std::vector<std::size_t> words;
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    const std::string& word = arguments[i];
    if (!word.starts_with('-') || word == "-") {
      words.push_back(i);
      continue;
    }
    const CommandOption* global = find_global(word);
    const bool attached = !word.starts_with("--") && word.size() > 2;
    if (global != nullptr && !global->value.empty() && !attached) ++i;
  }
  return words;
}

/// "set-password" for the group "users"; empty when it is no group.
std::vector<std::string> names_in_group(std::string_view group,
                                        std::span<const Command* const> commands) {
  std::vector<std::string> names;
  for (const Command* command : commands) {
    const std::string prefix = std::string(group) + " ";
    if (command->name.starts_with(prefix)) names.emplace_back(command->name.substr(prefix.size()));
  }
  return names;
}

const Command* command_called(std::string_view name, std::span<const Command* const> commands) {
  const auto found = std::find_if(commands.begin(), commands.end(),
                                  [&](const Command* command) { return command->name == name; });
  return found == commands.end() ? nullptr : *found;
}

[[noreturn]] void refuse_command(const std::string& word,
                                 std::span<const Command* const> commands) {
  std::vector<std::string> names;
  for (const Command* command : commands)
    names.emplace_back(command->name.substr(0, command->name.find(' ')));
  throw Error(ErrorKind::kInvalid, "unknown command '{}'{}; `darties help` lists them", word,
              suggestion(word, names));
}

}  // namespace

const Command* take_command(std::vector<std::string>& arguments,
                            std::span<const Command* const> commands) {
  const auto words = plain_words(arguments);
  if (words.empty()) return nullptr;
  const std::string first = arguments[words[0]];
  const auto take = [&](std::size_t word) {
    arguments.erase(arguments.begin() + std::ptrdiff_t(words[word]));
  };
  if (const Command* command = command_called(first, commands)) {
    take(0);
    return command;
  }
  const auto members = names_in_group(first, commands);
  if (members.empty()) refuse_command(first, commands);
  const std::string second = words.size() > 1 ? arguments[words[1]] : "";
  const Command* command = command_called(first + " " + second, commands);
  const bool asks_help =
      std::any_of(arguments.begin(), arguments.end(),
                  [](const std::string& word) { return word == "-h" || word == "--help"; });
  if (command == nullptr && second.empty() && asks_help)
    command = command_called(first + " " + members[0], commands);
  if (command == nullptr) {
    throw Error(ErrorKind::kInvalid, "`darties {}` needs one of: {}{}", first, join(members, ", "),
                second.empty() ? "" : suggestion(second, members));
  }
  if (!second.empty()) take(1);
  take(0);
  return command;
}

}  // namespace darties::cli
