#include "clean/number_columns.h"

#include "base/cancellation.h"

namespace darties {

void NumberColumns::add(std::uint32_t column, std::size_t group, const ColumnType& type) {
  if (type.is_number()) columns_.push_back({column, group, type});
}

const NumberStyle& NumberColumns::style_for(const Cell& cell, std::size_t group,
                                            const ColumnType& type) {
  if (given_.is_decided() || !type.is_number()) return given_;
  if (styles_.empty() && decimal_sign_of(cell, type) == DecimalSign::kAmbiguous) decide();
  const auto found = styles_.find(group);
  return found == styles_.end() ? given_ : found->second;
}

void NumberColumns::decide() {
  struct Proof {
    bool point = false;
    bool comma = false;
  };
  std::map<std::size_t, Proof> proofs;
  TableReader table = open_();
  SourceRow row;
  for (std::uint64_t rows = 0; table.next(row); ++rows) {
    if (rows % 1024 == 0) throw_if_cancelled(stop_, "reading a sheet for its decimal signs");
    for (const Column& column : columns_) {
      const auto sign = decimal_sign_of(row.at(column.number), column.type);
      Proof& proof = proofs[column.group];
      proof.point = proof.point || sign == DecimalSign::kPoint;
      proof.comma = proof.comma || sign == DecimalSign::kComma;
    }
  }
  for (const auto& [group, proof] : proofs) {
    NumberStyle& style = styles_[group];
    style = given_;
    if (proof.point != proof.comma) style.decimal = proof.point ? '.' : ',';
  }
}

}  // namespace darties
