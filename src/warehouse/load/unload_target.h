#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lake/lake.h"
#include "sql/copy_statement.h"
#include "warehouse/load/compress.h"
#include "warehouse/load/outcome.h"
#include "warehouse/load/unload_format.h"

namespace darties::load {

/// The objects of one UNLOAD. None is visible before commit(); without it none ever was.
///
///     UnloadTarget target(unload, lake, format);
///     target.write(lines, rows);
///     std::vector<UnloadedFile> files = target.commit();
class UnloadTarget {
 public:
  /// Errors: kInvalid when objects are there already and neither ALLOWOVERWRITE nor CLEANPATH is given.
  UnloadTarget(const sql::UnloadStatement& unload, Lake& lake, const UnloadFormat& format);

  /// Adds whole lines that hold `rows` rows. A new object begins where MAXFILESIZE would be passed.
  void write(std::string_view lines, std::int64_t rows);
  /// With CLEANPATH removes what was there; then makes all objects visible, the manifest last.
  std::vector<UnloadedFile> commit();

 private:
  struct Part {
    std::string key;
    std::unique_ptr<ObjectWriter> writer;
    std::unique_ptr<Compressor> compressor;
    std::int64_t rows = 0;
    std::uint64_t bytes = 0;
  };

  void open_part();
  void put(Part& part, std::string_view bytes, bool last);
  std::string key_of(std::size_t part) const;
  std::string manifest(const std::vector<UnloadedFile>& files) const;
  void clean_path();

  const sql::UnloadStatement& unload_;
  const UnloadFormat& format_;
  ObjectUrl destination_;
  Store& store_;
  std::vector<Part> parts_;
};

}  // namespace darties::load
