// Statements of Redshift SQL, and what they become for DuckDB.
#include "fuzz/answer.h"
#include "sql/parse.h"
#include "sql/statement.h"
#include "sql/translate.h"
#include "tests/fakes/fake_catalog.h"

namespace {

darties::sql::FakeCatalog some_catalog() {
  using namespace darties::sql;
  FakeCatalog catalog;
  catalog.add_table({"public", "t"}, {{.name = "a", .type = {.id = TypeId::kInteger}},
                                      {.name = "b", .type = {.id = TypeId::kVarchar, .length = 8}},
                                      {.name = "c", .type = {.id = TypeId::kTimestamp}}});
  catalog.add_view({"public", "v"});
  return catalog;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace darties;
  return fuzz::answer(data, size, [](std::string_view script) {
    const sql::FakeCatalog catalog = some_catalog();
    for (const auto& statement : sql::split(script, "script.sql")) {
      sql::translate(statement, sql::parse(statement), catalog);
    }
  });
}
