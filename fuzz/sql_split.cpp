// A script on its way to statements, and the texts that are made of it whatever it holds.
#include "fuzz/answer.h"
#include "sql/lexer.h"
#include "sql/statement.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace darties;
  return fuzz::answer(data, size, [](std::string_view script) {
    sql::mask_credentials(script);  // never fails
    sql::is_complete(script);
    for (const auto& statement : sql::split(script, "script.sql")) {
      sql::place_of(statement, statement.text.size());
      sql::tokenize(statement);
      sql::parameter_names(statement.text);
    }
  });
}
