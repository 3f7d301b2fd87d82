#include "fakes/cloud/refusals.h"

#include "fakes/cloud/text.h"

namespace darties::fakes {
namespace {

bool speaks_json(const std::string& service) {
  return service == "redshift-serverless" || service == "secretsmanager";
}

std::string region_element(const Identity& identity) {
  return xml_element("Region", identity.detail);
}

Refusal s3_refusal(const Identity& identity) {
  switch (identity.verdict) {
    case Verdict::kUnsigned:
      return {403, "AccessDenied", "Access Denied"};
    case Verdict::kMalformed:
      return {400, "AuthorizationHeaderMalformed",
              "The authorization header that you provided is not valid."};
    case Verdict::kUnknownKey:
      return {403, "InvalidAccessKeyId",
              "The AWS Access Key Id you provided does not exist in our records."};
    case Verdict::kWrongToken:
      return {400, "InvalidToken", "The provided token is malformed or otherwise invalid."};
    case Verdict::kExpired:
      return {400, "ExpiredToken", "The provided token has expired."};
    case Verdict::kSkewed:
      return {403, "RequestTimeTooSkewed",
              "The difference between the request time and the current time is too large."};
    case Verdict::kWrongRegion:
      return {400,
              "AuthorizationHeaderMalformed",
              "The authorization header is malformed; the region '" + identity.region +
                  "' is wrong; expecting '" + identity.detail + "'",
              {{"x-amz-bucket-region", identity.detail}},
              region_element(identity)};
    case Verdict::kHeaderNotSigned:
      return {403, "AccessDenied",
              "There were headers present in the request which were not signed"};
    case Verdict::kNoPayloadHash:
      return {400, "InvalidRequest",
              "Missing required header for this request: x-amz-content-sha256"};
    case Verdict::kWrongPayloadHash:
      return {400, "XAmzContentSHA256Mismatch",
              "The provided 'x-amz-content-sha256' header does not match what was computed."};
    default:
      break;
  }
  return {403,
          "SignatureDoesNotMatch",
          "The request signature we calculated does not match the signature you provided. Check "
          "your key and signing method.",
          {},
          xml_element("CanonicalRequest", identity.detail)};
}

Refusal query_refusal(const Identity& identity) {
  switch (identity.verdict) {
    case Verdict::kUnsigned:
      return {403, "MissingAuthenticationToken", "Request is missing Authentication Token"};
    case Verdict::kUnknownKey:
    case Verdict::kWrongToken:
      return {403, "InvalidClientTokenId",
              "The security token included in the request is invalid."};
    case Verdict::kExpired:
      return {403, "ExpiredToken", "The security token included in the request is expired"};
    case Verdict::kMalformed:
      return {400, "IncompleteSignature", "Authorization header is not complete."};
    case Verdict::kSkewed:
      return {403, "SignatureDoesNotMatch",
              "Signature expired: the request's time is too far from now"};
    case Verdict::kWrongRegion:
      return {403, "SignatureDoesNotMatch",
              "Credential should be scoped to a valid region, not '" + identity.region + "'."};
    default:
      break;
  }
  return {403, "SignatureDoesNotMatch",
          "The request signature we calculated does not match the signature you provided. The "
          "Canonical String was '" +
              identity.detail + "'"};
}

Refusal ec2_refusal(const Identity& identity) {
  if (identity.verdict == Verdict::kExpired || identity.verdict == Verdict::kSkewed) {
    return {400, "RequestExpired", "Request has expired."};
  }
  return {401, "AuthFailure", "AWS was not able to validate the provided access credentials"};
}

Refusal json_refusal(const Identity& identity) {
  switch (identity.verdict) {
    case Verdict::kUnsigned:
      return {400, "MissingAuthenticationTokenException", "Missing Authentication Token"};
    case Verdict::kUnknownKey:
    case Verdict::kWrongToken:
      return {400, "UnrecognizedClientException",
              "The security token included in the request is invalid."};
    case Verdict::kExpired:
      return {400, "ExpiredTokenException",
              "The security token included in the request is expired"};
    default:
      return {400, "InvalidSignatureException", query_refusal(identity).message};
  }
}

}  // namespace

Refusal refusal_of(const Identity& identity, const std::string& service) {
  if (service == "s3") return s3_refusal(identity);
  if (service == "ec2") return ec2_refusal(identity);
  return speaks_json(service) ? json_refusal(identity) : query_refusal(identity);
}

WireAnswer write_refusal(const Refusal& refusal, const std::string& service) {
  WireAnswer answer{.status = refusal.status, .headers = refusal.headers};
  const std::string error =
      xml_element("Code", refusal.code) + xml_element("Message", refusal.message) + refusal.details;
  constexpr const char* kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  std::string type = "text/xml";
  if (service == "s3") {
    type = "application/xml";
    answer.body = kDeclaration + ("<Error>" + error) +
                  "<RequestId>FAKE0000REQUEST1</RequestId><HostId>fake</HostId></Error>";
  } else if (service == "ec2") {
    answer.body = kDeclaration + ("<Response><Errors><Error>" + error) +
                  "</Error></Errors><RequestID>fake-request-1</RequestID></Response>";
  } else if (speaks_json(service)) {
    type = "application/x-amz-json-1.1";
    answer.headers.emplace_back("x-amzn-RequestId", "fake-request-1");
    answer.body = R"({"__type":")" + refusal.code + R"(","message":")" + refusal.message + R"("})";
  } else {
    answer.body = kDeclaration + std::string("<ErrorResponse><Error><Type>") +
                  (refusal.status < 500 ? "Sender" : "Receiver") + "</Type>" + error +
                  "</Error><RequestId>fake-request-1</RequestId></ErrorResponse>";
  }
  answer.headers.emplace_back("Content-Type", type);
  return answer;
}

}  // namespace darties::fakes
