#include "fakes/cloud/text.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <zlib.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <ctime>

namespace darties::fakes {
namespace {

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.' || c == '~';
}

void append_percent(std::string& into, char c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  into += '%';
  into += kDigits[std::uint8_t(c) >> 4];
  into += kDigits[std::uint8_t(c) & 15];
}

std::string digest(std::string_view bytes, const EVP_MD* kind) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> raw;
  unsigned size = 0;
  EVP_Digest(bytes.data(), bytes.size(), raw.data(), &size, kind, nullptr);
  return {reinterpret_cast<const char*>(raw.data()), size};
}

std::string big_endian(std::uint32_t value) {
  return {char(value >> 24), char(value >> 16), char(value >> 8), char(value)};
}

std::array<std::uint32_t, 256> castagnoli_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ ((value & 1) != 0 ? 0x82F63B78U : 0);
    table[i] = value;
  }
  return table;
}

std::string format_time(Time time, const char* pattern) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 64> text;
  return {text.data(), std::strftime(text.data(), text.size(), pattern, &parts)};
}

}  // namespace

std::string percent_decode(std::string_view text, bool plus_is_blank) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const std::string digits(text.substr(i + 1, 2));
      decoded += char(std::strtol(digits.c_str(), nullptr, 16));
      i += 2;
    } else {
      decoded += plus_is_blank && text[i] == '+' ? ' ' : text[i];
    }
  }
  return decoded;
}

std::string percent_encode(std::string_view text, bool keep_slash) {
  std::string encoded;
  for (const char c : text) {
    if (is_unreserved(c) || (keep_slash && c == '/')) {
      encoded += c;
    } else {
      append_percent(encoded, c);
    }
  }
  return encoded;
}

std::string listing_encode(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    if (c == ' ') {
      encoded += '+';
    } else if (c != '~' && (is_unreserved(c) || c == '/' || c == '*')) {
      encoded += c;
    } else {
      append_percent(encoded, c);
    }
  }
  return encoded;
}

std::map<std::string, std::string> read_query(std::string_view query) {
  std::map<std::string, std::string> values;
  while (!query.empty()) {
    const auto pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    const auto equals = pair.find('=');
    const auto value = equals == std::string_view::npos ? "" : pair.substr(equals + 1);
    if (!pair.empty()) {
      values[percent_decode(pair.substr(0, equals), true)] = percent_decode(value, true);
    }
  }
  return values;
}

std::string xml_escape(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\r':
        escaped += "&#13;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string xml_element(std::string_view name, std::string_view text) {
  std::string element = "<";
  element.append(name).append(">").append(xml_escape(text));
  return element.append("</").append(name).append(">");
}

std::string base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4, '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()), int(bytes.size()));
  return text;
}

std::string hex(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    text += "0123456789abcdef"[std::uint8_t(c) >> 4];
    text += "0123456789abcdef"[std::uint8_t(c) & 15];
  }
  return text;
}

std::string lower(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) c = c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
  return lowered;
}

std::string md5(std::string_view bytes) { return digest(bytes, EVP_md5()); }
std::string sha1(std::string_view bytes) { return digest(bytes, EVP_sha1()); }
std::string sha256(std::string_view bytes) { return digest(bytes, EVP_sha256()); }

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> raw;
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), int(key.size()),
       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), raw.data(), &size);
  return {reinterpret_cast<const char*>(raw.data()), size};
}

std::string crc32(std::string_view bytes) {
  return big_endian(std::uint32_t(
      crc32_z(0, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size())));
}

std::string crc32c(std::string_view bytes) {
  static const auto kTable = castagnoli_table();
  std::uint32_t value = ~0U;
  for (const char c : bytes) value = (value >> 8) ^ kTable[(value ^ std::uint8_t(c)) & 255];
  return big_endian(~value);
}

std::string iso_time(Time time) { return format_time(time, "%Y-%m-%dT%H:%M:%SZ"); }
std::string basic_time(Time time) { return format_time(time, "%Y%m%dT%H%M%SZ"); }
std::string http_time(Time time) { return format_time(time, "%a, %d %b %Y %H:%M:%S GMT"); }

Time read_basic_time(const std::string& text) {
  std::tm parts{};
  const char* end = strptime(text.c_str(), "%Y%m%dT%H%M%SZ", &parts);
  if (end == nullptr || *end != '\0') return {};
  return std::chrono::system_clock::from_time_t(timegm(&parts));
}

}  // namespace darties::fakes
