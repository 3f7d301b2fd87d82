#include "source/formats/xlsx/zip_archive.h"

#include <zip.h>

#include "base/error.h"
#include "base/text.h"
#include "source/formats/xlsx/file_kind.h"
#include "source/formats/xlsx/inflater.h"
#include "source/formats/xlsx/zip_source.h"

namespace darties::xlsx {
namespace {

Part describe(zip_t& zip, std::uint64_t index, const std::string& workbook) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat_index(&zip, index, ZIP_FL_ENC_GUESS, &stat) != 0) {
    throw Error(ErrorKind::kInvalid, "{} is damaged: entry {} of its zip directory: {}", workbook,
                index, zip_strerror(&zip));
  }
  if (stat.encryption_method != ZIP_EM_NONE) {
    throw Error(ErrorKind::kInvalid, "{}: {} is locked with a password; save it without one",
                workbook, stat.name);
  }
  if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE) {
    throw Error(ErrorKind::kInvalid, "{}: {} is packed by method {}, which no workbook uses",
                workbook, stat.name, stat.comp_method);
  }
  return {.name = replace_all(stat.name, "\\", "/"),
          .index = index,
          .size_bytes = stat.size,
          .packed_bytes = stat.comp_size,
          .crc = stat.crc,
          .deflated = stat.comp_method == ZIP_CM_DEFLATE};
}

}  // namespace

ZipArchive::ZipArchive(std::unique_ptr<ObjectReader> bytes, std::string workbook,
                       const Limits& limits)
    : bytes_(std::move(bytes)), workbook_(std::move(workbook)), limits_(limits) {
  refuse_what_is_no_zip(*bytes_, workbook_);
  read_directory();
}

ZipArchive::~ZipArchive() = default;

void ZipArchive::read_directory() {
  const auto zip = open_zip(*bytes_, workbook_);
  const auto count = static_cast<std::uint64_t>(zip_get_num_entries(zip.get(), 0));
  if (count > limits_.parts) {
    throw Error(ErrorKind::kInvalid, "{}: {} files in its zip, {} are allowed", workbook_, count,
                limits_.parts);
  }
  for (std::uint64_t i = 0; i < count; ++i) parts_.push_back(describe(*zip, i, workbook_));
}

const Part* ZipArchive::find(std::string_view name) const {
  for (const auto& part : parts_) {
    if (equals_ignoring_case(part.name, name)) return &part;
  }
  return nullptr;
}

const Part& ZipArchive::at(std::string_view name) const {
  if (const Part* part = find(name)) return *part;
  throw Error(ErrorKind::kInvalid, "{} is no Excel workbook: part {} is missing", workbook_, name);
}

std::unique_ptr<PartReader> ZipArchive::open(const Part& part) const {
  return open_part(*bytes_, part, workbook_, limits_);
}

std::string ZipArchive::read_small(const Part& part) const {
  std::string text;
  const auto reader = open(part);
  char block[16384];
  while (const auto count = reader->read(block)) {
    text.append(block, count);
    if (text.size() > limits_.small_part_bytes) {
      throw Error(ErrorKind::kInvalid, "{}: {} is larger than {}, the limit for such a part",
                  workbook_, part.name, human_bytes(limits_.small_part_bytes));
    }
  }
  return text;
}

}  // namespace darties::xlsx
