#include "base/disclosure.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"

namespace darties {
namespace {

constexpr std::size_t kShortestHidden = 4;

constexpr std::array<std::string_view, 8> kSecretWords = {
    "password", "passwd", "pwd", "passphrase", "secret", "token", "credential", "webhook"};
/// These may have letters in front: "dbpassword".
constexpr std::array<std::string_view, 4> kSecretEnds = {"password", "passwd", "pwd", "passphrase"};
constexpr std::array<std::string_view, 4> kKeyWords = {"access", "api", "private", "secret"};
/// As a last word they say that the value is no credential but something about one.
constexpr std::array<std::string_view, 18> kAboutWords = {
    "count", "counts", "limit",  "size",   "length", "type", "name",  "names",   "column",
    "table", "file",   "folder", "policy", "ttl",    "age",  "hours", "seconds", "arn"};

template <class List>
bool is_one_of(std::string_view word, const List& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string_view without_plural(std::string_view word) {
  return word.size() > 1 && word.ends_with('s') ? word.substr(0, word.size() - 1) : word;
}

bool is_secret_word(std::string_view word) {
  while (!word.empty() && word.back() >= '0' && word.back() <= '9') word.remove_suffix(1);
  const std::string_view one = without_plural(word);
  return is_one_of(one, kSecretWords) || is_one_of(word, kSecretWords) ||
         std::any_of(kSecretEnds.begin(), kSecretEnds.end(),
                     [&](std::string_view end) { return one.ends_with(end); });
}

bool is_key_of_access(const std::vector<std::string_view>& words) {
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (without_plural(words[i]) == "key" && is_one_of(words[i - 1], kKeyWords)) return true;
  }
  return false;
}

std::size_t end_of_url(std::string_view text, std::size_t from) {
  return std::min(text.find_first_of(" \t\r\n\"'<>|,;)]}", from), text.size());
}

std::string hide_in_url(std::string_view url) {
  const std::size_t authority = url.find("://") + 3;
  const std::size_t path = std::min(url.find_first_of("/?#", authority), url.size());
  const std::size_t user = url.substr(0, path).rfind('@');
  std::string shown(url.substr(0, authority));
  shown += url.substr(user == std::string_view::npos || user < authority ? authority : user + 1);
  if (!url.starts_with("http")) return shown;
  return shown.substr(0, shown.find_first_of("?#"));
}

}  // namespace

bool names_a_secret(std::string_view name) {
  std::string folded = lower_ascii(name);
  std::replace(folded.begin(), folded.end(), '-', '_');
  if (folded == "aws.key" || folded.ends_with(".aws.key")) return true;
  const std::string_view last = std::string_view(folded).substr(folded.rfind('.') + 1);
  const auto words = split(last, '_');
  if (words.size() > 1 && is_one_of(words.back(), kAboutWords)) return false;
  return is_key_of_access(words) || std::any_of(words.begin(), words.end(), is_secret_word);
}

std::string hide_url_secrets(std::string_view text) {
  std::string shown;
  std::size_t done = 0;
  for (std::size_t at = text.find("://"); at != std::string_view::npos;
       at = text.find("://", done)) {
    std::size_t begin = at;
    while (begin > done && std::isalnum(static_cast<unsigned char>(text[begin - 1])) != 0) --begin;
    const std::size_t end = end_of_url(text, at);
    shown.append(text.substr(done, begin - done))
        .append(hide_in_url(text.substr(begin, end - begin)));
    done = end;
  }
  return shown.append(text.substr(done));
}

std::string hide_values(std::string text, const std::vector<std::string>& values) {
  for (const std::string& value : values) {
    if (value.size() >= kShortestHidden) text = replace_all(text, value, kHidden);
  }
  return text;
}

}  // namespace darties
