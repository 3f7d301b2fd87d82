#include "cli/confirm.h"

#include <iostream>
#include <ostream>

#include "base/error.h"
#include "base/text.h"

namespace darties::cli {

void require_typed(House& house, std::string_view question, const std::string& word,
                   std::string_view instead) {
  if (!house.terminal().in) {
    throw Error(ErrorKind::kInvalid, "{} Nobody is here to ask: give {}", question, instead);
  }
  house.err() << question << " Type " << word << " to go on: " << std::flush;
  std::string typed;
  std::getline(std::cin, typed);
  if (trim(typed) != word) throw Error(ErrorKind::kInvalid, "not confirmed: nothing was done");
}

}  // namespace darties::cli
