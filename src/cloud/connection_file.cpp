#include "cloud/connection_file.h"

#include "base/files.h"
#include "base/ini.h"

namespace darties::cloud {
namespace {

constexpr unsigned kOwnerOnly = 0600;

std::string value_in(std::string_view text, std::string_view option) {
  for (const IniEntry& entry : read_ini(text, "dwh.cfg")) {
    if (entry.section == "DWH" && entry.option == option) return entry.value;
  }
  return "";
}

std::string with(std::string text, std::string_view option, std::string_view folded,
                 const std::string& value) {
  if (value_in(text, folded) == value) return text;
  return set_ini_value(text, "DWH", option, value);
}

}  // namespace

void write_connection(const std::filesystem::path& project_folder, const Connection& connection) {
  const auto file =
      std::filesystem::weakly_canonical(project_folder / "dwh.cfg");  // a link stays one
  const bool there = std::filesystem::exists(file);
  const std::string before = there ? read_file(file) : "";
  std::string text = with(before, "DWH_ENDPOINT", "dwh_endpoint", connection.endpoint);
  text = with(std::move(text), "DWH_ROLE_ARN", "dwh_role_arn", connection.role_arn);
  if (text == before) return;
  if (there) std::filesystem::permissions(file, std::filesystem::perms(kOwnerOnly));
  write_file_atomically(file, text, kOwnerOnly);
}

}  // namespace darties::cloud
