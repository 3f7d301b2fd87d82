#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace darties {

/// What a listing knows of an object.
struct ObjectInfo {
  std::string key;
  std::uint64_t size_bytes = 0;
  /// Changes whenever the bytes change: an ETag on S3, size and modification time in nanoseconds in a folder.
  std::string version;
  std::chrono::system_clock::time_point modified = {};
};

/// A part of a listing: objects, and what stands for all objects below a delimiter ("2018/").
struct ListPage {
  std::vector<ObjectInfo> objects;
  std::vector<std::string> folders;
};

/// How many objects a reader may hold open before it reads them, so that they are on their way meanwhile; 0: no use.
struct ReadAhead {
  std::size_t objects = 0;
  std::uint64_t bytes = 0;  ///< of all of them together
};

/// An open object, read in any order.
/// Threads: read_at may be called from several threads at the same time.
class ObjectReader {
 public:
  virtual ~ObjectReader() = default;
  virtual std::uint64_t size_bytes() const = 0;
  /// Fills `into` from `offset`; returns how many bytes there were, less than asked only at the end of the object.
  virtual std::size_t read_at(std::uint64_t offset, std::span<char> into) = 0;
};

/// An object being written. Nobody sees it before commit(); without commit() it never was.
class ObjectWriter {
 public:
  virtual ~ObjectWriter() = default;
  virtual void write(std::string_view bytes) = 0;
  /// Does of commit() what takes time or may fail, and gives back files and buffers; the object stays unseen. Optional.
  virtual void finish() {}
  /// Makes the object visible, whole and on disk. Call once.
  virtual void commit() = 0;
};

/// Keeps files by key, in a local folder or an S3 bucket.
///
///     for (const auto& object : store->list("CA_Fours/")) stage(store->read(object.key));
///
/// Keys use '/', never start with one, and are compared byte by byte.
/// Threads: every method may be called from any thread at the same time.
/// Errors:  kNotFound, kDenied, kUnavailable, kInvalid for a key that can not be; each names the key.
class Store {
 public:
  virtual ~Store() = default;

  /// The whole object. Meant for objects that fit in memory.
  virtual std::string read(std::string_view key) = 0;
  virtual std::unique_ptr<ObjectReader> open(std::string_view key) = 0;
  /// The same for an object that was listed: its size is known, and other bytes than those listed are never read where
  /// the store can tell (kUnavailable says that they changed). A store that reads ahead asks for a small object at once
  /// and waits for it at the first read_at: open many, then read them.
  virtual std::unique_ptr<ObjectReader> open_listed(const ObjectInfo& object) {
    return open(object.key);
  }
  virtual ReadAhead read_ahead() const { return {}; }

  /// Puts `bytes` under `key`, replacing what was there.
  /// Other readers see the old object or the new one, never half of it.
  virtual void write(std::string_view key, std::string_view bytes) = 0;
  /// The same where nothing is yet; false, and nothing done, when there is an object.
  virtual bool create_if_absent(std::string_view key, std::string_view bytes) = 0;
  /// The same for an object that is written piece by piece.
  virtual std::unique_ptr<ObjectWriter> create(std::string_view key) = 0;

  /// The same for an object whose bytes are in a local file already: it is moved where the store can, else copied.
  virtual std::unique_ptr<ObjectWriter> take(std::string_view key,
                                             const std::filesystem::path& file);

  /// The file that holds the object, for stores that keep one a key; to be read or linked, never written.
  virtual std::optional<std::filesystem::path> file_of(std::string_view) const {
    return std::nullopt;
  }

  /// The objects whose keys start with `prefix`, in byte order of key; none is no error.
  virtual std::vector<ObjectInfo> list(std::string_view prefix) = 0;

  /// The same piece by piece, in order of key: memory does not grow with the bucket. With a `delimiter` the keys that have it
  /// behind the prefix come as folders, each once.
  virtual void list_pages(std::string_view prefix, std::string_view delimiter,
                          const std::function<void(const ListPage& page)>& take);
  /// The object under this very key.
  virtual std::optional<ObjectInfo> find(std::string_view key) = 0;
  /// The same for many, in their order.
  virtual std::vector<std::optional<ObjectInfo>> find_all(std::span<const std::string> keys);
  /// Whether the same version of a key always means the same bytes.
  virtual bool versions_tell_contents() const { return false; }

  /// Whether the object holds the same bytes as this local file, as far as the store can tell without fetching it; false
  /// when it can not.
  virtual bool holds(const ObjectInfo& object, const std::filesystem::path& file) = 0;

  /// Copies an object within the store, replacing what was under `to`.
  virtual void copy(std::string_view from, std::string_view to);

  /// Deletes the object; one that is not there is no error.
  virtual void remove(std::string_view key) = 0;
  /// Deletes many. All are tried; an error names the first that could not be deleted, and how many.
  virtual void remove_all(std::span<const std::string> keys);

  /// How a person finds `key`: "s3://bucket/key" or a path.
  virtual std::string describe(std::string_view key) const = 0;
};

}  // namespace darties
