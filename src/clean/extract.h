#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "clean/reject.h"
#include "lake/lake.h"
#include "source/cell_range.h"

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
  std::vector<std::string> sheets;  ///< names, patterns, "#number"; empty: all that are not hidden
  bool include_hidden = false;
  std::optional<CellRange> range;
  std::uint64_t header_row = 1;
  bool fill_merged = false;
  std::vector<std::pair<std::string, std::string>> rename;  ///< heading -> column
  std::vector<std::string> columns;                         ///< headings to take; empty: all
  std::optional<Unpivot> unpivot;
  std::vector<std::pair<std::string, std::string>> values;  ///< constants: column -> text
  std::string file_pattern;  ///< "{mois}_{annee}": taken from the file's name, without its ending
  std::vector<std::string> months;  ///< columns of month names that become month numbers
  std::vector<std::pair<std::string, std::string>>
      types;  ///< column -> integer, decimal, text, date, boolean, month
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

/// The account of an extract: rows_read = rows that became values, blanks or rejects.
struct ExtractSummary {
  std::uint64_t sheets = 0;
  std::uint64_t rows_read = 0;   ///< below the headings
  std::uint64_t cells_read = 0;  ///< cells that were to become values
  std::uint64_t rows_written = 0;
  std::uint64_t blanks = 0;     ///< cells without a value: skipped or kept as null
  std::vector<Reject> rejects;  ///< the first ones
  std::uint64_t rejects_total = 0;
  std::vector<Reject> strays;  ///< cells outside the heading row; nothing is lost by them
  std::uint64_t strays_total = 0;
  std::vector<ExtractedObject> objects;
};

/// Reads a workbook, cleans it and writes JSON lines into the lake: one object for each distinct
/// `to`. The same workbook gives the same bytes; an object that holds them already is not written
/// again. Either all objects are written or, when anything fails before, none. Throws kInvalid when
/// there are more rejects than `max_rejects`, naming the first ones by workbook, sheet and cell.
ExtractSummary extract(const ExtractSpec& spec, Lake& lake, std::stop_token stop = {});

}  // namespace darties
