// Workbook -> lake. For each selected sheet the plan (extract_plan.h) says what its columns become; SheetExtract walks
// its rows; ExtractOutputs collects the lines of each object and makes them all visible at the end.
#include "clean/extract.h"

#include <algorithm>
#include <filesystem>

#include "base/cancellation.h"
#include "base/error.h"
#include "base/text.h"
#include "clean/sheet_extract.h"
#include "source/workbook.h"

namespace darties {
namespace {

std::unique_ptr<Workbook> open_source(const ExtractSpec& spec, Lake* lake) {
  if (!spec.workbook.starts_with("s3://"))
    return open_workbook(std::filesystem::path(spec.workbook), spec.text);
  const auto url = parse_object_url(spec.workbook);
  if (lake == nullptr)
    throw Error(ErrorKind::kInvalid, "{} needs a project with a lake", spec.workbook);
  return open_workbook(lake->bucket(url.bucket), url.key, spec.text);
}

std::uint64_t source_bytes(const ExtractSpec& spec, Lake* lake) {
  if (!spec.workbook.starts_with("s3://")) return std::filesystem::file_size(spec.workbook);
  const auto url = parse_object_url(spec.workbook);
  const auto object = lake->bucket(url.bucket).find(url.key);
  return object ? object->size_bytes : 0;
}

/// Says of a sheet without cells that it is passed over, or refuses it when it was asked for by name.
void pass_over(const SelectedSheet& sheet, const std::string& reason, ExtractSummary& summary) {
  if (sheet.named) throw Error(ErrorKind::kInvalid, "{}", reason);
  summary.passed_over.push_back(reason);
}

void extract_sheet(const ExtractSpec& spec, Workbook& workbook, const SelectedSheet& sheet,
                   ExtractOutputs& outputs, ExtractSummary& summary, const std::stop_token& stop) {
  if (sheet.sheet.state == SheetState::kWithoutCells)
    return pass_over(sheet, sheet.sheet.fault, summary);
  try {
    const auto open = [&] {
      return read_table(workbook, sheet.sheet.index,
                        {.range = spec.range, .fill_merged = spec.fill_merged},
                        {.header_rows = spec.header_rows,
                         .duplicates = spec.duplicate_headings,
                         .may_be_empty = true});
    };
    TableReader table = open();
    if (table.is_empty()) {
      return pass_over(sheet,
                       fmt::format("{}: sheet '{}' is empty", workbook.name(), sheet.sheet.name),
                       summary);
    }
    NumberColumns numbers(spec.numbers, open, stop);
    SheetExtract(spec, workbook, sheet, table, numbers, outputs, summary).run(stop);
    ++summary.sheets;
  } catch (Error& error) {
    error.while_doing(fmt::format("extracting sheet {} of {}", sheet.sheet.name, workbook.name()));
    throw;
  }
}

void refuse_nothing(const ExtractSummary& summary) {
  if (summary.sheets > 0 || summary.passed_over.empty()) return;
  throw Error(ErrorKind::kInvalid, "there is nothing to extract: {}",
              join(summary.passed_over, "; "));
}

void refuse_too_many(const ExtractSpec& spec, const ExtractSummary& summary) {
  if (summary.rejects_total <= spec.max_rejects) return;
  constexpr std::size_t kShown = 5;
  std::string first;
  for (std::size_t i = 0; i < std::min(kShown, summary.rejects.size()); ++i) {
    first += "\n    " + to_string(summary.rejects[i]);
  }
  if (summary.rejects_total > kShown) {
    first += fmt::format("\n    and {} more", summary.rejects_total - kShown);
  }
  throw Error(ErrorKind::kInvalid,
              "bad cells: {}, allowed: {} (max_rejects); nothing was written:{}",
              summary.rejects_total, spec.max_rejects, first);
}

}  // namespace

ExtractSummary extract(const ExtractSpec& spec, Lake& lake, std::stop_token stop) {
  return extract(spec, &lake, lake.bucket(parse_object_url(spec.to).bucket), std::move(stop));
}

ExtractSummary extract(const ExtractSpec& spec, Lake* lake, Store& target, std::stop_token stop) {
  const auto workbook = open_source(spec, lake);
  ExtractOutputs outputs(target, parse_object_url(spec.to).bucket,
                         std::max(kExtractedBytes, kExtractedRatio * source_bytes(spec, lake)));
  ExtractSummary summary;
  for (const auto& sheet :
       select_sheets(*workbook, {.wanted = spec.sheets, .include_hidden = spec.include_hidden})) {
    extract_sheet(spec, *workbook, sheet, outputs, summary, stop);
  }
  summary.notes = workbook->notes();
  refuse_nothing(summary);
  refuse_too_many(spec, summary);
  throw_if_cancelled(stop, "writing what was extracted");
  summary.objects = outputs.commit();
  return summary;
}

}  // namespace darties
