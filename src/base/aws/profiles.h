#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace darties::aws {

/// One setting of a profile.
struct ProfileValue {
  std::string
      text;  ///< lines of a value that goes on, joined by '\n'; begins with one where it is nested
  Place place;
};

/// A profile of ~/.aws/config and ~/.aws/credentials; where both have a setting, the second one's counts.
struct Profile {
  std::string name;
  Place place;  ///< of its first section
  std::map<std::string, ProfileValue> values;

  /// Empty when there is no such setting. Throws kInvalid with the place for one that goes on in indented lines, which only a
  /// credential_process may: what stands in them was meant as settings.
  std::string text(const std::string& setting) const;
  /// The settings nested in this one, as those of `s3 =`, by name; empty when there are none.
  std::map<std::string, ProfileValue> nested(const std::string& setting) const;
  bool has(const std::string& setting) const { return !text(setting).empty(); }
  /// Where it is said; that of the profile when it is not.
  Place place_of(const std::string& setting) const;
};

/// The profiles of both files by name.
class Profiles {
 public:
  /// What a section of that file is called: "[profile x]" in config, "[x]" in credentials.
  enum class Kind { kConfig, kCredentials };

  /// Reads AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE, or those below HOME; an absent file is empty, and so is one that
  /// may not be read or looked for (a service keeps root's HOME), see unreadable(). Throws kInvalid with file and line for
  /// one that can not be read as such.
  static Profiles load(const std::map<std::string, std::string>& environment);

  /// Adds a file's text. Rules of botocore, which are those of Python's configparser: `name = value` or `name: value`; '#' and
  /// ';' begin a comment at the start of a line; a line that is indented deeper than the setting above goes on in its value,
  /// any other is a setting of its own, however it is indented. As other SDKs have it, '#' and ';' behind a blank begin a
  /// comment in a value, and a section that comes again goes on. Sections that are neither profiles nor services are left
  /// out. No text of a line is ever shown: it may be a key.
  void add(std::string_view text, const std::string& file, Kind kind);

  const Profile* find(const std::string& name) const;
  /// The section `[services NAME]`.
  const Profile* find_services(const std::string& name) const;
  std::vector<std::string> names() const;
  /// For messages: "~/.aws/config and ~/.aws/credentials", as they are here.
  const std::string& files() const { return files_; }
  /// A file that is there and may not be read by us; empty when there is none.
  const std::string& unreadable() const { return unreadable_; }

 private:
  void add_file(const std::filesystem::path& file, Kind kind);

  std::map<std::string, Profile> profiles_;
  std::map<std::string, Profile> services_;
  std::string files_;
  std::string unreadable_;
};

}  // namespace darties::aws
