#include "pipeline/matrix.h"

#include <algorithm>

#include "base/error.h"
#include "pipeline/yaml_fields.h"

namespace darties {
namespace {

std::vector<std::string> values_of(const YamlEntry& axis) {
  if (!axis.value.is_list() || axis.value.items.empty()) {
    throw Error(ErrorKind::kInvalid, "matrix: {} must be a list with at least one value", axis.key)
        .at(axis.value.place);
  }
  std::vector<std::string> values;
  for (const YamlValue& item : axis.value.items) {
    if (!item.is_text()) {
      throw Error(ErrorKind::kInvalid, "matrix: a value of {} must be text, not {}", axis.key,
                  describe_kind(item.kind))
          .at(item.place);
    }
    if (std::find(values.begin(), values.end(), item.text) != values.end()) {
      throw Error(ErrorKind::kInvalid, "matrix: value given twice for {}: {}", axis.key, item.text)
          .at(item.place);
    }
    values.push_back(item.text);
  }
  return values;
}

std::vector<MatrixRow> product(const YamlValue& matrix) {
  std::vector<MatrixRow> rows = {{}};
  for (const YamlEntry& axis : matrix.entries) {
    const std::vector<std::string> values = values_of(axis);
    if (rows.size() * values.size() > kMaxMatrixRows) {
      throw Error(ErrorKind::kInvalid, "matrix: more than {} combinations", kMaxMatrixRows)
          .at(axis.place);
    }
    std::vector<MatrixRow> longer;
    for (const MatrixRow& row : rows) {
      for (const std::string& value : values) {
        longer.push_back(row);
        longer.back().emplace_back(axis.key, value);
      }
    }
    rows = std::move(longer);
  }
  return rows;
}

std::vector<MatrixRow> listed(const YamlValue& matrix) {
  std::vector<MatrixRow> rows;
  for (const YamlValue& item : matrix.items) {
    expect_map(item, "a row of the matrix");
    MatrixRow row;
    for (const YamlEntry& entry : item.entries)
      row.emplace_back(entry.key, text_field(item, entry.key));
    if (std::find(rows.begin(), rows.end(), row) != rows.end()) {
      throw Error(ErrorKind::kInvalid, "matrix: row given twice").at(item.place);
    }
    rows.push_back(std::move(row));
  }
  if (rows.size() > kMaxMatrixRows) {
    throw Error(ErrorKind::kInvalid, "matrix: more than {} rows", kMaxMatrixRows).at(matrix.place);
  }
  return rows;
}

}  // namespace

std::vector<MatrixRow> expand_matrix(const YamlValue& matrix) {
  const bool empty = matrix.entries.empty() && matrix.items.empty();
  if (empty || matrix.is_text()) {
    throw Error(ErrorKind::kInvalid, "matrix must be a map of lists, or a list of maps")
        .at(matrix.place);
  }
  return matrix.is_map() ? product(matrix) : listed(matrix);
}

std::string matrix_task_name(const std::string& family, const MatrixRow& row) {
  std::string name = family + "[";
  for (const auto& [axis, value] : row) name.append(name.ends_with('[') ? "" : ",").append(value);
  return name + "]";
}

}  // namespace darties
