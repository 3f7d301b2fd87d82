#pragma once

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "sql/parse.h"
#include "sql/statement.h"
#include "tests/fakes/memory_store.h"
#include "warehouse/load/batch_filler.h"
#include "warehouse/load/load_plan.h"
#include "warehouse/load/load_state.h"

namespace darties::fuzz {

/// A table with a column of each kind that values are converted to.
inline TableShape every_type() {
  using sql::TypeId;
  TableShape table{.name = {"public", "t"}, .table_id = 1, .temporary = false, .columns = {}};
  const auto add = [&](std::string name, sql::Type type) {
    table.columns.push_back(
        {.name = std::move(name), .type = type, .default_sql = {}, .identity = {}});
  };
  add("a", {.id = TypeId::kInteger});
  add("b", {.id = TypeId::kVarchar, .length = 8});
  add("c", {.id = TypeId::kDecimal, .precision = 12, .scale = 5});
  add("d", {.id = TypeId::kDate});
  add("e", {.id = TypeId::kTimestamp});
  add("f", {.id = TypeId::kBoolean});
  add("g", {.id = TypeId::kDouble});
  add("h", {.id = TypeId::kBigint});
  add("i", {.id = TypeId::kChar, .length = 4});
  return table;
}

/// Room for rows, as an engine gives it.
class Room {
 public:
  explicit Room(std::size_t columns) {
    batch_.capacity = kRows;
    values_.resize(columns, std::vector<std::uint64_t>(kRows * 2));
    validity_.resize(columns);
  }
  load::RowBatch& fresh() {
    batch_.rows = 0;
    batch_.columns.clear();
    for (std::size_t i = 0; i < values_.size(); ++i) {
      validity_[i].assign(kRows / 64, ~std::uint64_t{0});
      batch_.columns.push_back({.values = values_[i].data(), .validity = validity_[i].data()});
    }
    return batch_;
  }

 private:
  static constexpr std::size_t kRows = 2048;
  std::vector<std::vector<std::uint64_t>> values_;  // sixteen bytes a row
  std::vector<std::vector<std::uint64_t>> validity_;
  load::RowBatch batch_;
};

inline std::string text_of(const load::StringSlot& slot) {
  if (slot.length <= load::StringSlot::kInPlace) return {slot.bytes, slot.length};
  const char* address = nullptr;
  std::memcpy(&address, slot.bytes + 4, sizeof address);
  return {address, slot.length};
}

/// Loads the bytes as `COPY t FROM 's3://b/k' OPTIONS` does, up to the arrays that the engine gets; `take` sees each of
/// them.
template <class Take>
void load_batches(std::string_view bytes, const TableShape& table, const std::string& options,
                  Take take) {
  const auto statements = sql::split("COPY t FROM 's3://b/k' " + options);
  const auto copy = std::get<sql::CopyStatement>(sql::parse(statements.front()));
  const load::LoadPlan plan = load::plan_load(copy, table, std::nullopt);
  MemoryStore store;
  store.write("k", bytes);
  const std::vector<load::LoadObject> objects = {
      {.store = &store, .bucket = "b", .info = store.list("k").front(), .url = "s3://b/k"}};
  load::LoadState state(plan, objects, {.max_errors = 0});
  load::BatchFiller filler(state);
  Room room(plan.columns.size());
  for (;;) {
    load::RowBatch& batch = room.fresh();
    filler.fill(batch);
    if (batch.rows == 0) break;
    take(batch);
  }
  if (const auto results = state.results(); results.error) std::rethrow_exception(results.error);
}

inline void load_rows(std::string_view bytes, const std::string& options) {
  load_batches(bytes, every_type(), options, [](const load::RowBatch&) {});
}

/// The values of the one column, named s, of the rows that load.
inline std::vector<std::string> load_texts(std::string_view bytes, const std::string& options) {
  TableShape table{.name = {"public", "t"}, .table_id = 1, .temporary = false, .columns = {}};
  table.columns.push_back({.name = "s",
                           .type = {.id = sql::TypeId::kVarchar, .length = 65535},
                           .default_sql = {},
                           .identity = {}});
  std::vector<std::string> texts;
  load_batches(bytes, table, options, [&](load::RowBatch& batch) {
    const auto* const slots = batch.columns[0].as<load::StringSlot>();
    for (std::size_t row = 0; row < batch.rows; ++row) texts.push_back(text_of(slots[row]));
  });
  return texts;
}

}  // namespace darties::fuzz
