// CSV and delimited text on their way into a table. The first byte chooses the options.
#include "fuzz/answer.h"
#include "fuzz/load_rows.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static constexpr const char* kOptions[] = {
      "CSV", "CSV IGNOREHEADER 1 EMPTYASNULL BLANKSASNULL", "DELIMITER '|' ESCAPE NULL AS '\\\\N'",
      "DELIMITER '\\t' REMOVEQUOTES FILLRECORD ACCEPTINVCHARS TRUNCATECOLUMNS"};
  return darties::fuzz::answer(data, size, [](std::string_view bytes) {
    if (bytes.empty()) return;
    darties::fuzz::load_rows(bytes.substr(1),
                             kOptions[static_cast<unsigned char>(bytes[0]) % std::size(kOptions)]);
  });
}
