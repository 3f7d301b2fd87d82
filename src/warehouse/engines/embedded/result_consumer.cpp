#include "warehouse/engines/embedded/result_consumer.h"

#include <memory>

#include "warehouse/engines/embedded/column_types.h"
#include "warehouse/engines/embedded/value_text.h"

namespace darties::duck {
namespace {

class ResultWriter {
 public:
  ResultWriter(Result& result, RowSink* sink, std::vector<std::optional<sql::Type>> declared)
      : result_(result), sink_(sink), declared_(std::move(declared)) {}

  void columns(duckdb_result* from) {
    result_.columns = result_columns(from);
    const bool known = declared_.size() == result_.columns.size();
    for (std::size_t i = 0; known && i < declared_.size(); ++i) {
      auto& type = result_.columns[i].type;
      if (!declared_[i] || type.id != sql::TypeId::kVarchar) continue;
      type = *declared_[i];
      if (type.id == sql::TypeId::kChar)
        padded_.emplace_back(i, static_cast<std::size_t>(type.length));
    }
    if (sink_ != nullptr) sink_->columns(result_.columns);
  }

  void chunk(duckdb_data_chunk from) {
    const ChunkText text(from);
    for (std::size_t i = 0; i < text.size(); ++i) {
      text.fill(i, row_);
      for (const auto& [column, length] : padded_) pad(row_[column], length);
      if (sink_ != nullptr) {
        sink_->row(row_);
      } else {
        result_.rows.push_back(row_);
      }
    }
    result_.affected_rows += static_cast<std::int64_t>(text.size());
  }

 private:
  static void pad(Value& value, std::size_t length) {
    if (value && value->size() < length) value->resize(length, ' ');
  }

  Result& result_;
  RowSink* sink_;
  std::vector<std::optional<sql::Type>> declared_;
  std::vector<std::pair<std::size_t, std::size_t>> padded_;  // columns of CHAR and their lengths
  Row row_;
};

}  // namespace

RowConsumer result_consumer(Result& result, RowSink* sink,
                            std::vector<std::optional<sql::Type>> declared) {
  // The two callbacks share the writer.
  const auto writer = std::make_shared<ResultWriter>(result, sink, std::move(declared));
  return {.columns = [writer](duckdb_result* from) { writer->columns(from); },
          .chunk = [writer](duckdb_data_chunk from) { writer->chunk(from); }};
}

}  // namespace darties::duck
