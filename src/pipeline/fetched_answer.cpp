// The record is written after the bytes, and names their hash: a kill in between leaves bytes that no record knows, which are
// asked for again.
#include "pipeline/fetched_answer.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "base/config.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/http/web_address.h"
#include "base/log.h"
#include "pipeline/project.h"
#include "pipeline/task_context.h"
#include "pipeline/timestamps.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

/// The answer that is kept, and what its server said of it.
struct Kept {
  std::string bytes;
  std::string content_type;
  std::string etag;
  std::string last_modified;
  std::string fetched_at;
};

std::string record_key(const ObjectUrl& keep) { return keep.key + ".json"; }

std::optional<std::string> read_if_there(Store& store, const std::string& key) {
  try {
    return store.read(key);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kNotFound) return std::nullopt;
    throw;
  }
}

/// Nothing when there is none, or one that is not of this URL or not whole.
std::optional<Kept> read_kept(Store& store, const FetchSpec& spec) {
  const auto record = read_if_there(store, record_key(spec.keep));
  auto bytes = record ? read_if_there(store, spec.keep.key) : std::nullopt;
  if (!bytes) return std::nullopt;
  const auto fields = nlohmann::json::parse(*record, nullptr, false);
  if (!fields.is_object()) return std::nullopt;
  const auto text = [&](const char* name) {
    const auto field = fields.find(name);
    return field != fields.end() && field->is_string() ? field->get<std::string>() : std::string();
  };
  const bool ours =
      text("url_sha256") == sha256_hex(spec.request.url) && text("sha256") == sha256_hex(*bytes);
  if (!ours) return std::nullopt;
  return Kept{std::move(*bytes), text("content_type"), text("etag"), text("last_modified"),
              text("fetched_at")};
}

void keep(Store& store, const FetchSpec& spec, const Downloaded& answer, Clock& clock) {
  nlohmann::ordered_json record;
  record["url"] = shown_url(spec.request.url);
  record["url_sha256"] = sha256_hex(spec.request.url);
  record["final_url"] = shown_url(answer.final_url);
  record["fetched_at"] = sql_timestamp(clock.now());
  record["content_type"] = answer.content_type;
  record["etag"] = answer.etag;
  record["last_modified"] = answer.last_modified;
  record["size_bytes"] = answer.bytes.size();
  record["sha256"] = sha256_hex(answer.bytes);
  using Json = nlohmann::ordered_json;
  store.write(spec.keep.key, answer.bytes);
  store.write(record_key(spec.keep),
              record.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

std::string document_name(std::string_view url) {
  const std::string shown = shown_url(url);
  const std::string name = shown.substr(shown.rfind('/') + 1);
  return name.empty() || name.find('.') == std::string::npos ? host_of(url) : name;
}

FetchedAnswer from_file(const FetchSpec& spec) {
  return {.origin = FetchedAnswer::Origin::kOtherwise,
          .bytes = read_file(spec.otherwise),
          .name = spec.otherwise.filename().string()};
}

FetchedAnswer from_kept(Kept kept, FetchedAnswer::Origin origin, const FetchSpec& spec) {
  return {origin, std::move(kept.bytes), std::move(kept.content_type),
          document_name(spec.request.url)};
}

FetchedAnswer without_network(const Error& error, std::optional<Kept> kept, const FetchSpec& spec,
                              TaskContext& context) {
  if (kept) {
    context.log().warn("{}; using the answer of {}", error.message(), kept->fetched_at);
    return from_kept(std::move(*kept), FetchedAnswer::Origin::kKept, spec);
  }
  if (spec.otherwise.empty()) throw error;
  context.log().warn("{}; using the project's own {}", error.message(), shown_path(spec.otherwise));
  return from_file(spec);
}

}  // namespace

std::string kept_key(std::string_view url) {
  const std::string shown = shown_url(url);
  std::string key = "fetched/" + shown.substr(shown.find("://") + 3);
  if (key.ends_with('/')) key += "index";
  if (shown != url) key += "-" + sha256_hex(url).substr(0, 12);
  return key;
}

FetchedAnswer fetch_answer(const FetchSpec& spec, TaskContext& context) {
  if (spec.request.url.empty()) {
    context.log().info("no url is given: using the project's own {}", shown_path(spec.otherwise));
    return from_file(spec);
  }
  Store& store = context.lake().bucket(spec.keep.bucket);
  auto kept = read_kept(store, spec);
  DownloadRequest request = spec.request;
  if (kept) {
    request.etag = kept->etag;
    request.last_modified = kept->last_modified;
  }
  try {
    HttpClient http(
        {.most_in_flight = 1, .ca_bundle = context.project().config().text("aws.ca_bundle", "")});
    Downloaded answer = download(http, request, context.stop());
    if (answer.unchanged && kept)
      return from_kept(std::move(*kept), FetchedAnswer::Origin::kUnchanged, spec);
    keep(store, spec, answer, context.clock());
    return {FetchedAnswer::Origin::kNew, std::move(answer.bytes), std::move(answer.content_type),
            document_name(spec.request.url)};
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kUnavailable) throw;
    return without_network(error, std::move(kept), spec, context);
  }
}

}  // namespace darties
