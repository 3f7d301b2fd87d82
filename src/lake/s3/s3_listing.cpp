#include "lake/s3/s3_listing.h"

#include <charconv>
#include <limits>
#include <set>

#include "base/aws/iso_time.h"
#include "base/aws/signer.h"
#include "base/error.h"
#include "base/text.h"
#include "base/xml.h"
#include "lake/s3/s3_error.h"

namespace darties {
namespace {

// A '+' that belongs to the name comes as %2B.
std::string decoded(std::string text, bool by_url) {
  if (!by_url) return text;
  return aws::uri_decode(replace_all(text, "+", " "));
}

std::uint64_t size_of(const XmlNode& node) {
  const std::string text = node.text("Size");
  if (const auto size = parse_object_size(text)) return *size;
  throw Error(ErrorKind::kInvalid, "expected a size in the listing of S3, found '{}'", text);
}

constexpr std::size_t kMostEmptyPages = 1000;

/// Whether pages are of one listing that comes to an end.
class ListingCheck {
 public:
  ListingCheck(std::string_view prefix, std::string_view delimiter)
      : prefix_(prefix), delimiter_(delimiter) {}

  void take(const S3ListAnswer& answer) {
    const ListPage& page = answer.page;
    for (const ObjectInfo& object : page.objects) check_key(object.key);
    for (const std::string& folder : page.folders) check_folder(folder);
    check_start(page);
    if (!answer.next.empty() && !tokens_.insert(answer.next).second)
      refuse("the listing leads in a circle: a page comes again");
  }

 private:
  [[noreturn]] static void refuse(std::string_view what, std::string_view name = "") {
    throw Error(ErrorKind::kInvalid, "the endpoint does not list as S3 does: {}{}{}", what,
                name.empty() ? "" : ": ", name);
  }

  void check_key(const std::string& key) {
    if (key.empty()) refuse("an object without a key");
    if (!key.starts_with(prefix_)) refuse("a key outside of the prefix", key);
    if (key == last_key_) refuse("a key comes twice", key);
    last_key_ = key;
  }

  void check_folder(const std::string& folder) const {
    if (delimiter_.empty()) refuse("folders, though none were asked for", folder);
    if (!folder.starts_with(prefix_) || folder.size() <= prefix_.size())
      refuse("a folder outside of the prefix", folder);
  }

  /// A page that begins as an earlier one did is that one: what follows would come again for ever.
  void check_start(const ListPage& page) {
    if (page.objects.empty() && page.folders.empty()) {
      if (++empty_pages_ > kMostEmptyPages) refuse("pages without an object, one after another");
      return;
    }
    empty_pages_ = 0;
    const std::string& first =
        page.objects.empty() ? page.folders.front() : page.objects.front().key;
    if (!starts_.insert(first).second)
      refuse("the listing leads in a circle, it is again at", first);
  }

  const std::string_view prefix_;
  const std::string_view delimiter_;
  std::string last_key_;
  std::size_t empty_pages_ = 0;
  std::set<std::string> tokens_;
  std::set<std::string> starts_;  // of the pages
};

}  // namespace

std::string bare_etag(std::string_view etag) {
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  if (etag.size() >= 2 && etag.front() == '"' && etag.back() == '"')
    etag = etag.substr(1, etag.size() - 2);
  return std::string(etag);
}

std::optional<std::uint64_t> parse_object_size(std::string_view text) {
  std::uint64_t size = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), size);
  const bool whole = fault == std::errc() && end == text.data() + text.size();
  if (!whole || size > std::uint64_t{std::numeric_limits<std::int64_t>::max()}) return std::nullopt;
  return size;
}

S3ListAnswer parse_list_answer(std::string_view xml) {
  const XmlNode root = parse_xml(xml);
  if (root.name() != "ListBucketResult") {
    throw Error(ErrorKind::kInvalid,
                "expected <ListBucketResult> as the listing of S3, found <{}>: is the endpoint S3?",
                root.name());
  }
  const bool by_url = root.text("EncodingType") == "url";
  S3ListAnswer answer;
  for (const XmlNode& node : root.children("Contents")) {
    answer.page.objects.push_back(
        {.key = decoded(node.text("Key"), by_url),
         .size_bytes = size_of(node),
         .version = bare_etag(node.text("ETag")),
         .modified =
             aws::parse_iso_time(node.text("LastModified")).value_or(ObjectInfo().modified)});
  }
  for (const XmlNode& node : root.children("CommonPrefixes"))
    answer.page.folders.push_back(decoded(node.text("Prefix"), by_url));
  if (root.text("IsTruncated") != "true") return answer;
  answer.next = root.text("NextContinuationToken");
  if (answer.next.empty()) {
    throw Error(ErrorKind::kInvalid,
                "the listing of S3 goes on (IsTruncated) and does not say where "
                "(NextContinuationToken): does the endpoint know ListObjectsV2?");
  }
  return answer;
}

void list_s3_pages(S3Bucket& bucket, std::string_view prefix, std::string_view delimiter,
                   const std::function<bool(ListPage& page)>& take) {
  const std::string doing = fmt::format("listing {}", bucket.url(prefix));
  ListingCheck check(prefix, delimiter);
  std::string token;
  do {
    S3Request request{.query = {{"list-type", "2"}, {"encoding-type", "url"}}};
    if (!prefix.empty()) request.query.emplace_back("prefix", prefix);
    if (!delimiter.empty()) request.query.emplace_back("delimiter", delimiter);
    if (!token.empty()) request.query.emplace_back("continuation-token", token);
    const aws::Reply reply = bucket.send(std::move(request));
    if (!reply.ok()) throw s3_bucket_error(reply, bucket, doing);
    try {
      S3ListAnswer answer = parse_list_answer(reply.response.body);
      check.take(answer);
      token = std::move(answer.next);
      if (!take(answer.page)) return;
    } catch (Error& error) {
      throw error.while_doing(doing);
    }
  } while (!token.empty());
}

}  // namespace darties
