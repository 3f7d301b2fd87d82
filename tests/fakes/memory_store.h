#pragma once

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "lake/store.h"

namespace darties {

/// A store in memory, with a hook to make it fail.
///
///     MemoryStore store;
///     store.before = [](std::string_view what, std::string_view key) {
///       if (what == "read" && key == "b") throw Error(ErrorKind::kUnavailable, "slow down");
///     };
class MemoryStore final : public Store {
 public:
  /// Called with "read", "open", "write", "create", "list", "find" or "remove" and the key, outside the lock; may throw.
  std::function<void(std::string_view what, std::string_view key)> before;

  std::string read(std::string_view key) override {
    ask("read", key);
    return *bytes_of(key);
  }

  std::unique_ptr<ObjectReader> open(std::string_view key) override {
    ask("open", key);
    return std::make_unique<Reader>(bytes_of(key));
  }

  void write(std::string_view key, std::string_view bytes) override {
    ask("write", key);
    const std::lock_guard lock(mutex_);
    objects_[std::string(key)] = {std::make_shared<const std::string>(bytes), ++changes_};
  }

  bool create_if_absent(std::string_view key, std::string_view bytes) override {
    ask("create", key);
    const std::lock_guard lock(mutex_);
    const auto shared = std::make_shared<const std::string>(bytes);
    return objects_.try_emplace(std::string(key), Object{shared, ++changes_}).second;
  }

  std::unique_ptr<ObjectWriter> create(std::string_view key) override {
    ask("create", key);
    return std::make_unique<Writer>(*this, std::string(key));
  }

  std::vector<ObjectInfo> list(std::string_view prefix) override {
    ask("list", prefix);
    const std::lock_guard lock(mutex_);
    std::vector<ObjectInfo> found;
    for (auto it = objects_.lower_bound(prefix); it != objects_.end(); ++it) {
      if (!std::string_view(it->first).starts_with(prefix)) break;
      found.push_back(info_of(it->first, it->second));
    }
    return found;
  }

  std::optional<ObjectInfo> find(std::string_view key) override {
    ask("find", key);
    const std::lock_guard lock(mutex_);
    const auto it = objects_.find(key);
    if (it == objects_.end()) return std::nullopt;
    return info_of(it->first, it->second);
  }

  bool holds(const ObjectInfo& object, const std::filesystem::path& file) override {
    std::ifstream in(file, std::ios::binary);
    return *bytes_of(object.key) == std::string(std::istreambuf_iterator<char>(in), {});
  }

  void remove(std::string_view key) override {
    ask("remove", key);
    const std::lock_guard lock(mutex_);
    if (const auto it = objects_.find(key); it != objects_.end()) objects_.erase(it);
  }

  std::string describe(std::string_view key) const override {
    return "memory://" + std::string(key);
  }

 private:
  using Bytes = std::shared_ptr<const std::string>;  // shared with readers that outlive the object
  struct Object {
    Bytes bytes;
    int change = 0;
  };

  class Reader final : public ObjectReader {
   public:
    explicit Reader(Bytes bytes) : bytes_(std::move(bytes)) {}
    std::uint64_t size_bytes() const override { return bytes_->size(); }
    std::size_t read_at(std::uint64_t offset, std::span<char> into) override {
      if (offset >= bytes_->size()) return 0;
      const std::size_t count = std::min<std::size_t>(into.size(), bytes_->size() - offset);
      std::memcpy(into.data(), bytes_->data() + offset, count);
      return count;
    }

   private:
    Bytes bytes_;
  };

  class Writer final : public ObjectWriter {
   public:
    Writer(MemoryStore& store, std::string key) : store_(store), key_(std::move(key)) {}
    void write(std::string_view bytes) override { bytes_ += bytes; }
    void commit() override { store_.write(key_, bytes_); }

   private:
    MemoryStore& store_;
    std::string key_;
    std::string bytes_;
  };

  void ask(std::string_view what, std::string_view key) const {
    if (before) before(what, key);
  }

  static ObjectInfo info_of(const std::string& key, const Object& object) {
    return {key, object.bytes->size(), std::to_string(object.change)};
  }

  Bytes bytes_of(std::string_view key) {
    const std::lock_guard lock(mutex_);
    const auto it = objects_.find(key);
    if (it == objects_.end()) {
      throw Error(ErrorKind::kNotFound, "no object under this key: {}", describe(key));
    }
    return it->second.bytes;
  }

  std::mutex mutex_;  // guards objects_ and changes_
  std::map<std::string, Object, std::less<>> objects_;
  int changes_ = 0;
};

}  // namespace darties
