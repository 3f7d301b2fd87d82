#include "base/aws/credential_document.h"

#include <nlohmann/json.hpp>

#include "base/aws/iso_time.h"
#include "base/error.h"

namespace darties::aws {
namespace {

using Json = nlohmann::json;

std::string text_of(const Json& document, const char* name) {
  const auto found = document.find(name);
  return found == document.end() || !found->is_string() ? "" : found->get<std::string>();
}

Secret required(const Json& document, const char* name) {
  std::string text = text_of(document, name);
  if (text.empty()) throw Error(ErrorKind::kInvalid, "the answer has no text {}", name);
  return Secret(std::move(text));
}

void check_head(const Json& document, CredentialDialect dialect) {
  if (!document.is_object()) throw Error(ErrorKind::kInvalid, "the answer is no JSON object");
  if (dialect == CredentialDialect::kProcess && document.value("Version", Json()) != 1)
    throw Error(ErrorKind::kInvalid, "the answer does not say \"Version\": 1");
  const std::string code = text_of(document, "Code");
  if (dialect == CredentialDialect::kMetadata && !code.empty() && code != "Success")
    throw Error(ErrorKind::kDenied, "the answer says {}", code.substr(0, 100));
}

}  // namespace

Credentials read_credentials(std::string_view json, CredentialDialect dialect) {
  const Json document = Json::parse(json, nullptr, false);
  check_head(document, dialect);
  Credentials credentials;
  credentials.access_key_id = required(document, "AccessKeyId");
  credentials.secret_access_key = required(document, "SecretAccessKey");
  const char* token = dialect == CredentialDialect::kProcess ? "SessionToken" : "Token";
  credentials.session_token = Secret(text_of(document, token));
  const std::string expiration = text_of(document, "Expiration");
  credentials.expires = parse_iso_time(expiration);
  if (!expiration.empty() && !credentials.expires)
    throw Error(
        ErrorKind::kInvalid,
        "Expiration in the answer is not like 2026-11-25T08:00:00Z or 2026-11-25T10:00:00+02:00");
  return credentials;
}

}  // namespace darties::aws
