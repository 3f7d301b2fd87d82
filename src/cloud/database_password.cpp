#include "cloud/database_password.h"

#include <sys/random.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>

#include "base/files.h"
#include "base/own_files.h"
#include "base/text.h"

namespace darties::cloud {
namespace {

constexpr std::size_t kLength = 32;
constexpr std::string_view kLetters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";  // 64: a byte's low bits
constexpr unsigned kOwnerOnly = 0600;

std::string random_letters() {
  std::array<unsigned char, kLength> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != ssize_t(bytes.size()))
    throw error_from_errno(errno, "cannot get random bytes");
  std::string text;
  for (const unsigned char byte : bytes) text += kLetters[byte % kLetters.size()];
  return text;
}

bool has_all_kinds(const std::string& text) {
  const auto has = [&](auto is) { return std::any_of(text.begin(), text.end(), is); };
  return has([](unsigned char c) { return std::isupper(c) != 0; }) &&
         has([](unsigned char c) { return std::islower(c) != 0; }) &&
         has([](unsigned char c) { return std::isdigit(c) != 0; });
}

}  // namespace

Secret generate_password() {
  for (;;) {
    std::string text = random_letters();
    if (has_all_kinds(text)) return Secret(std::move(text));
  }
}

std::filesystem::path password_file(const std::filesystem::path& state_folder) {
  return state_folder / "database_password";
}

Secret kept_password(const std::filesystem::path& state_folder) {
  const auto file = password_file(state_folder);
  if (!std::filesystem::exists(file)) {
    make_own_folder(state_folder);
    write_file_atomically(file, generate_password().reveal() + "\n", kOwnerOnly);
  }
  return Secret(std::string(trim(read_file(file))));
}

void forget_password(const std::filesystem::path& state_folder) {
  std::filesystem::remove(password_file(state_folder));
}

}  // namespace darties::cloud
