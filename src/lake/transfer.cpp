#include "lake/transfer.h"

#include <algorithm>
#include <numeric>
#include <thread>

#include "base/error.h"
#include "base/files.h"
#include "lake/lake.h"
#include "lake/parallel.h"
#include "lake/transfer_files.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

int cores() { return static_cast<int>(std::max(1U, std::thread::hardware_concurrency())); }

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

/// The files below a folder, with their keys.
class FolderWalk {
 public:
  FolderWalk(const fs::path& folder, std::string_view prefix) : folder_(folder), prefix_(prefix) {
    if (!fs::is_directory(folder)) {
      throw Error(ErrorKind::kNotFound, "no such file or folder: {}", shown_path(folder));
    }
    if (!prefix_.empty() && !prefix_.ends_with('/')) prefix_ += '/';
  }

  /// By key.
  std::vector<TransferItem> items() {
    try {
      for (auto entry = fs::recursive_directory_iterator(folder_);
           entry != fs::recursive_directory_iterator(); ++entry)
        visit(entry);
    } catch (const fs::filesystem_error& error) {
      throw error_from_errno(error.code().value(), "cannot list " + shown_path(error.path1()));
    }
    std::sort(items_.begin(), items_.end(),
              [](const auto& a, const auto& b) { return a.key < b.key; });
    return std::move(items_);
  }

  /// What all keys begin with.
  const std::string& prefix() const { return prefix_; }
  /// What items() met that is neither file nor folder.
  const std::vector<std::string>& left_out() const { return left_out_; }
  /// Whether a key is one of, or lies below, what items() passed over.
  bool passed_over(std::string_view key) const {
    return std::any_of(passed_over_.begin(), passed_over_.end(), [&](const std::string& name) {
      return key.starts_with(name) && (key.size() == name.size() || key[name.size()] == '/');
    });
  }

 private:
  std::string key_of(const fs::path& path) const {
    return prefix_ + path.lexically_relative(folder_).generic_string();
  }

  void visit(fs::recursive_directory_iterator& entry) {
    std::error_code fault;
    const fs::path& path = entry->path();
    if (is_hidden(path)) {
      if (entry->is_directory()) entry.disable_recursion_pending();
      passed_over_.push_back(key_of(path));
    } else if (entry->is_regular_file(fault)) {
      items_.push_back({.file = path, .key = key_of(path), .size_bytes = entry->file_size()});
    } else if (!entry->is_directory(fault) || entry->is_symlink()) {
      left_out_.push_back(shown_path(path));
      passed_over_.push_back(key_of(path));
    }
  }

  const fs::path& folder_;
  std::string prefix_;
  std::vector<TransferItem> items_;
  std::vector<std::string> left_out_;
  std::vector<std::string> passed_over_;  // is here all the same: its objects are no surplus
};

/// Puts each item where it belongs, by whether the object holds the file's bytes.
void sort_out(std::vector<TransferItem> items, Store& store, const TransferOptions& options,
              TransferPlan& plan) {
  std::vector<char> same(items.size(), 0);
  for_each_parallel(items.size(), cores(), options.stop, [&](std::size_t i) {
    const TransferItem& item = items[i];
    std::error_code fault;
    const auto size = fs::file_size(item.file, fault);
    same[i] = !item.object.key.empty() && !fault && size == item.object.size_bytes &&
              store.holds(item.object, item.file);
  });
  for (std::size_t i = 0; i < items.size(); ++i) {
    (same[i] ? plan.same : plan.moves).push_back(std::move(items[i]));
  }
}

TransferItem single_item(const fs::path& file, std::string key) {
  if (key.empty() || key.ends_with('/')) key += file.filename().string();
  return {.file = file, .key = std::move(key), .size_bytes = fs::file_size(file)};
}

/// A user may be let write and neither look at objects nor list them.
void send_without_looking(const Error& error, TransferPlan& plan) {
  if (error.kind() != ErrorKind::kDenied) throw error;
  plan.not_compared = error;
}

