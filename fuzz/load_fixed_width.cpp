// Fixed width text on its way into a table. The first byte chooses the encoding.
#include "fuzz/answer.h"
#include "fuzz/load_rows.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static constexpr const char* kEncodings[] = {"UTF8", "UTF16LE", "UTF16BE", "UTF16", "ISO88591"};
  return darties::fuzz::answer(data, size, [](std::string_view bytes) {
    if (bytes.empty()) return;
    const auto encoding = static_cast<unsigned char>(bytes[0]) % std::size(kEncodings);
    darties::fuzz::load_rows(
        bytes.substr(1),
        std::string("FIXEDWIDTH 'a:3,b:8,c:7,d:10,e:19,f:1,g:6,h:5,i:4' ENCODING ") +
            kEncodings[encoding]);
  });
}
