#include "base/aws/profiles.h"

#include <algorithm>
#include <utility>

#include "base/files.h"
#include "base/text.h"

namespace darties::aws {
namespace {

namespace fs = std::filesystem;

std::string_view without_comment(std::string_view value) {
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool begins = value[i] == '#' || value[i] == ';';
    if (begins && (i == 0 || value[i - 1] == ' ' || value[i - 1] == '\t'))
      return value.substr(0, i);
  }
  return value;
}

std::string_view unquoted(std::string_view name) {
  const bool quoted = name.size() >= 2 && (name.front() == '"' || name.front() == '\'') &&
                      name.back() == name.front();
  return quoted ? name.substr(1, name.size() - 2) : name;
}

/// A section's kind and name: "profile" and "x" of [profile x]; the kind is empty for what darties does not know.
struct SectionName {
  std::string kind;
  std::string name;
};

SectionName name_of(std::string_view section, Profiles::Kind file) {
  section = trim(section);
  if (file == Profiles::Kind::kCredentials || section == "default")
    return {"profile", std::string(section)};
  const std::size_t blank = section.find_first_of(" \t");
  if (blank == std::string_view::npos) return {};
  return {std::string(section.substr(0, blank)),
          std::string(unquoted(trim(section.substr(blank))))};
}

std::size_t indentation(std::string_view line) {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

/// Reads one file's lines into sections.
class Reader {
 public:
  using Sections = std::map<std::string, Profile>;
  Reader(Sections& profiles, Sections& services, const std::string& file, Profiles::Kind kind)
      : profiles_(profiles), services_(services), file_(file), kind_(kind) {}

  void line(std::string_view text) {
    ++line_;
    const std::string_view content = trim(text);
    if (content.empty() || content.front() == '#' || content.front() == ';') return;
    const std::size_t indent = indentation(text);
    if (in_setting_ && indent > setting_indent_) return go_on(content);
    in_setting_ = false;
    setting_indent_ = indent;
    if (content.front() == '[') return begin_section(content);
    add_setting(content);
  }

 private:
  Place here() const { return {file_, line_}; }

  void go_on(std::string_view content) {
    if (open_ == nullptr) return;
    open_->text += '\n';
    open_->text += trim(without_comment(content));
  }

  void begin_section(std::string_view content) {
    const std::size_t end = content.find(']');
    if (end == std::string_view::npos)
      throw Error(ErrorKind::kInvalid, "a section is written [NAME]").at(here());
    const SectionName section = name_of(content.substr(1, end - 1), kind_);
    has_section_ = true;
    section_ = nullptr;
    if (section.name.empty() || (section.kind != "profile" && section.kind != "services")) return;
    Sections& sections = section.kind == "profile" ? profiles_ : services_;
    section_ = &sections.try_emplace(section.name, Profile{.name = section.name, .place = here()})
                    .first->second;
  }

  void add_setting(std::string_view content) {
    const std::size_t equals = content.find_first_of("=:");
    const std::string name = lower_ascii(trim(content.substr(0, equals)));
    if (equals == std::string_view::npos || name.empty()) {
      throw Error(ErrorKind::kInvalid, "expected NAME = VALUE or a [SECTION] on this line")
          .at(here());
    }
    if (!has_section_)
      throw Error(ErrorKind::kInvalid, "a setting stands before the first [SECTION]").at(here());
    in_setting_ = true;
    open_ = nullptr;
    if (section_ == nullptr) return;
    const std::string_view value = trim(without_comment(content.substr(equals + 1)));
    const auto set =
        section_->values.insert_or_assign(name, ProfileValue{std::string(value), here()});
    open_ = &set.first->second;
  }

  Sections& profiles_;
  Sections& services_;
  const std::string& file_;
  const Profiles::Kind kind_;
  int line_ = 0;
  bool has_section_ = false;
  Profile* section_ = nullptr;  // null in one that is left out
  bool in_setting_ = false;     // deeper lines go on in its value
  std::size_t setting_indent_ = 0;
  ProfileValue* open_ = nullptr;  // that setting; null in a section that is left out
};

/// The file that `variable` names, or `name` in ~/.aws; empty when there is no home either.
fs::path file_of(const std::map<std::string, std::string>& environment, const char* variable,
                 const char* name) {
  const auto value = [&](const char* key) {
    const auto found = environment.find(key);
    return found == environment.end() ? std::string() : found->second;
  };
  const std::string home = value("HOME");
  const std::string said = value(variable);
  if (said.starts_with("~/") && !home.empty()) return fs::path(home) / said.substr(2);
  if (!said.empty()) return said;
  return home.empty() ? fs::path() : fs::path(home) / ".aws" / name;
}

}  // namespace

std::string Profile::text(const std::string& setting) const {
  const auto found = values.find(setting);
  if (found == values.end()) return "";
  const std::string& value = found->second.text;
  if (value.find('\n') == std::string::npos || setting == "credential_process") return value;
  throw Error(ErrorKind::kInvalid,
              "the lines below {} are indented deeper, so they belong to its value: write settings "
              "of profile {} with the same indentation",
              setting, name)
      .at(found->second.place);
}

std::map<std::string, ProfileValue> Profile::nested(const std::string& setting) const {
  std::map<std::string, ProfileValue> settings;
  const auto found = values.find(setting);
  if (found == values.end() || !found->second.text.starts_with('\n')) return settings;
  for (const std::string_view line : split_lines(found->second.text)) {
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    settings.insert_or_assign(
        std::string(trim(line.substr(0, equals))),
        ProfileValue{std::string(trim(line.substr(equals + 1))), found->second.place});
  }
  return settings;
}

Place Profile::place_of(const std::string& setting) const {
  const auto found = values.find(setting);
  return found == values.end() ? place : found->second.place;
}

Profiles Profiles::load(const std::map<std::string, std::string>& environment) {
  Profiles profiles;
  const fs::path config = file_of(environment, "AWS_CONFIG_FILE", "config");
  const fs::path keys = file_of(environment, "AWS_SHARED_CREDENTIALS_FILE", "credentials");
  profiles.files_ = fmt::format("{} and {}", shown_path(config), shown_path(keys));
  profiles.add_file(config, Kind::kConfig);
  profiles.add_file(keys, Kind::kCredentials);
  return profiles;
}

void Profiles::add_file(const fs::path& file, Kind kind) {
  std::error_code fault;  // a folder that may not be entered holds nothing for us
  if (!fs::exists(file, fault) || fault) return;
  std::string text;
  try {
    text = read_file(file);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kDenied) throw;
    unreadable_ = shown_path(file);
    return;
  }
  add(text, shown_path(file), kind);
}

void Profiles::add(std::string_view text, const std::string& file, Kind kind) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (!is_valid_utf8(text)) throw Error(ErrorKind::kInvalid, "not UTF-8 text").at({file});
  Reader reader(profiles_, services_, file, kind);
  for (const std::string_view line : split_lines(text)) reader.line(line);
}

const Profile* Profiles::find_services(const std::string& name) const {
  const auto found = services_.find(name);
  return found == services_.end() ? nullptr : &found->second;
}

const Profile* Profiles::find(const std::string& name) const {
  const auto found = profiles_.find(name);
  return found == profiles_.end() ? nullptr : &found->second;
}

std::vector<std::string> Profiles::names() const {
  std::vector<std::string> names;
  for (const auto& [name, profile] : profiles_) names.push_back(name);
  return names;
}

}  // namespace darties::aws