std::vector<ObjectInfo> list_as_far_as_allowed(Store& store, std::string_view prefix,
                                               TransferPlan& plan) {
  try {
    return store.list(prefix);
  } catch (const Error& error) {
    send_without_looking(error, plan);
    return {};
  }
}

}  // namespace

std::uint64_t TransferPlan::bytes() const {
  return std::accumulate(
      moves.begin(), moves.end(), std::uint64_t{0},
      [](std::uint64_t sum, const TransferItem& item) { return sum + item.size_bytes; });
}

void refuse_unclear_target(const fs::path& from, const ObjectUrl& to) {
  if (to.key.empty() || to.key.ends_with('/') || !from.has_extension()) return;
  if (fs::path(to.key).has_extension() || !fs::is_regular_file(from)) return;
  const std::string url = to_string(to);
  throw Error(
      ErrorKind::kInvalid,
      "{0} would be the name of the object itself, without the ending of {1}: write {0}/ to "
      "put the file below it ({0}/{1}), or the whole name of the object ({0}{2})",
      url, from.filename().string(), from.extension().string());
}

std::vector<TransferItem> list_upload(const fs::path& from, std::string_view prefix) {
  if (fs::is_regular_file(from)) return {single_item(from, std::string(prefix))};
  return FolderWalk(from, prefix).items();
}

TransferPlan plan_upload(const fs::path& from, Store& store, std::string_view prefix,
                         const TransferOptions& options) {
  TransferPlan plan;
  if (fs::is_regular_file(from)) {
    auto items = list_upload(from, prefix);
    try {
      if (auto object = store.find(items.front().key)) items.front().object = std::move(*object);
    } catch (const Error& error) {
      send_without_looking(error, plan);
    }
    sort_out(std::move(items), store, options, plan);
    return plan;
  }
  FolderWalk walk(from, prefix);
  auto items = walk.items();
  plan.left_out = walk.left_out();
  auto item = items.begin();
  for (auto& object : list_as_far_as_allowed(store, walk.prefix(), plan)) {
    while (item != items.end() && item->key < object.key) ++item;
    if (item != items.end() && item->key == object.key) {
      item->object = std::move(object);
    } else if (!walk.passed_over(object.key)) {
      plan.surplus.push_back(std::move(object.key));
    }
  }
  sort_out(std::move(items), store, options, plan);
  return plan;
}

namespace {

TransferItem item_of(ObjectInfo object, fs::path file) {
  return {.file = std::move(file),
          .key = object.key,
          .size_bytes = object.size_bytes,
          .object = std::move(object)};
}

std::vector<TransferItem> items_below(Store& store, const std::string& folder_key,
                                      const fs::path& to, std::vector<std::string>& left_out) {
  std::vector<TransferItem> items;
  for (auto& object : store.list(folder_key)) {
    const std::string name = object.key.substr(folder_key.size());
    if (name.empty() || name.ends_with('/')) {  // what stands for a folder in a bucket
      if (object.size_bytes > 0) left_out.push_back(store.describe(object.key));
      continue;
    }
    fs::path file = file_below(to, name, store.describe(object.key));
    items.push_back(item_of(std::move(object), std::move(file)));
  }
  refuse_files_in_files(items, store);
  return items;
}

}  // namespace

TransferPlan plan_download(Store& store, std::string_view key, const fs::path& to,
                           const TransferOptions& options) {
  TransferPlan plan;
  const bool is_folder_key = key.empty() || key.ends_with('/');
  auto object = is_folder_key ? std::nullopt : store.find(key);
  if (object) {
    const std::string name(key.substr(key.rfind('/') + 1));
    const bool into = fs::is_directory(to) || !to.has_filename();
    fs::path file = into ? file_below(to, name, store.describe(key)) : to;
    sort_out({item_of(std::move(*object), std::move(file))}, store, options, plan);
    return plan;
  }
  auto items = items_below(store, std::string(key) + (is_folder_key ? "" : "/"), to, plan.left_out);
  if (items.empty() && plan.left_out.empty()) {
    throw Error(ErrorKind::kNotFound, "no object is called or lies below: {}", store.describe(key));
  }
  sort_out(std::move(items), store, options, plan);
  return plan;
}

}  // namespace darties
