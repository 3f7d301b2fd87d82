#include "warehouse/load/manifest.h"

#include <simdjson.h>

#include "base/error.h"

namespace darties::load {
namespace {

[[noreturn]] void fail(std::string_view source, std::string_view what) {
  throw Error(ErrorKind::kInvalid,
              "the manifest {} {}; expected "
              "{{\"entries\":[{{\"url\":\"s3://bucket/key\",\"mandatory\":true}}]}}",
              source, what);
}

ManifestEntry entry_of(simdjson::dom::element element, std::string_view source) {
  ManifestEntry entry;
  std::string_view url;
  if (element["url"].get(url) != simdjson::SUCCESS) fail(source, "has an entry without url");
  if (element["mandatory"].get(entry.mandatory) == simdjson::INCORRECT_TYPE)
    fail(source, "has a mandatory that is neither true nor false");
  entry.url = url;
  return entry;
}

}  // namespace

std::vector<ManifestEntry> parse_manifest(std::string_view text, std::string_view source) {
  simdjson::dom::parser parser;
  simdjson::dom::element document;
  const simdjson::padded_string padded(text);
  if (const auto error = parser.parse(padded).get(document))
    fail(source, std::string("is not JSON: ") + simdjson::error_message(error));
  simdjson::dom::array elements;
  if (document["entries"].get(elements) != simdjson::SUCCESS)
    fail(source, "has no list of entries");
  std::vector<ManifestEntry> entries;
  for (const auto element : elements) entries.push_back(entry_of(element, source));
  return entries;
}

}  // namespace darties::load
