#pragma once

#include <cstdint>
#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "clean/blank_budget.h"
#include "clean/extract_outputs.h"
#include "clean/extract_plan.h"
#include "clean/number_columns.h"
#include "clean/target_name.h"

namespace darties {

/// One sheet's way into the outputs.
class SheetExtract {
 public:
  /// All that is passed must outlive it. Throws what plan_extract() throws.
  SheetExtract(const ExtractSpec& spec, const Workbook& workbook, const SelectedSheet& sheet,
               TableReader& table, NumberColumns& numbers, ExtractOutputs& outputs,
               ExtractSummary& summary);

  /// Reads all rows. Throws kCancelled when it is asked to stop.
  void run(const std::stop_token& stop);

 private:
  bool is_headed(const Cell& cell) const;
  bool has_values(const SourceRow& row) const;
  void report_strays(const SourceRow& row);
  Reject describe(const SourceRow& row, std::uint32_t column, std::string_view heading,
                  std::string_view value, std::string_view reason) const;
  void reject(const SourceRow& row, std::uint32_t column, std::string_view heading,
              std::string_view value, std::string_view reason);
  void read_row(const SourceRow& row);
  bool read_kept(const SourceRow& row);
  bool has_subject(const SourceRow& row);
  CleanCell clean_value(const Cell& cell, std::size_t group, const ColumnType& type);
  void append_value(const CleanCell& clean);
  void read_figure(const SourceRow& row, const FigureColumn& figure);
  void finish_line(const SourceRow& row, std::uint32_t column,
                   const std::vector<FixedField>& fields);

  const ExtractSpec& spec_;
  std::string workbook_;
  std::string sheet_;
  TableReader& table_;
  NumberColumns& numbers_;
  ExtractPlan plan_;
  TargetName target_;
  ExtractOutputs& outputs_;
  ExtractSummary& summary_;
  std::string constants_;  // JSON fields that all rows of the sheet share
  std::string line_;
  CellRules rules_;
  BlankBudget blanks_;
  std::map<std::size_t, std::string> currencies_;  // the first of each group of columns
};

}  // namespace darties
