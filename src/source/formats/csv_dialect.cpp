#include "source/formats/csv_dialect.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"

namespace darties {
namespace {

constexpr std::array kSeparators{',', ';', '\t', '|'};
constexpr std::size_t kMostRecords = 200;

/// "20,3", "-1.234,5", "12 %": a sign between the digits of a number does not separate fields.
bool is_figure(std::string_view field) {
  return !field.empty() && field.find_first_not_of("0123456789.,+- %'") == field.npos;
}

/// Whether the field looks as if another sign than the one tried separated the file's fields.
bool looks_miscut(std::string_view field, const CsvDialect& dialect) {
  const char separator = dialect.separator;
  const auto first = field.find_first_not_of(' ');
  if (first != field.npos && dialect.quote != '\0' && field[first] == dialect.quote) return false;
  if (field.starts_with(' ') && separator != '\t') return true;
  if (is_figure(field)) return false;
  for (std::size_t i = 0; i < field.size(); ++i) {
    const bool other = field[i] != separator && std::find(kSeparators.begin(), kSeparators.end(),
                                                          field[i]) != kSeparators.end();
    const bool in_prose = i + 1 < field.size() && field[i + 1] == ' ';
    if (other && !in_prose) return true;
  }
  return false;
}

/// What the start of a file looks like if this sign separates its fields.
class Trial {
 public:
  Trial(std::string_view text, bool is_all, const CsvDialect& dialect) : dialect_(dialect) {
    while (!text.empty() && records_.size() < kMostRecords) {
      const bool ended = read_record(text);
      if (!ended && !is_all && !records_.empty()) break;  // cut by the end of the sample
      if (width_ > 1 || !is_blank_) records_.push_back({width_, miscut_});
    }
    for (const auto& record : records_) ++widths_[record.width];
    for (const auto& [width, count] : widths_) {
      if (width > 1 && count > alike_) alike_ = count;
    }
  }

  char separator() const { return dialect_.separator; }
  std::size_t alike() const { return alike_; }
  double share() const {
    return records_.empty() ? 0
                            : static_cast<double>(alike_) / static_cast<double>(records_.size());
  }
  /// The share of fields that look miscut, of the records that are alike.
  double miscut() const {
    std::size_t fields = 0;
    std::size_t bad = 0;
    for (const auto& record : records_) {
      if (widths_.at(record.width) != alike_ || record.width < 2) continue;
      fields += record.width;
      bad += record.miscut;
    }
    return fields == 0 ? 1 : static_cast<double>(bad) / static_cast<double>(fields);
  }

 private:
  struct Record {
    std::size_t width;
    std::size_t miscut;
  };

  /// Takes one record off the text; false when its end is not there.
  bool read_record(std::string_view& text) {
    width_ = 1;
    miscut_ = 0;
    is_blank_ = true;
    while (true) {
      const auto length = field_length(text);
      const auto field = text.substr(0, length);
      miscut_ += looks_miscut(field, dialect_) ? 1 : 0;
      is_blank_ = is_blank_ && field.find_first_not_of(" \r") == field.npos;
      text.remove_prefix(length);
      if (text.empty()) return false;
      const char end = text.front();
      text.remove_prefix(1);
      if (end != dialect_.separator) return true;
      ++width_;
    }
  }

  /// Up to the separator or line end behind the field.
  std::size_t field_length(std::string_view text) const {
    const auto first = text.find_first_not_of(' ');
    std::size_t at = 0;
    if (dialect_.quote != '\0' && first != text.npos && text[first] == dialect_.quote) {
      at = closing_quote(text, first + 1);
    }
    while (at < text.size() && text[at] != dialect_.separator && text[at] != dialect_.line_end) {
      at += dialect_.escape != '\0' && text[at] == dialect_.escape ? 2 : 1;
    }
    return std::min(at, text.size());
  }

  std::size_t closing_quote(std::string_view text, std::size_t at) const {
    for (; at < text.size(); ++at) {
      if (dialect_.escape != '\0' && text[at] == dialect_.escape) {
        ++at;
      } else if (text[at] == dialect_.quote) {
        if (at + 1 >= text.size() || text[at + 1] != dialect_.quote) return at + 1;
        ++at;
      }
    }
    return text.size();
  }

  CsvDialect dialect_;
  std::vector<Record> records_;
  std::map<std::size_t, std::size_t> widths_;  // how many records have so many fields
  std::size_t alike_ = 0;
  std::size_t width_ = 1;
  std::size_t miscut_ = 0;
  bool is_blank_ = true;
};

std::string shown(char separator) { return separator == '\t' ? "tab" : std::string(1, separator); }

char guess_separator(std::string_view text, bool is_all, CsvDialect dialect) {
  std::vector<Trial> best;
  for (const char candidate : kSeparators) {
    dialect.separator = candidate;
    const Trial trial(text, is_all, dialect);
    if (trial.alike() == 0) continue;
    const auto better = [&](const Trial& other) {
      return trial.share() != other.share() ? trial.share() > other.share()
                                            : trial.miscut() < other.miscut();
    };
    const bool is_best = best.empty() || better(best.front());
    const bool is_equal = !best.empty() && trial.share() == best.front().share() &&
                          trial.miscut() == best.front().miscut();
    if (is_best) best.clear();
    if (is_best || is_equal) best.push_back(trial);
  }
  if (best.empty()) return ',';
  if (best.size() == 1) return best.front().separator();
  throw Error(ErrorKind::kInvalid,
              "both '{}' and '{}' may separate the fields; say which with `separator`",
              shown(best[0].separator()), shown(best[1].separator()));
}

/// Carriage returns end the lines where no line feed does, outside of quotes.
char find_line_end(std::string_view text, const CsvDialect& dialect) {
  bool quoted = false;
  bool lone_return = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (dialect.escape != '\0' && text[i] == dialect.escape) {
      ++i;
    } else if (dialect.quote != '\0' && text[i] == dialect.quote) {
      quoted = !quoted;
    } else if (text[i] == '\n' && !quoted) {
      return '\n';
    } else if (text[i] == '\r' && !quoted) {
      lone_return = true;
    }
  }
  return lone_return ? '\r' : '\n';
}

std::string_view without_lines(std::string_view text, std::uint64_t lines, char line_end) {
  for (; lines > 0 && !text.empty(); --lines) {
    const auto end = text.find(line_end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return text;
}

}  // namespace

CsvDialect find_dialect(std::string_view start, bool is_all, const TextOptions& options) {
  CsvDialect dialect{.quote = options.quote, .escape = options.escape};
  dialect.line_end = find_line_end(start, dialect);
  dialect.separator = options.separator;
  if (dialect.separator == '\0') {
    dialect.separator =
        guess_separator(without_lines(start, options.skip_rows, dialect.line_end), is_all, dialect);
  }
  return dialect;
}

}  // namespace darties
