// Rows from delimited text, CSV and fixed width: records are split into fields, fields go into columns by their order.
#include <algorithm>

#include "warehouse/load/field_splitter.h"
#include "warehouse/load/row_reader.h"

namespace darties::load {
namespace {

class TextRows : public RowReader {
 public:
  TextRows(LoadState& state, Arena& arena)
      : RowReader(state, arena),
        splitter_(plan_.text, arena),
        nul_is_null_(plan_.text.null_as == std::string_view("\0", 1)) {}

  Status read(Window& window, RowBatch& batch) override;

 protected:
  std::vector<LoadReject::Field> describe_fields(const Record& record,
                                                 std::size_t up_to_column) override;

 private:
  bool write_record(const Record& record, const SplitResult& split, Fault& fault, bool& by_column);
  bool write_fields(Fault& fault);
  bool write_missing(std::size_t column);
  bool check_count(const Record& record, Fault& fault);

  FieldSplitter splitter_;
  const bool nul_is_null_;  // NULL AS '\0'
  std::vector<TextField> fields_;
};

RowReader::Status TextRows::read(Window& window, RowBatch& batch) {
  const char* p = window.begin();
  const auto leave = [&](Status status) {
    window.consume_to(p);
    return status;
  };
  for (;;) {
    if (batch.rows == batch.capacity) return leave(Status::kBatchFull);
    if (p == window.end()) return leave(window.last() ? Status::kDone : Status::kNeedsData);
    const auto split = splitter_.split(p, window.end(), window.last(), fields_);
    if (split.end == nullptr) return leave(Status::kNeedsData);
    const Record record{p, split.text_end};
    // "Lines that contain only a line feed."
    const bool blank = record.begin == record.end;
    if (blank && plan_.text.ignore_blank_lines) {
      p = split.end;
      continue;
    }
    writer_.target(batch, batch.rows);
    Fault fault;
    bool by_column = false;
    if (write_record(record, split, fault, by_column)) {
      ++batch.rows;
      ++counts_.read;
      if (const auto column = writer_.take_replacement()) note_replacement(window, record, *column);
    } else if (!reject(window, record, fault, by_column, batch)) {
      p = split.end;
      return leave(Status::kStop);
    }
    p = split.end;
  }
}

bool TextRows::write_record(const Record& record, const SplitResult& split, Fault& fault,
                            bool& by_column) {
  if (!split.fault.empty()) {
    fault = {1216, std::string(split.fault), 0, {}, split.fault_position};
    return false;
  }
  if (!check_count(record, fault)) return false;
  by_column = true;
  return write_fields(fault);
}

bool TextRows::check_count(const Record& record, Fault& fault) {
  const std::size_t columns = plan_.columns.size();
  const bool fixed = !plan_.text.widths.empty();
  // A delimiter may stand behind the last field.
  if (!fixed && fields_.size() == columns + 1 && fields_.back().raw.empty()) fields_.pop_back();
  const auto length = static_cast<std::size_t>(record.end - record.begin);
  if (fields_.size() > columns) {
    const auto extra = static_cast<std::size_t>(fields_[columns].raw.data() - record.begin);
    fault = {1202, "Extra column(s) found", 0, {}, std::min(extra, length)};
    return false;
  }
  if (fields_.size() < columns && !plan_.text.fill_record) {
    if (length == 0) {
      fault = {1211, "Input line has no data", 0, {}, 0};
      return false;
    }
    if (fixed) {
      fault = {1203, "Input data had fewer columns than were defined in the DDL", 0, {}, length};
      return false;
    }
    fault = {1214, "Delimiter not found", 0, {}, length};
    return false;
  }
  return true;
}

bool TextRows::write_fields(Fault& fault) {
  for (std::size_t column = 0; column < plan_.columns.size(); ++column) {
    bool good = false;
    if (column >= fields_.size()) {
      good = write_missing(column);
    } else if (fields_[column].raw == plan_.text.null_as) {
      good = writer_.write_null(column);
    } else if (nul_is_null_ && fields_[column].raw.find('\0') != std::string_view::npos) {
      good = writer_.refuse_nul(column, fields_[column].raw);
    } else {
      good = writer_.write_text(column, fields_[column].value);
    }
    if (good) continue;
    fault = writer_.fault();
    return false;
  }
  return true;
}

// FILLRECORD: text columns that are missing at the end are empty, the others NULL.
bool TextRows::write_missing(std::size_t column) {
  const auto type = plan_.columns[column].type.id;
  const bool text = type == sql::TypeId::kVarchar || type == sql::TypeId::kChar;
  return text && !plan_.text.null_as.empty() ? writer_.write_text(column, {}, true)
                                             : writer_.write_null(column);
}

std::vector<LoadReject::Field> TextRows::describe_fields(const Record&, std::size_t up_to_column) {
  std::vector<LoadReject::Field> fields;
  for (std::size_t i = 0; i <= up_to_column && i < fields_.size(); ++i) {
    const auto& column = plan_.columns[i];
    const bool is_null = fields_[i].raw == plan_.text.null_as;
    fields.push_back(
        {column.name, std::string(fields_[i].value.substr(0, 1024)), is_null, column.type});
  }
  return fields;
}

}  // namespace

std::unique_ptr<RowReader> make_text_rows(LoadState& state, Arena& arena) {
  return std::make_unique<TextRows>(state, arena);
}

}  // namespace darties::load
