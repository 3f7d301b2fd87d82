#include "fakes/cloud/fault_answers.h"

#include <map>

#include "fakes/cloud/fake_s3.h"
#include "fakes/cloud/refusals.h"

namespace darties::fakes {
namespace {

WireAnswer html_page(int status) {
  return {.status = status,
          .headers = {{"Content-Type", "text/html"}},
          .body =
              "<!DOCTYPE html>\n<html><head><title>Internal Server "
              "Error</title></head><body><h1>Oops</h1><p>The "
              "server met an error.<br></body></html>\n"};
}

WireAnswer corrupted(WireAnswer answer) {
  std::string bytes(answer.bytes());
  if (!bytes.empty()) {
    // A letter becomes another letter: what parses still parses.
    std::size_t at = bytes.size() / 2;
    while (at + 1 < bytes.size() && !(bytes[at] >= 'a' && bytes[at] <= 'y') &&
           !(bytes[at] >= '0' && bytes[at] <= '8'))
      ++at;
    ++bytes[at];
  }
  answer.shared.reset();
  answer.body = std::move(bytes);
  return answer;
}

WireAnswer with_wrong_digests(WireAnswer answer) {
  for (auto& [name, value] : answer.headers) {
    if (name == "ETag") value = "\"" + hex(md5("another object")) + "\"";
    if (name.starts_with("x-amz-checksum-")) value[0] = value[0] == 'A' ? 'B' : 'A';
  }
  return answer;
}

WireAnswer redirected(const FaultRule& rule, const CallName& call) {
  const std::string code = rule.status == 307   ? "TemporaryRedirect"
                           : rule.status == 301 ? "PermanentRedirect"
                                                : "AuthorizationHeaderMalformed";
  const std::string bucket = call.key.substr(0, call.key.find('/'));
  const std::string endpoint = bucket + ".s3." + rule.region + ".amazonaws.com";
  Refusal refusal{
      rule.status,
      code,
      "The bucket is in this region: " + rule.region + ". Send all future requests to it.",
      {{"x-amz-bucket-region", rule.region}},
      xml_element("Bucket", bucket) + xml_element("Endpoint", endpoint)};
  if (rule.status == 400) refusal.details = xml_element("Region", rule.region);
  return write_refusal(refusal, "s3");
}

WireAnswer cut(WireAnswer answer, const FaultRule& rule) {
  const auto size = std::int64_t(answer.bytes().size());
  answer.cut_at = rule.bytes < 0 ? size / 2 : std::min<std::int64_t>(rule.bytes, size);
  return answer;
}

}  // namespace

bool carries_out(FaultKind kind) {
  switch (kind) {
    case FaultKind::kCut:
    case FaultKind::kDelay:
    case FaultKind::kSlow:
    case FaultKind::kCorrupt:
    case FaultKind::kWrongEtag:
    case FaultKind::kHold:
      return true;
    default:
      return false;
  }
}

WireAnswer spoil(WireAnswer answer, const FaultRule& rule, const CallName& call) {
  const Refusal refusal{rule.status, rule.code, rule.message};
  switch (rule.kind) {
    case FaultKind::kError:
      return write_refusal(refusal, call.service);
    case FaultKind::kHtml:
      return html_page(rule.status == 503 ? 500 : rule.status);
    case FaultKind::kReset:
    case FaultKind::kSilence:
      return {.reset = true};
    case FaultKind::kCut:
      return cut(std::move(answer), rule);
    case FaultKind::kSlow:
      answer.bytes_per_second = rule.bytes;
      return answer;
    case FaultKind::kCorrupt:
      return corrupted(std::move(answer));
    case FaultKind::kWrongEtag:
      return with_wrong_digests(std::move(answer));
    case FaultKind::kRedirect:
      return redirected(rule, call);
    case FaultKind::kErrorIn200: {
      WireAnswer error = write_refusal(refusal, "s3");
      error.status = 200;
      return error;
    }
    default:
      return answer;
  }
}

FaultKind fault_kind(const std::string& word) {
  static const std::map<std::string, FaultKind> kKinds = {{"error", FaultKind::kError},
                                                          {"html", FaultKind::kHtml},
                                                          {"cut", FaultKind::kCut},
                                                          {"reset", FaultKind::kReset},
                                                          {"silence", FaultKind::kSilence},
                                                          {"delay", FaultKind::kDelay},
                                                          {"slow", FaultKind::kSlow},
                                                          {"corrupt", FaultKind::kCorrupt},
                                                          {"wrong_etag", FaultKind::kWrongEtag},
                                                          {"redirect", FaultKind::kRedirect},
                                                          {"error_in_200", FaultKind::kErrorIn200},
                                                          {"hold", FaultKind::kHold}};
  const auto found = kKinds.find(word);
  if (found == kKinds.end()) throw Refusal{400, "BadFault", "no such kind of fault: " + word};
  return found->second;
}

}  // namespace darties::fakes
