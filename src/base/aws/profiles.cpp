#include "base/aws/profiles.h"

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

/// The profile that a section is about; empty for sections of other kinds.
std::string profile_of(std::string_view section, Profiles::Kind kind) {
  section = trim(section);
  if (kind == Profiles::Kind::kCredentials || section == "default") return std::string(section);
  const std::size_t blank = section.find_first_of(" \t");
  if (section.substr(0, blank) != "profile" || blank == std::string_view::npos) return "";
  return std::string(unquoted(trim(section.substr(blank))));
}

/// Reads one file's lines into profiles.
class Reader {
 public:
  Reader(std::map<std::string, Profile>& profiles, const std::string& file, Profiles::Kind kind)
      : profiles_(profiles), file_(file), kind_(kind) {}

  void line(std::string_view text) {
    ++line_;
    const std::string_view content = trim(text);
    if (content.empty() || content.front() == '#' || content.front() == ';') return;
    if (content.front() == '[') return begin_section(content);
    if (text.front() == ' ' || text.front() == '\t') return;
    add_setting(content);
  }

 private:
  Place here() const { return {file_, line_}; }

  void begin_section(std::string_view content) {
    const std::size_t end = content.find(']');
    if (end == std::string_view::npos)
      throw Error(ErrorKind::kInvalid, "a section is written [NAME]").at(here());
    const std::string name = profile_of(content.substr(1, end - 1), kind_);
    has_section_ = true;
    profile_ = nullptr;
    if (name.empty()) return;
    profile_ = &profiles_.try_emplace(name, Profile{.name = name, .place = here()}).first->second;
  }

  void add_setting(std::string_view content) {
    const std::size_t equals = content.find('=');
    const std::string name = lower_ascii(trim(content.substr(0, equals)));
    if (equals == std::string_view::npos || name.empty()) {
      throw Error(ErrorKind::kInvalid, "expected NAME = VALUE or a [SECTION] on this line")
          .at(here());
    }
    if (!has_section_)
      throw Error(ErrorKind::kInvalid, "a setting stands before the first [SECTION]").at(here());
    if (profile_ == nullptr) return;
    const std::string_view value = trim(without_comment(content.substr(equals + 1)));
    profile_->values.insert_or_assign(name, ProfileValue{std::string(value), here()});
  }

  std::map<std::string, Profile>& profiles_;
  const std::string& file_;
  const Profiles::Kind kind_;
  int line_ = 0;
  bool has_section_ = false;
  Profile* profile_ = nullptr;  // the section's; null in one that is no profile
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
  return found == values.end() ? "" : found->second.text;
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
  if (fs::exists(config)) profiles.add(read_file(config), shown_path(config), Kind::kConfig);
  if (fs::exists(keys)) profiles.add(read_file(keys), shown_path(keys), Kind::kCredentials);
  return profiles;
}

void Profiles::add(std::string_view text, const std::string& file, Kind kind) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (!is_valid_utf8(text)) throw Error(ErrorKind::kInvalid, "not UTF-8 text").at({file});
  Reader reader(profiles_, file, kind);
  for (const std::string_view line : split_lines(text)) reader.line(line);
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
