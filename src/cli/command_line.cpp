// The command's name is found first, so that one small CLI11 parser with that command's options is made, not one of all.
#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/text.h"
#include "cli/command_name.h"
#include "cli/global_options.h"

namespace darties::cli {
namespace {

std::string names_of(const CommandOption& option) {
  return option.letter == 0 ? std::string(option.name)
                            : fmt::format("-{},{}", option.letter, option.name);
}

/// One command's CLI11 parser.
class Parser {
 public:
  explicit Parser(const Command* command) {
    app_.set_help_flag("");
    app_.allow_extras(true);
    for (const CommandOption& option : global_options()) {
      if (command == nullptr || has_global_option(*command, option.name)) add(option);
    }
    if (command == nullptr) {
      add({.name = "--version"});
      return;
    }
    for (const CommandOption& option : command->options) add(option);
    for (const CommandArgument& argument : command->arguments) {
      CLI::Option* added = app_.add_option(std::string(argument.name));
      if (argument.repeatable) added->expected(1, 1 << 20)->allow_extra_args(true);
      options_.emplace_back(argument.name, added);
    }
  }

  void parse(std::vector<std::string> arguments) {
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants it
    try {
      app_.parse(std::move(arguments));
    } catch (const CLI::ParseError& fault) {
      const std::string text = fault.what();  // "--set: 1 required  missing"
      const std::string option = text.substr(0, text.find(':'));
      if (option.starts_with('-')) throw Error(ErrorKind::kInvalid, "{} needs a value", option);
      throw Error(ErrorKind::kInvalid, "{}", text);
    }
  }

  std::vector<std::string> values(std::string_view name) const {
    for (const auto& [known, option] : options_) {
      if (known == name) return option->results();
    }
    return {};
  }

  std::size_t count(std::string_view name) const {
    for (const auto& [known, option] : options_) {
      if (known == name) return option->count();
    }
    return 0;
  }

  std::vector<std::string> remaining() const {
    auto words = app_.remaining();
    std::erase(words, "--");
    return words;
  }

  std::vector<std::string> option_names() const {
    std::vector<std::string> names;
    for (const auto& [name, option] : options_) {
      if (name.starts_with("--")) names.emplace_back(name);
    }
    return names;
  }

 private:
  void add(const CommandOption& option) {
    CLI::Option* added = nullptr;
    if (option.value.empty()) {
      added = app_.add_flag(names_of(option));
      added->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    } else {
      added = app_.add_option(names_of(option));
      added->type_size(1)
          ->expected(1, option.repeatable ? CLI::detail::expected_max_vector_size : 1)
          ->allow_extra_args(false);
      added->multi_option_policy(option.repeatable ? CLI::MultiOptionPolicy::TakeAll
                                                   : CLI::MultiOptionPolicy::TakeLast);
    }
    options_.emplace_back(option.name, added);
  }

