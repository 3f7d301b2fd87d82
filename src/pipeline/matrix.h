#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pipeline/yaml_value.h"

namespace darties {

/// One combination of a matrix: its names and values, in the order of the file.
using MatrixRow = std::vector<std::pair<std::string, std::string>>;

/// All combinations of `matrix: { famille: [Fours, Hifi], indicateur: [V, CA] }`, the last name
/// changing fastest; or the rows of `matrix: [ { famille: Fours, mois: 1 }, … ]` as they are.
/// Throws kInvalid with the place for other shapes, empty lists, values given twice and more than
/// kMaxMatrixRows.
std::vector<MatrixRow> expand_matrix(const YamlValue& matrix);

inline constexpr std::size_t kMaxMatrixRows = 1'000;

/// "stage[V,Fours]".
std::string matrix_task_name(const std::string& family, const MatrixRow& row);

}  // namespace darties
