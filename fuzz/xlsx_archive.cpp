// A whole file of a format that is read, told apart by its first byte: x for xlsx, c for CSV, j for JSON lines.
#include <cstring>

#include "fuzz/answer.h"
#include "source/formats/registry.h"
#include "source/workbook.h"

namespace {

using namespace darties;

class Bytes final : public ObjectReader {
 public:
  explicit Bytes(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t size_bytes() const override { return bytes_.size(); }
  std::size_t read_at(std::uint64_t offset, std::span<char> into) override {
    if (offset >= bytes_.size()) return 0;
    const auto piece = bytes_.substr(offset, into.size());
    std::memcpy(into.data(), piece.data(), piece.size());
    return piece.size();
  }

 private:
  std::string_view bytes_;
};

std::string_view file_name(std::uint8_t kind) {
  if (kind == 'c') return "fuzz.csv";
  return kind == 'j' ? "fuzz.jsonl" : "fuzz.xlsx";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto name = file_name(data[0]);
  return fuzz::answer(data + 1, size - 1, [&](std::string_view text) {
    const auto workbook = format_of(name).open(std::make_unique<Bytes>(text), std::string(name));
    for (const auto& sheet : workbook->sheets()) {
      const auto rows = workbook->read(sheet.index, {});
      SourceRow row;
      while (rows->next(row)) {
      }
    }
  });
}
