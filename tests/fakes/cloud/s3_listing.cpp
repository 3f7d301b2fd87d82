// ListObjectsV2: pages in byte order of key, prefixes that end at a delimiter, odd keys by url encoding.

#include <algorithm>
#include <cstdlib>

#include "fakes/cloud/fake_s3.h"

namespace darties::fakes {
namespace {

/// One page in the making.
struct Page {
  std::string prefix, delimiter;
  bool encoded = false;
  int room = 1000;
  int count = 0;
  std::string contents, prefixes;
  std::string last;  ///< the key, or the common prefix, that came last

  std::string text(const std::string& key) const { return encoded ? listing_encode(key) : key; }

  /// The common prefix that swallows this key; empty when none does.
  std::string group_of(const std::string& key) const {
    if (delimiter.empty()) return "";
    const auto at = key.find(delimiter, prefix.size());
    return at == std::string::npos ? "" : key.substr(0, at + delimiter.size());
  }

  void add(const std::string& key, const FakeS3::Object& object) {
    contents += "<Contents>" + xml_element("Key", text(key)) +
                xml_element("LastModified", iso_time(object.changed)) +
                xml_element("ETag", object.etag) +
                xml_element("Size", std::to_string(object.bytes->size())) +
                xml_element("StorageClass", "STANDARD") + "</Contents>";
    last = key;
    ++count;
  }

  void add_group(const std::string& group) {
    prefixes += "<CommonPrefixes>" + xml_element("Prefix", text(group)) + "</CommonPrefixes>";
    last = group;
    ++count;
  }
};

std::string token_of(const std::string& key) { return base64(key) + ".page"; }

std::string key_of(const std::string& token) {
  std::string key;
  int bits = 0;
  unsigned value = 0;
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (const char c : token.substr(0, token.size() - std::min<std::size_t>(5, token.size()))) {
    const auto digit = kDigits.find(c);
    if (digit == std::string_view::npos) break;
    value = value << 6 | unsigned(digit);
    bits += 6;
    if (bits >= 8) key += char(value >> (bits -= 8) & 255);
  }
  return key;
}

/// Fills the page with what comes after `after`; false when there is more than it holds.
bool fill(Page& page, const FakeS3::Objects& objects, const std::string& after) {
  for (auto it = objects.lower_bound(page.prefix);
       it != objects.end() && it->first.starts_with(page.prefix); ++it) {
    const std::string group = page.group_of(it->first);
    const std::string& place = group.empty() ? it->first : group;
    if (place <= after || (!group.empty() && group == page.last)) continue;
    if (page.count == page.room) return false;
    if (group.empty()) {
      page.add(it->first, it->second);
    } else {
      page.add_group(group);
    }
  }
  return true;
}

}  // namespace

WireAnswer FakeS3::list_objects(const WireRequest&, const S3Call& call) {
  Page page{call.text("prefix"), call.text("delimiter"), call.text("encoding-type") == "url"};
  const int asked = call.has("max-keys") ? std::atoi(call.text("max-keys").c_str()) : 1000;
  page.room = std::min({asked, page_size, 1000});
  const std::string token = call.text("continuation-token");
  const std::string after = token.empty() ? call.text("start-after") : key_of(token);
  const bool whole = fill(page, bucket(call).objects, after);
  std::string inner = xml_element("Name", call.bucket) +
                      xml_element("Prefix", page.text(page.prefix)) +
                      xml_element("MaxKeys", std::to_string(page.room)) +
                      xml_element("KeyCount", std::to_string(page.count)) +
                      xml_element("IsTruncated", whole ? "false" : "true");
  if (page.encoded) inner += xml_element("EncodingType", "url");
  if (!page.delimiter.empty()) inner += xml_element("Delimiter", page.text(page.delimiter));
  if (!token.empty()) inner += xml_element("ContinuationToken", token);
  if (!whole) inner += xml_element("NextContinuationToken", token_of(page.last));
  inner += page.contents;
  return {.headers = {{"Content-Type", "application/xml"}},
          .body = s3_document("ListBucketResult", inner + page.prefixes)};
}

}  // namespace darties::fakes
