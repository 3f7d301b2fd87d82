#include "base/aws/service_error.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/text.h"
#include "base/xml.h"

namespace darties::aws {
namespace {

constexpr std::size_t kLongestMessage = 1000;
constexpr std::size_t kLongestStrangeLine = 200;

std::string code_of_status(int status) {
  constexpr std::pair<int, std::string_view> kCodes[] = {
      {301, "PermanentRedirect"}, {304, "NotModified"},        {307, "TemporaryRedirect"},
      {308, "PermanentRedirect"}, {400, "BadRequest"},         {401, "Unauthorized"},
      {403, "AccessDenied"},      {404, "NotFound"},           {405, "MethodNotAllowed"},
      {408, "RequestTimeout"},    {409, "Conflict"},           {412, "PreconditionFailed"},
      {416, "InvalidRange"},      {429, "TooManyRequests"},    {500, "InternalError"},
      {501, "NotImplemented"},    {503, "ServiceUnavailable"}, {502, "BadGateway"},
      {504, "GatewayTimeout"}};
  for (const auto& [known, code] : kCodes) {
    if (known == status) return std::string(code);
  }
  return fmt::format("Http{}", status);
}

std::string first_of(std::initializer_list<std::string> texts) {
  const auto found =
      std::find_if(texts.begin(), texts.end(), [](const auto& t) { return !t.empty(); });
  return found == texts.end() ? "" : *found;
}

/// The region in the name of an S3 host: "bucket.s3.eu-west-1.amazonaws.com", with '-' for the first '.' in old ones.
std::string region_of_host(std::string_view host) {
  for (const std::string_view start : {"s3.", "s3-"}) {
    const std::size_t at = host.find(start);
    const bool whole = at == 0 || (at != std::string_view::npos && host[at - 1] == '.');
    if (!whole) continue;
    const std::string_view rest = host.substr(at + start.size());
    const std::string_view region = rest.substr(0, rest.find('.'));
    if (region != "amazonaws" && std::count(region.begin(), region.end(), '-') >= 2)
      return std::string(region);
  }
  return "";
}

// --- XML: Query and EC2 wrap the <Error>, S3 has it as root

XmlNode error_element(const XmlNode& root) {
  if (root.name() == "Error") return root;
  for (const std::string_view path : {"Error", "Errors/Error"}) {
    if (const XmlNode found = root.at(path)) return found;
  }
  return {};
}

std::optional<ServiceError> read_xml(const std::string& body) {
  const XmlNode root = parse_xml(body);
  const XmlNode element = error_element(root);
  if (!element) return std::nullopt;
  ServiceError error;
  error.code = element.text("Code");
  error.message = element.text("Message");
  error.request_id = first_of({root.text("RequestId"), root.text("RequestID"),
                               element.text("RequestId"), element.text("RequestID")});
  error.region = element.text("Region");
  if (error.region.empty()) error.region = region_of_host(element.text("Endpoint"));
  return error;
}

// --- JSON

std::string json_text(const nlohmann::json& object, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const auto found = object.find(name);
    if (found != object.end() && found->is_string()) return found->get<std::string>();
  }
  return "";
}

/// "com.amazonaws.redshift#ResourceNotFoundException:http://…" is ResourceNotFoundException.
std::string bare_type(std::string type) {
  type = type.substr(0, type.find(':'));
  return type.substr(type.rfind('#') + 1);
}

std::optional<ServiceError> read_json(const std::string& body) {
  const auto document = nlohmann::json::parse(body);
  if (!document.is_object()) return std::nullopt;
  const auto inner = document.find("Error");
  const auto& object = inner != document.end() && inner->is_object() ? *inner : document;
  ServiceError error;
  error.code = bare_type(json_text(object, {"__type", "code", "Code"}));
  error.message = json_text(object, {"message", "Message", "errorMessage"});
  if (error.code.empty() && error.message.empty()) return std::nullopt;
  return error;
}

// --- anything else

std::string without_tags(std::string_view html) {
  std::string text;
  bool inside = false;
  for (const char c : html) {
    if (c == '<') inside = true;
    text += inside ? '\n' : c;
    if (c == '>') inside = false;
  }
  return text;
}

std::string first_line(const std::string& body) {
  const std::string text = body.starts_with('<') ? without_tags(body) : body;
  for (const std::string_view line : split_lines(text)) {
    const std::string_view content = trim(line).substr(0, kLongestStrangeLine);
    if (!content.empty()) return is_valid_utf8(content) ? std::string(content) : "";
  }
  return "";
}

/// The refusal that the body tells of; one without a code when it is no document of theirs.
ServiceError read_body(const std::string& body) {
  const std::string_view content = trim(body);
  try {
    std::optional<ServiceError> error;
    if (content.starts_with('<')) error = read_xml(body);
    if (content.starts_with('{')) error = read_json(body);
    if (error) return *error;
  } catch (const Error&) {  // no XML: told below
  } catch (const nlohmann::json::exception&) {
  }
  ServiceError error;
  error.message = first_line(std::string(content));
  error.foreign = !content.empty();
  return error;
}

/// Refusals of a signature repeat what was signed, a session token among it, and the Authorization header.
std::string without_signed_text(std::string message) {
  for (const std::string_view start :
       {"The Canonical String", "The canonical string", "Authorization=", "x-amz-security-token"}) {
    message = message.substr(0, message.find(start));
  }
  return std::string(trim(message)).substr(0, kLongestMessage);
}

/// Of the successes only one that is no object: an object with such a text comes with its ETag.
bool may_carry_error(const HttpResponse& response) {
  if (!response.ok()) return true;
  const std::string_view start = std::string_view(response.body).substr(0, 200);
  return start.find("<Error>") != std::string_view::npos && !response.headers.find("ETag");
}

}  // namespace

std::optional<ServiceError> find_error(const HttpResponse& response) {
  if (!may_carry_error(response)) return std::nullopt;
  ServiceError error = read_body(response.body);
  if (response.ok() && error.foreign) return std::nullopt;
  error.status = response.status;
  const HttpHeaders& headers = response.headers;
  if (const std::string type = bare_type(headers.text("x-amzn-errortype")); !type.empty()) {
    error.code = type;
    error.foreign = false;
  }
  if (error.code.empty()) error.code = code_of_status(response.status);
  error.message = without_signed_text(std::move(error.message));
  error.request_id = first_of(
      {error.request_id, headers.text("x-amz-request-id"), headers.text("x-amzn-requestid")});
  error.region = first_of({headers.text("x-amz-bucket-region"), error.region});
  return error;
}

}  // namespace darties::aws
