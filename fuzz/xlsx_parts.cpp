// The XML inside a workbook. Behind the zip's checksums no fuzzer gets far, so the bytes are put into a zip here: sheet,
// shared strings and styles, with a line "----" between them.
#include <unistd.h>

#include <array>
#include <filesystem>
#include <string>

#include "base/files.h"
#include "fuzz/answer.h"
#include "fuzz/read_all.h"
#include "tests/fakes/raw_workbook.h"

namespace {

constexpr std::array kParts = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"};
constexpr std::string_view kBetween = "\n----\n";

std::string workbook_of(std::string_view bytes) {
  darties::RawWorkbook workbook;
  workbook.stored();
  for (const char* part : kParts) {
    const auto end = std::min(bytes.find(kBetween), bytes.size());
    workbook.part(part, std::string(bytes.substr(0, end)));
    bytes.remove_prefix(std::min(end + kBetween.size(), bytes.size()));
  }
  const std::filesystem::path file = "/dev/shm/darties_fuzz_" + std::to_string(getpid()) + ".xlsx";
  workbook.save(file);
  std::string zipped = darties::read_file(file);
  std::filesystem::remove(file);
  return zipped;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return darties::fuzz::answer(data, size, [](std::string_view bytes) {
    darties::fuzz::read_all(workbook_of(bytes), "a.xlsx");
  });
}
