#include <span>

#include "base/text.h"
#include "sql/translation/functions/date_parts.h"
#include "sql/translation/functions/registry.h"

namespace darties::sql {
namespace {

DatePart part_argument(const Context& context, const Expression& call, std::size_t index) {
  const std::string name = word_argument(context, call, index, "the date part");
  const auto part = find_date_part(name);
  if (part) return *part;
  const std::vector<std::string> names{
      "year",   "quarter",     "month",       "week",      "day",       "hour", "minute",
      "second", "millisecond", "microsecond", "dayofweek", "dayofyear", "epoch"};
  context.fail(call.children[index]->span.begin,
               fmt::format("unknown date part: {}{}", name, suggestion(name, names)));
}

/// A literal is a timestamp where a date is expected.
std::string dated(const Expression& argument, int number) {
  const bool literal = argument.kind == ExpressionKind::kString;
  return literal ? fmt::format("CAST(${} AS TIMESTAMP)", number) : fmt::format("(${})", number);
}

/// What `n` of the part is as an interval; DuckDB's functions take the number by value, of any size.
std::string interval_of(DatePart part) {
  switch (part) {
    case DatePart::kMillennium:
      return "to_years(CAST($2 AS INTEGER) * 1000)";
    case DatePart::kCentury:
      return "to_years(CAST($2 AS INTEGER) * 100)";
    case DatePart::kDecade:
      return "to_years(CAST($2 AS INTEGER) * 10)";
    case DatePart::kYear:
      return "to_years(CAST($2 AS INTEGER))";
    case DatePart::kQuarter:
      return "to_months(CAST($2 AS INTEGER) * 3)";
    case DatePart::kMonth:
      return "to_months(CAST($2 AS INTEGER))";
    case DatePart::kWeek:
      return "to_days(CAST($2 AS INTEGER) * 7)";
    case DatePart::kDayOfWeek:
    case DatePart::kDayOfYear:
    case DatePart::kDay:
      return "to_days(CAST($2 AS INTEGER))";
    case DatePart::kHour:
      return "to_hours(CAST($2 AS BIGINT))";
    case DatePart::kMinute:
      return "to_minutes(CAST($2 AS BIGINT))";
    case DatePart::kSecond:
      return "to_microseconds(CAST($2 AS BIGINT) * 1000000)";
    case DatePart::kMillisecond:
      return "to_microseconds(CAST($2 AS BIGINT) * 1000)";
    case DatePart::kMicrosecond:
      return "to_microseconds(CAST($2 AS BIGINT))";
    default:
      return {};
  }
}

void dateadd(Context& context, const ExpressionPtr& node) {
  const DatePart part = part_argument(context, *node, 0);
  const std::string interval = interval_of(part);
  if (interval.empty())
    context.fail(node->children[0]->span.begin, "DATEADD does not take this date part");
  rewrite_to(context, *node, "(" + dated(*node->children[2], 3) + " + " + interval + ")");
}

// Counts the boundaries between a and b. A week begins on Monday here as in DATE_TRUNC.
void datediff(Context& context, const ExpressionPtr& node) {
  const DatePart part = part_argument(context, *node, 0);
  const std::string a = dated(*node->children[1], 2);
  const std::string b = dated(*node->children[2], 3);
  if (part == DatePart::kWeek) {
    return rewrite_to(
        context, *node,
        fmt::format("(date_diff('day', date_trunc('week', {}), date_trunc('week', {})) // 7)", a,
                    b));
  }
  const bool day = part == DatePart::kDayOfWeek || part == DatePart::kDayOfYear;
  if (static_cast<int>(part) >= static_cast<int>(DatePart::kEpoch)) {
    context.fail(node->children[0]->span.begin, "DATEDIFF does not take this date part");
  }
  rewrite_to(context, *node,
             fmt::format("date_diff('{}', {}, {})", day ? "day" : duckdb_part(part), a, b));
}

/// The part as a whole number, $2 being the date.
std::string whole_part(DatePart part, const std::string& date) {
  switch (part) {
    case DatePart::kMillisecond:
      return fmt::format("(date_part('microsecond', {}) % 1000000 // 1000)", date);
    case DatePart::kMicrosecond:
      return fmt::format("(date_part('microsecond', {}) % 1000000)", date);
    case DatePart::kDecade:
      return fmt::format("((date_part('year', {}) + 9) // 10)", date);
    case DatePart::kEpoch:
      return fmt::format("CAST(floor(date_part('epoch', {})) AS BIGINT)", date);
    default:
      return fmt::format("date_part('{}', {})", duckdb_part(part), date);
  }
}

void extract(Context& context, const ExpressionPtr& node) {
  const DatePart part = part_argument(context, *node, 0);
  const std::string value = whole_part(part, dated(*node->children[1], 2));
  rewrite_to(context, *node, part == DatePart::kEpoch ? value : "CAST(" + value + " AS INTEGER)");
}

// DATE_PART is a DOUBLE, and its second has the fraction.
void date_part(Context& context, const ExpressionPtr& node) {
  const DatePart part = part_argument(context, *node, 0);
  const std::string date = dated(*node->children[1], 2);
  if (part == DatePart::kSecond) {
    return rewrite_to(
        context, *node,
        fmt::format("(date_part('microsecond', {}) / CAST(1000000 AS DOUBLE))", date));
  }
  if (part == DatePart::kEpoch)
    return rewrite_to(context, *node, fmt::format("date_part('epoch', {})", date));
  rewrite_to(context, *node, "CAST(" + whole_part(part, date) + " AS DOUBLE)");
}

void date_trunc(Context& context, const ExpressionPtr& node) {
  const DatePart part = part_argument(context, *node, 0);
  if (static_cast<int>(part) >= static_cast<int>(DatePart::kEpoch) ||
      part == DatePart::kDayOfWeek || part == DatePart::kDayOfYear) {
    context.fail(node->children[0]->span.begin, "DATE_TRUNC does not take this date part");
  }
  rewrite_to(context, *node,
             fmt::format("date_trunc('{}', {})", duckdb_part(part), dated(*node->children[1], 2)));
}

// The start of the statement; in a view or default, that of the statement that reads it.
void getdate(Context& context, const ExpressionPtr& node) {
  if (!context.in_definition) context.edits.replace(node->span, context.statement_start());
}

// The last day of a month stays the last day.
void add_months(Context& context, const ExpressionPtr& node) {
  const std::string date = dated(*node->children[0], 1);
  rewrite_to(
      context, *node,
      fmt::format("CASE WHEN CAST({0} AS DATE) = last_day({0}) THEN CAST(last_day({0} + "
                  "to_months(CAST($2 AS INTEGER))) "
                  "+ ({0} - CAST(CAST({0} AS DATE) AS TIMESTAMP)) AS TIMESTAMP) ELSE CAST({0} + "
                  "to_months(CAST($2 AS INTEGER)) AS TIMESTAMP) END",
                  date));
}

void last_day(Context& context, const ExpressionPtr& node) {
  rewrite_to(context, *node, "last_day(" + dated(*node->children[0], 1) + ")");
}

void convert_timezone(Context& context, const ExpressionPtr& node) {
  if (node->children.size() == 2) {
    rewrite_to(context, *node,
               "timezone($1, timezone('UTC', " + dated(*node->children[1], 2) + "))");
  } else {
    rewrite_to(context, *node, "timezone($2, timezone($1, " + dated(*node->children[2], 3) + "))");
  }
}

constexpr FunctionRule kRules[] = {
    {"getdate", 0, 0, "", getdate},
    {"now", 0, 0},
    {"dateadd", 3, 3, "", dateadd, "date_add"},
    {"date_add", 3, 3, "", dateadd},
    {"datediff", 3, 3, "", datediff, "date_diff"},
    {"date_diff", 3, 3, "", datediff},
    {"extract", 2, 2, "", extract, "date_part"},
    {"date_part", 2, 2, "", date_part, "pgdate_part"},
    {"pgdate_part", 2, 2, "", date_part},
    {"date_trunc", 2, 2, "", date_trunc},
    {"add_months", 2, 2, "", add_months},
    {"last_day", 1, 1, "", last_day},
    {"convert_timezone", 2, 3, "", convert_timezone},
    {"timezone", 2, 2},
    {"to_char", 2, 2},
    {"to_date", 2, 3},
    {"to_timestamp", 2, 3},
};

}  // namespace

std::span<const FunctionRule> date_functions() { return kRules; }

}  // namespace darties::sql
