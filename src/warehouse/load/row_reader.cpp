#include "warehouse/load/row_reader.h"

#include <algorithm>

#include "base/text.h"

namespace darties::load {
namespace {

constexpr std::size_t kLongestShown = 1024;

// Redshift's error tables show a point for each byte that is not ASCII, and end at 1,024 bytes.
std::string shown_line(std::string_view line) {
  std::string shown(line.substr(0, kLongestShown));
  for (char& c : shown) {
    if (static_cast<unsigned char>(c) >= 0x80 || c == '\0') c = '.';
  }
  return shown;
}

std::string shown_value(std::string_view value) {
  std::string shown(value.substr(0, kLongestShown));
  while (!is_valid_utf8(shown)) {
    if (shown.size() < kLongestShown || shown.empty()) return shown_line(shown);
    shown.pop_back();
    if (value.size() - shown.size() > 4) return shown_line(shown);
  }
  return shown;
}

std::string_view without_blanks_at_end(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ' ||
                           text.back() == '\t')) {
    text.remove_suffix(1);
  }
  return text;
}

}  // namespace

bool RowReader::reject(const Window& window, const Record& record, const Fault& fault,
                       bool by_column, RowBatch& batch) {
  ++counts_.read;
  ++counts_.rejected;
  // The row's place is used again: whatever was NULL in it is not any more.
  for (auto& column : batch.columns) column.set_valid(batch.rows);
  const auto text = without_blanks_at_end(record.text());
  RejectedRecord rejected{.object = object_,
                          .begin = window.offset_of(record.begin),
                          .end = window.offset_of(record.begin + text.size()),
                          .rows_so_far = counts_.read,
                          .slice_begin = slice_begin_,
                          .reject = {}};
  LoadReject& reject = rejected.reject;
  reject.url = state_.objects()[object_].url;
  reject.start_offset = static_cast<std::int64_t>(rejected.begin);
  reject.code = fault.code;
  reject.reason = fault.reason;
  reject.position = static_cast<std::int64_t>(fault.position);
  reject.raw_line = shown_line(text);
  if (by_column) {
    const auto& column = plan_.columns[fault.column];
    reject.column = static_cast<int>(fault.column);
    reject.column_name = column.name;
    reject.type = column.type;
    reject.raw_field_value = shown_value(fault.value);
    if (state_.take_detail({object_, rejected.end}))
      reject.fields = describe_fields(record, fault.column);
    for (auto& field : reject.fields) field.value = shown_value(field.value);
  }
  return state_.add_reject(std::move(rejected));
}

RowReader::Status RowReader::reject_rest(const Window& window, std::string_view reason,
                                         RowBatch& batch) {
  const Fault fault{1221, std::string(reason), 0, {}, 0};
  return reject(window, {window.begin(), window.begin()}, fault, false, batch) ? Status::kDone
                                                                               : Status::kStop;
}

void RowReader::note_replacement(const Window& window, const Record& record, std::size_t column) {
  const auto text = without_blanks_at_end(record.text());
  state_.add_replacement(
      {object_,
       window.offset_of(record.begin + text.size()),
       {state_.objects()[object_].url, -1, plan_.columns[column].name, shown_line(text)}});
}

std::unique_ptr<RowReader> make_row_reader(LoadState& state, Arena& arena) {
  if (state.plan().format == LoadPlan::Format::kJson) return make_json_rows(state, arena);
  return make_text_rows(state, arena);
}

}  // namespace darties::load
