#include "cli/password.h"

#include <sodium.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <iostream>
#include <optional>

#include "base/error.h"
#include "base/text.h"

namespace darties::cli {
namespace {

constexpr std::size_t kShortest = 8;
constexpr std::size_t kLongest = 1024;

/// Turns the terminal's echo off while it lives.
class NoEcho {
 public:
  NoEcho() {
    active_ = ::tcgetattr(STDIN_FILENO, &before_) == 0;
    if (!active_) return;
    termios silent = before_;
    silent.c_lflag &= ~tcflag_t(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~NoEcho() {
    if (active_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  NoEcho(const NoEcho&) = delete;
  NoEcho& operator=(const NoEcho&) = delete;

 private:
  termios before_{};
  bool active_ = false;
};

/// One line, read by bytes so that nothing of it stays in a stream's buffer.
Secret read_line() {
  std::string line;
  for (;;) {
    char byte = 0;
    const ssize_t got = ::read(STDIN_FILENO, &byte, 1);
    if (got == 0 && line.empty()) throw Error(ErrorKind::kInvalid, "no password was given");
    if (got <= 0 || byte == '\n' || line.size() > kLongest) break;
    line += byte;
  }
  if (line.ends_with('\r')) line.pop_back();
  Secret secret(line);
  sodium_memzero(line.data(), line.size());
  return secret;
}

Secret ask(House& house, std::string_view prompt) {
  house.err() << prompt << std::flush;
  const NoEcho quiet;
  Secret answer = read_line();
  house.err() << '\n' << std::flush;
  return answer;
}

}  // namespace

Secret read_new_password(House& house) {
  const bool terminal = house.terminal().in;
  Secret password = terminal ? ask(house, "New password: ") : read_line();
  if (count_characters(password.reveal()) < kShortest || password.reveal().size() > kLongest) {
    throw Error(ErrorKind::kInvalid, "a password has {} characters at least and {} bytes at most",
                kShortest, kLongest);
  }
  if (terminal && ask(house, "The same again: ") != password) {
    throw Error(ErrorKind::kInvalid, "the two passwords differ");
  }
  return password;
}

std::string hash_password(const Secret& password) {
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  const std::string& text = password.reveal();
  const bool done = ::sodium_init() >= 0 &&
                    ::crypto_pwhash_str_alg(
                        hash.data(), text.data(), text.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) == 0;
  if (!done)
    throw Error(ErrorKind::kUnavailable, "not enough memory to hash a password: 64 MB are needed");
  return hash.data();
}

bool password_matches(const Secret& password, const std::string& hash) {
  const std::string& text = password.reveal();
  return ::sodium_init() >= 0 && hash.size() < crypto_pwhash_STRBYTES &&
         ::crypto_pwhash_str_verify(hash.c_str(), text.data(), text.size()) == 0;
}

}  // namespace darties::cli
