#include "fakes/cloud/signature_check.h"

#include <algorithm>
#include <vector>

namespace darties::fakes {
namespace {

using std::chrono::minutes;

/// The parts of "AWS4-HMAC-SHA256 Credential=KEY/DATE/REGION/SERVICE/aws4_request, SignedHeaders=a;b, Signature=…".
struct Authorization {
  std::string key_id, date, region, service, signed_headers, signature;
};

std::string part_after(std::string_view text, std::string_view name) {
  const auto at = text.find(name);
  if (at == std::string_view::npos) return "";
  const auto rest = text.substr(at + name.size());
  return std::string(rest.substr(0, rest.find_first_of(", ")));
}

std::vector<std::string> split_at(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const auto end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::optional<Authorization> read_authorization(std::string_view header) {
  if (!header.starts_with("AWS4-HMAC-SHA256 ")) return std::nullopt;
  const auto scope = split_at(part_after(header, "Credential="), '/');
  if (scope.size() != 5 || scope[4] != "aws4_request") return std::nullopt;
  Authorization found{scope[0],
                      scope[1],
                      scope[2],
                      scope[3],
                      part_after(header, "SignedHeaders="),
                      part_after(header, "Signature=")};
  if (found.signed_headers.empty() || found.signature.size() != 64) return std::nullopt;
  return found;
}

std::string canonical_query(const std::string& query) {
  std::vector<std::string> pairs;
  for (const auto& [name, value] : read_query(query)) {
    pairs.push_back(percent_encode(name) + "=" + percent_encode(value));
  }
  std::sort(pairs.begin(), pairs.end());
  std::string text;
  for (const auto& pair : pairs) text += (text.empty() ? "" : "&") + pair;
  return text;
}

std::string canonical_path(const WireRequest& request, const std::string& service) {
  const std::string once = percent_encode(percent_decode(request.path()), true);
  return service == "s3" ? once : percent_encode(once, true);
}

/// Several blanks count as one, those around as none.
std::string trimmed(const std::string& value) {
  std::string text;
  for (const char c : value) {
    if (c != ' ' || (!text.empty() && text.back() != ' ')) text += c;
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

std::string all_values(const WireRequest& request, const std::string& name) {
  std::string values;
  for (const auto& [found, value] : request.headers) {
    if (lower(found) == name) values += (values.empty() ? "" : ",") + trimmed(value);
  }
  return values;
}

std::string canonical_request(const WireRequest& request, const Authorization& said,
                              const std::string& payload_hash) {
  std::string text = request.method + "\n" + canonical_path(request, said.service) + "\n" +
                     canonical_query(request.query()) + "\n";
  for (const auto& name : split_at(said.signed_headers, ';')) {
    text += name + ":" + all_values(request, name) + "\n";
  }
  return text + "\n" + said.signed_headers + "\n" + payload_hash;
}

std::string expected_signature(const Authorization& said, const std::string& secret,
                               const std::string& to_sign) {
  const std::string day = hmac_sha256("AWS4" + secret, said.date);
  const std::string region = hmac_sha256(day, said.region);
  const std::string service = hmac_sha256(region, said.service);
  return hex(hmac_sha256(hmac_sha256(service, "aws4_request"), to_sign));
}

bool all_signed(const WireRequest& request, const Authorization& said) {
  const auto names = split_at(said.signed_headers, ';');
  const auto is_signed = [&](const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  return is_signed("host") &&
         std::all_of(request.headers.begin(), request.headers.end(), [&](const auto& header) {
           const std::string name = lower(header.first);
           return !name.starts_with("x-amz-") || is_signed(name);
         });
}

/// Whether the payload is what its hash says; S3 wants the header, the others compute it themselves.
Verdict check_payload(const WireRequest& request, const Authorization& said, std::string& hash) {
  hash = request.text("x-amz-content-sha256");
  const std::string computed = hex(sha256(request.body));
  if (said.service != "s3") {
    if (hash.empty()) hash = computed;
    return hash == computed ? Verdict::kGood : Verdict::kWrong;
  }
  if (hash.empty()) return Verdict::kNoPayloadHash;
  if (hash == "UNSIGNED-PAYLOAD") return Verdict::kGood;
  return hash == computed ? Verdict::kGood : Verdict::kWrongPayloadHash;
}

Verdict check_key(const WireRequest& request, const std::optional<AccessKey>& key, Time now) {
  if (!key) return Verdict::kUnknownKey;
  if (key->token != request.text("x-amz-security-token")) return Verdict::kWrongToken;
  return key->expires && *key->expires <= now ? Verdict::kExpired : Verdict::kGood;
}

}  // namespace

void KeyRing::add(AccessKey key) {
  const std::lock_guard lock(mutex_);
  keys_[key.id] = std::move(key);
}

std::optional<AccessKey> KeyRing::find(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = keys_.find(id);
  return found == keys_.end() ? std::nullopt : std::optional(found->second);
}

AccessKey KeyRing::make_session(const std::string& role_arn, const std::string& name,
                                Time expires) {
  const std::lock_guard lock(mutex_);
  const std::string number = std::to_string(++sessions_);
  const std::string role = role_arn.substr(role_arn.rfind('/') + 1);
  AccessKey key{"ASIACANARYSESSION" + number, "canary-session-secret-" + number,
                "canary-session-token-" + number, expires,
                "arn:aws:sts::123456789012:assumed-role/" + role + "/" + name};
  keys_[key.id] = key;
  return key;
}

Identity check_signature(const WireRequest& request, const KeyRing& keys, std::string_view region,
                         Time now) {
  Identity identity;
  const auto* header = request.find("authorization");
  if (header == nullptr) return identity;
  const auto said = read_authorization(*header);
  const auto fail = [&](Verdict verdict, std::string detail = "") {
    identity.verdict = verdict;
    identity.detail = std::move(detail);
    return identity;
  };
  if (!said) return fail(Verdict::kMalformed);
  identity.service = said->service;
  identity.region = said->region;
  const auto key = keys.find(said->key_id);
  if (key) identity.key = *key;
  const Verdict of_key = check_key(request, key, now);
  if (of_key == Verdict::kUnknownKey) return fail(of_key);
  const Time signed_at = read_basic_time(request.text("x-amz-date"));
  if (std::chrono::abs(signed_at - now) > minutes(15)) return fail(Verdict::kSkewed);
  if (!region.empty() && said->region != region) {
    return fail(Verdict::kWrongRegion, std::string(region));
  }
  if (!all_signed(request, *said)) return fail(Verdict::kHeaderNotSigned, said->signed_headers);
  std::string payload_hash;
  const Verdict of_payload = check_payload(request, *said, payload_hash);
  if (of_payload != Verdict::kGood) return fail(of_payload);
  const std::string canonical = canonical_request(request, *said, payload_hash);
  const std::string to_sign = "AWS4-HMAC-SHA256\n" + request.text("x-amz-date") + "\n" +
                              said->date + "/" + said->region + "/" + said->service +
                              "/aws4_request\n" + hex(sha256(canonical));
  if (expected_signature(*said, key->secret, to_sign) != said->signature ||
      !request.text("x-amz-date").starts_with(said->date)) {
    return fail(Verdict::kWrong, canonical);
  }
  return fail(of_key);
}

}  // namespace darties::fakes
