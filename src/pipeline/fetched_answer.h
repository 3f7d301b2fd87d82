#pragma once

#include <filesystem>
#include <string>

#include "lake/lake.h"
#include "source/download.h"

namespace darties {

class TaskContext;

/// What to fetch, and where the answer is kept.
struct FetchSpec {
  DownloadRequest request;  ///< an empty url: nothing is asked, `otherwise` is used
  ObjectUrl
      keep;  ///< of the answer's bytes; its record lies beside it, with ".json" behind its name
  std::filesystem::path otherwise;  ///< a file to use without a network; empty: none
};

/// The bytes that rows are made of.
struct FetchedAnswer {
  enum class Origin { kNew, kUnchanged, kKept, kOtherwise } origin = Origin::kNew;
  std::string bytes;
  std::string content_type;
  std::string name;  ///< of the document, for messages and to tell its format: "rates.csv"
};

/// Gets the answer, only if it has changed, and keeps it in the lake with URL (without its query), time, status and SHA-256.
/// When there is no answer (kUnavailable) the kept one is used, else `otherwise`, and the log says so as a warning. Without a
/// url `otherwise` is used.
/// Errors: of download(); without a network only where neither is there.
FetchedAnswer fetch_answer(const FetchSpec& spec, TaskContext& context);

/// Where the answer of `url` is kept in a bucket when nobody says: "fetched/HOST/PATH", with a hash for its query.
std::string kept_key(std::string_view url);

}  // namespace darties
