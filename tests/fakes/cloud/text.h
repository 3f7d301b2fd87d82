#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>

namespace darties::fakes {

/// %XX become bytes; '+' a blank only where `plus_is_blank` (queries and forms).
std::string percent_decode(std::string_view text, bool plus_is_blank = false);
/// As signatures want it: all but A-Z a-z 0-9 - _ . ~ becomes %XX; '/' stays where told.
std::string percent_encode(std::string_view text, bool keep_slash = false);
/// As S3 encodes keys in listings: a blank becomes '+', '/' stays.
std::string listing_encode(std::string_view text);

/// "a=1&b" as names and values, decoded.
std::map<std::string, std::string> read_query(std::string_view query);

std::string xml_escape(std::string_view text);
/// <name>text</name>, escaped.
std::string xml_element(std::string_view name, std::string_view text);

std::string base64(std::string_view bytes);
std::string hex(std::string_view bytes);
std::string lower(std::string_view text);

/// Digests as raw bytes.
std::string md5(std::string_view bytes);
std::string sha1(std::string_view bytes);
std::string sha256(std::string_view bytes);
std::string hmac_sha256(std::string_view key, std::string_view bytes);
std::string crc32(std::string_view bytes);
std::string crc32c(std::string_view bytes);

using Time = std::chrono::system_clock::time_point;
std::string iso_time(Time time);    ///< 2026-11-25T07:00:00Z
std::string basic_time(Time time);  ///< 20261125T070000Z
std::string http_time(Time time);   ///< Wed, 25 Nov 2026 07:00:00 GMT
/// Reads a basic_time; the epoch when it is none.
Time read_basic_time(const std::string& text);

}  // namespace darties::fakes