  CLI::App app_;
  std::vector<std::pair<std::string_view, CLI::Option*>> options_;
};

void check_choice(std::string_view name, std::string_view choices, const std::string& value) {
  if (choices.empty()) return;
  std::vector<std::string> known;
  for (const auto choice : split(choices, '|')) known.emplace_back(choice);
  if (std::find(known.begin(), known.end(), value) != known.end()) return;
  throw Error(ErrorKind::kInvalid, "{} is one of {}, found: {}{}", name, join(known, ", "), value,
              suggestion(value, known));
}

void read_option(const CommandOption& option, const Parser& parser, Invocation& invocation) {
  if (option.value.empty()) {
    if (parser.count(option.name) > 0) invocation.add(option.name, "true");
    return;
  }
  auto values = parser.values(option.name);
  if (values.empty() && option.required) {
    throw Error(ErrorKind::kInvalid, "{} {} is missing", option.name, option.value);
  }
  if (values.empty() && !option.default_value.empty()) values.emplace_back(option.default_value);
  for (auto& value : values) {
    check_choice(option.name, option.choices, value);
    invocation.add(option.name, std::move(value));
  }
}

void read_argument(const Command& command, const CommandArgument& argument, const Parser& parser,
                   Invocation& invocation) {
  auto values = parser.values(argument.name);
  if (values.empty() && argument.required) {
    throw Error(ErrorKind::kInvalid, "{} is missing: darties {} needs it; see `darties help {}`",
                argument.name, command.name, command.name);
  }
  for (auto& value : values) {
    check_choice(argument.name, argument.choices, value);
    invocation.add(argument.name, std::move(value));
  }
}

[[noreturn]] void refuse_word(const std::string& word, const Command* command,
                              const Parser& parser) {
  const std::string help = command == nullptr ? "help" : fmt::format("help {}", command->name);
  if (!word.starts_with('-')) {
    throw Error(ErrorKind::kInvalid, "unexpected argument '{}'; see `darties {}`", word, help);
  }
  const std::string name = word.substr(0, word.find('='));
  throw Error(ErrorKind::kInvalid, "unknown option '{}'{}; see `darties {}`", name,
              suggestion(name, parser.option_names()), help);
}

/// `--name value`, `--name=value` and `name=value`.
void read_extras(const Command& command, const Parser& parser, Invocation& invocation) {
  const auto words = parser.remaining();
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool dashed = words[i].starts_with("--") && words[i].size() > 2;
    const std::string word = dashed ? words[i].substr(2) : words[i];
    const std::size_t equals = word.find('=');
    if (equals != std::string::npos && equals > 0) {
      invocation.add_extra(word.substr(0, equals), word.substr(equals + 1));
    } else if (dashed && i + 1 < words.size()) {
      invocation.add_extra(word, words[++i]);
    } else if (dashed) {
      throw Error(ErrorKind::kInvalid, "--{} needs a value", word);
    } else {
      refuse_word(words[i], &command, parser);
    }
  }
}

GlobalOptions read_globals(const Parser& parser) {
  GlobalOptions globals;
  const auto last = [&](std::string_view name) {
    const auto values = parser.values(name);
    return values.empty() ? std::string() : values.back();
  };
  globals.project_folder = last("--project");
  globals.settings = parser.values("--set");
  globals.format_given = parser.count("--output") > 0;
  if (globals.format_given) globals.format = parse_output_format(last("--output"));
  globals.dry_run = parser.count("--dry-run") > 0;
  globals.quiet = parser.count("--quiet") > 0;
  globals.verbosity = int(parser.count("--verbose"));
  if (parser.count("--lock-timeout") > 0) {
    const std::string time = last("--lock-timeout");
    if (!parse_duration_ms(time)) {
      throw Error(ErrorKind::kInvalid, "--lock-timeout is a time such as 10s or 2m, found: {}",
                  time);
    }
    globals.settings.push_back("lock_timeout=" + time);
  }
  return globals;
}

}  // namespace

CommandLine parse_command_line(const std::vector<std::string>& arguments,
                               std::span<const Command* const> commands) {
  CommandLine line;
  std::vector<std::string> rest = arguments;
  line.command = take_command(rest, commands);
  Parser parser(line.command);
  parser.parse(std::move(rest));
  line.help = parser.count("--help") > 0;
  line.version = parser.count("--version") > 0;
  if (line.help) return line;
  line.globals = read_globals(parser);
  if (line.command == nullptr || !line.command->takes_extra_options) {
    const auto unknown = parser.remaining();
    if (!unknown.empty()) refuse_word(unknown.front(), line.command, parser);
  }
  if (line.command == nullptr) return line;
  for (const CommandOption& option : line.command->options)
    read_option(option, parser, line.invocation);
  for (const CommandArgument& argument : line.command->arguments) {
    read_argument(*line.command, argument, parser, line.invocation);
  }
  line.globals.command_text = fmt::format("darties {}", line.command->name);
  for (const CommandArgument& argument : line.command->arguments) {
    for (const auto& word : line.invocation.all(argument.name))
      line.globals.command_text += " " + word;
  }
  if (line.command->takes_extra_options) read_extras(*line.command, parser, line.invocation);
  return line;
}

}  // namespace darties::cli
