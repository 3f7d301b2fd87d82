#pragma once

#include <string>

namespace darties {

/// A cell that could not become a value.
struct Reject {
  std::string workbook;
  std::string sheet;
  std::string cell;
  std::string column;
  std::string value;
  std::string reason;

  bool operator==(const Reject&) const = default;
};

/// "Janvier_2021.xlsx, sheet CA_Magneto, cell H24: '&' ...": one line for a person.
std::string to_string(const Reject& reject);

}  // namespace darties
