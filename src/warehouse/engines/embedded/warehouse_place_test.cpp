#include "warehouse/engines/embedded/warehouse_place.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "fakes/temporary_folder.h"

namespace darties {
namespace {

namespace fs = std::filesystem;

TEST(WarehousePlace, IsWhereItIsSaid) {
  const TemporaryFolder folder;
  const auto place = find_warehouse(folder / "w.duckdb");
  EXPECT_EQ(place.file, folder / "w.duckdb");
  EXPECT_EQ(place.lock, folder / "w.lock");
}

TEST(WarehousePlace, IsWhereLinksLeadAlsoToWhatIsNotThereYet) {
  const TemporaryFolder folder;
  const fs::path disk = fs::canonical(folder.path()) / "disk";
  fs::create_directory(disk);
  fs::create_symlink("second", folder / "first");
  fs::create_symlink("disk/w.duckdb", folder / "second");
  for (int look = 0; look < 2; ++look) {
    const auto place = find_warehouse(folder / "first");
    EXPECT_EQ(place.file, disk / "w.duckdb");
    EXPECT_EQ(place.lock, disk / "w.lock");
    folder.put("disk/w.duckdb", "");
  }
}

TEST(WarehousePlace, NeedsTheFolderOfItsTarget) {
  const TemporaryFolder folder;
  fs::create_symlink(folder / "unmounted/w.duckdb", folder / "w.duckdb");
  try {
    find_warehouse(folder / "w.duckdb");
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kNotFound);
    EXPECT_NE(std::string(error.what()).find("unmounted"), std::string::npos) << error.what();
  }
}

TEST(WarehousePlace, RefusesACircle) {
  const TemporaryFolder folder;
  fs::create_symlink("b", folder / "a");
  fs::create_symlink("a", folder / "b");
  EXPECT_THROW(find_warehouse(folder / "a"), Error);
}

}  // namespace
}  // namespace darties
