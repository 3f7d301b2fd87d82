#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "lake/store.h"

namespace darties {

struct ObjectUrl;

/// A file of this machine and the object that it is, or shall be.
struct TransferItem {
  std::filesystem::path file;
  std::string key;
  std::uint64_t size_bytes = 0;
  ObjectInfo object;  ///< as listed; its key is empty where there is none
};

/// What has to be moved for both sides to hold the same.
struct TransferPlan {
  std::vector<TransferItem> moves;   ///< new, or different, by key
  std::vector<TransferItem> same;    ///< hold the same bytes on both sides
  std::vector<std::string> surplus;  ///< keys below the prefix that nothing here stands for
  std::vector<std::string>
      left_out;  ///< what is no file: broken links, sockets; objects that can be none; for people
  std::optional<Error>
      not_compared;  ///< why the objects could not be looked at, so that every file is sent
  std::uint64_t bytes() const;  ///< of the moves
};

/// How a transfer runs, and who is told.
struct TransferOptions {
  int threads = 64;  ///< so many requests in flight; large ones are cut by the store
  std::function<void(const TransferItem&)> moved = {};  ///< called from any thread
  std::stop_token stop = {};
};

/// The files that an upload of `from` is about, by key; see plan_upload. Asks no store.
std::vector<TransferItem> list_upload(const std::filesystem::path& from, std::string_view prefix);

/// Refuses an upload of one file to a key that looks like a folder: "reference" for airports.jsonl is either the object's
/// whole name or the folder it shall lie in. Throws kInvalid with both ways to say it.
void refuse_unclear_target(const std::filesystem::path& from, const ObjectUrl& to);

/// What an upload of `from` to keys below `prefix` has to do. A file becomes `prefix`, or `prefix` and its name where that ends
/// with '/' or is empty; the files of a folder keep their names below it. Names that begin with '.' are left out, links to
/// files are followed, links to folders are not.
/// Equal sizes are compared by checksum, where the store can tell, on all cores. Who may write and not look is no error: all
/// is sent.
/// Throws kNotFound when `from` is not there, kDenied for a folder that can not be read.
TransferPlan plan_upload(const std::filesystem::path& from, Store& store, std::string_view prefix,
                         const TransferOptions& options = {});

/// Does it. Each object appears whole or not at all, so what a kill leaves is done, and the rest is done next time.
/// Every file is tried: one that can not be read, or that changes while it is read, does not stop the others; then throws
/// what the first of them said, with their number.
void upload(const TransferPlan& plan, Store& store, const TransferOptions& options = {});

/// What a download has to do: of the object `key` to the file `to`, or into it when that is a folder or ends with '/'; else of all
/// objects below `key` and '/' into the folder `to`, with their names.
/// An object whose key ends with '/' and that holds bytes can be no file: it is left out.
/// Throws kInvalid for a key that would leave the folder or that can be no file, and where one is a file and a folder at
/// once; kNotFound when there is neither.
TransferPlan plan_download(Store& store, std::string_view key, const std::filesystem::path& to,
                           const TransferOptions& options = {});

/// Does it. Each file appears whole, by a rename, and has the time of its object; what a power cut spoils is fetched again by the next download.
void download(const TransferPlan& plan, Store& store, const TransferOptions& options = {});

}  // namespace darties
