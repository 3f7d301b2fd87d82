#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "clean/decimal.h"
#include "clean/reject.h"
#include "lake/lake.h"
#include "source/cell_range.h"
#include "source/table_reader.h"
#include "source/text_options.h"

namespace darties {

enum class BlankCells { kSkip, kKeep };

/// Wide to long: the columns that fit become rows, one a column.
struct Unpivot {
  std::string columns;          ///< a pattern: "{kind:O|R}_{mois}"; its placeholders become columns
  std::string value = "value";  ///< the column that gets the figure
};

/// A workbook and how it becomes rows in the lake.
struct ExtractSpec {
  std::string workbook;             ///< a file, or s3://bucket/key
  TextOptions text;                 ///< how a text file is to be read
  std::vector<std::string> sheets;  ///< names, patterns, "#number"; empty: all that are not hidden
  bool include_hidden = false;
  std::optional<CellRange> range;
  std::vector<std::uint64_t> header_rows = {
      1};  ///< rising; empty: no headings, columns go by letter
  DuplicateHeadings duplicate_headings = DuplicateHeadings::kFail;
  bool fill_merged = false;
  std::vector<std::pair<std::string, std::string>> rename;  ///< heading -> column
  std::vector<std::string> columns;                         ///< other headings to take; empty: all
  std::optional<Unpivot> unpivot;
  std::vector<std::pair<std::string, std::string>> values;  ///< constants: column -> text
  std::string file_pattern;  ///< "{mois}_{annee}": taken from the file's name, without its ending
  std::vector<std::string> months;  ///< columns of month names that become month numbers
  std::vector<std::pair<std::string, std::string>>
      types;  ///< column -> integer, decimal, … with a format perhaps (parse_column_type)
  NumberStyle numbers;                   ///< of figures that are texts
  std::vector<std::string> null_values;  ///< texts that stand for no value
  BlankCells blank = BlankCells::kSkip;
  std::uint64_t max_rejects = 0;  ///< more bad cells than this fail the whole extract
  std::string to;  ///< s3://bucket/key; {column} placeholders make one object for each value
};

/// An object of the lake and what happened to it.
struct ExtractedObject {
  std::string url;
  std::uint64_t rows = 0;
  std::uint64_t size_bytes = 0;
  bool changed = true;  ///< false: it held the same bytes already and was left alone
};

/// The account of an extract. A value is a figure of an unpivoted sheet, or else a whole row.
///
///     values_read = rows_written + values_rejected + (blanks, where they are skipped)
struct ExtractSummary {
  std::uint64_t sheets = 0;
  std::vector<std::string>
      passed_over;  ///< a sentence for each sheet without cells that nobody asked for by name
  std::uint64_t rows_read = 0;    ///< rows below the headings
  std::uint64_t values_read = 0;  ///< what was to become rows in the lake
  std::uint64_t rows_written = 0;
  std::uint64_t blanks = 0;           ///< figures that are blank: skipped, or written as null
  std::uint64_t values_rejected = 0;  ///< bad figures, and all figures of a row that is bad
  std::vector<Reject> rejects;        ///< the bad cells, the first kKeptRejects of them
  std::uint64_t rejects_total = 0;
  std::vector<Reject> strays;  ///< cells outside the headings; nothing is lost by them
  std::uint64_t strays_total = 0;
  std::vector<ExtractedObject> objects;
  std::vector<std::string> notes;  ///< what was taken for granted in reading the workbook
};
inline constexpr std::size_t kKeptRejects = 100;
/// What an extract may write: so many bytes, or so many times the bytes of its source where that is more. A file of a few kilobytes can name one
/// long text, or one long row of headings, a million times.
inline constexpr std::uint64_t kExtractedBytes = 1ull << 30;
inline constexpr std::uint64_t kExtractedRatio = 1000;

/// Reads a workbook, cleans it and writes JSON lines into the lake: one object for each distinct `to`. Each row carries the workbook, the
/// sheet and the cell it comes from.
///
/// The same workbook gives the same bytes; an object that holds them already is not written again. When anything
/// fails no object is touched. Bad cells go to `_rejects/<key>` beside the objects; that object is removed when there are none.
/// Errors: kNotFound for a missing workbook, sheet, heading or column, with the nearest name; kInvalid when there are more
/// rejects than `max_rejects`, naming the first ones by workbook, sheet and cell; kInvalid for a sheet without cells that was asked for
/// by name, and when no sheet has any.
ExtractSummary extract(const ExtractSpec& spec, Lake& lake, std::stop_token stop = {});

/// The same with the objects going to `target`, whatever bucket `to` names. `lake` may be null for a workbook that is
/// a file.
ExtractSummary extract(const ExtractSpec& spec, Lake* lake, Store& target, std::stop_token stop);

}  // namespace darties
