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
  std::string text;
  Place place;
};

/// A profile of ~/.aws/config and ~/.aws/credentials; where both have a setting, the second one's counts.
struct Profile {
  std::string name;
  Place place;  ///< of its first section
  std::map<std::string, ProfileValue> values;

  /// Empty when there is no such setting.
  std::string text(const std::string& setting) const;
  bool has(const std::string& setting) const { return !text(setting).empty(); }
  /// Where it is said; that of the profile when it is not.
  Place place_of(const std::string& setting) const;
};

/// The profiles of both files by name.
class Profiles {
 public:
  /// What a section of that file is called: "[profile x]" in config, "[x]" in credentials.
  enum class Kind { kConfig, kCredentials };

  /// Reads AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE, or those below HOME; an absent file is empty. Throws
  /// kInvalid with file and line for one that can not be read as such, kDenied when it may not be read.
  static Profiles load(const std::map<std::string, std::string>& environment);

  /// Adds a file's text. Rules of AWS: `name = value`; '#' and ';' begin a comment at the start of a line, or in a value
  /// after a blank; indented lines belong to the setting above (nested ones, as of s3) and are left out; a section that
  /// comes again goes on; sections that are no profile are left out. No text of a line is ever shown: it may be a key.
  void add(std::string_view text, const std::string& file, Kind kind);

  const Profile* find(const std::string& name) const;
  std::vector<std::string> names() const;
  /// For messages: "~/.aws/config and ~/.aws/credentials", as they are here.
  const std::string& files() const { return files_; }

 private:
  std::map<std::string, Profile> profiles_;
  std::string files_;
};

}  // namespace darties::aws
