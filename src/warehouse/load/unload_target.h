#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/mutex.h"
#include "lake/lake.h"
#include "sql/copy_statement.h"
#include "warehouse/load/outcome.h"
#include "warehouse/load/unload_shape.h"

namespace darties::load {

/// Where an object of an UNLOAD stands among the others; it makes its name.
struct PartName {
  std::string partition;   ///< "country=fr/city=Nancy/"; empty without PARTITION BY
  std::size_t slice = 0;   ///< which writer wrote it
  std::size_t number = 0;  ///< counts the objects of one writer and partition
};

/// The objects of one UNLOAD. None is visible before commit(); without it none ever was.
///
///     UnloadTarget target(unload, lake, shape);
///     auto part = target.create({.slice = 0, .number = 0});
///     part->write(lines);
///     target.add(std::move(part), {.rows = 7, .size_bytes = 70});
///     std::vector<UnloadedFile> files = target.commit();
///
/// Threads: create(), take() and add() may be called from any thread at the same time.
class UnloadTarget {
 public:
  struct Part {
    std::string key;
    std::unique_ptr<ObjectWriter> writer;
    std::int64_t rows = 0;
    std::uint64_t size_bytes = 0;
  };

  /// Errors: kInvalid when objects are there already and neither ALLOWOVERWRITE nor CLEANPATH is given, and for encryption
  /// by a key of the client, which is not there.
  UnloadTarget(const sql::UnloadStatement& unload, Lake& lake, const UnloadShape& shape);

  /// A new object, to be written and then handed back.
  Part create(const PartName& name);
  /// The same for an object that lies in a local file, which is moved.
  Part take(const PartName& name, const std::filesystem::path& file);
  /// Takes an object that is written in full.
  void add(Part part);

  /// Makes all objects visible; with CLEANPATH removes the others that were there; writes the manifest last. When one of
  /// these fails, what had become visible is deleted again.
  std::vector<UnloadedFile> commit();

 private:
  std::string key_of(const PartName& name) const;
  void clean_path() REQUIRES(mutex_);
  void take_back(std::size_t count) REQUIRES(mutex_);

  const sql::UnloadStatement& unload_;
  const UnloadShape& shape_;
  ObjectUrl destination_;
  Store& store_;
  Mutex mutex_;
  std::vector<Part> parts_ GUARDED_BY(mutex_);  // all written, none committed
};

}  // namespace darties::load
