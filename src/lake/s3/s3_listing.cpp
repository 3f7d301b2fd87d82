#include "lake/s3/s3_listing.h"

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

std::uint64_t number(const std::string& text) {
  try {
    return std::stoull(text);
  } catch (const std::exception&) {
    throw Error(ErrorKind::kInvalid, "expected a size in the listing of S3, found '{}'", text);
  }
}

}  // namespace

std::string bare_etag(std::string_view etag) {
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  if (etag.size() >= 2 && etag.front() == '"' && etag.back() == '"')
    etag = etag.substr(1, etag.size() - 2);
  return std::string(etag);
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
         .size_bytes = number(node.text("Size")),
         .version = bare_etag(node.text("ETag")),
         .modified =
             aws::parse_iso_time(node.text("LastModified")).value_or(ObjectInfo().modified)});
  }
  for (const XmlNode& node : root.children("CommonPrefixes"))
    answer.page.folders.push_back(decoded(node.text("Prefix"), by_url));
  if (root.text("IsTruncated") == "true") answer.next = root.text("NextContinuationToken");
  return answer;
}

void list_s3_pages(S3Bucket& bucket, std::string_view prefix, std::string_view delimiter,
                   const std::function<bool(ListPage& page)>& take) {
  const std::string doing = fmt::format("listing {}", bucket.url(prefix));
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
      if (!token.empty() && token == answer.next)
        throw Error(ErrorKind::kInvalid, "S3 answers the same page of the listing again");
      token = std::move(answer.next);
      if (!take(answer.page)) return;
    } catch (Error& error) {
      throw error.while_doing(doing);
    }
  } while (!token.empty());
}

}  // namespace darties
