#include <span>

#include "base/text.h"
#include "sql/translation/conversion.h"
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

/// A literal is a timestamp where a date is expected; a time of day stays one.
std::string dated(Context& context, const Expression& call, std::size_t index) {
  const Expression& argument = *call.children[index];
  if (argument.kind == ExpressionKind::kTypedLiteral && argument.type)
    return fmt::format("CAST(${} AS {})", index + 1, duckdb_type(*argument.type));
  if (argument.kind != ExpressionKind::kString) return fmt::format("(${})", index + 1);
  const Type timestamp{.id = TypeId::kTimestamp};
  context.edits.replace(argument.span,
                        literal_in_place(context, argument.span, argument.text, timestamp));
  return fmt::format("${}", index + 1);
}

/// The same as a TIMESTAMP, whatever it was.
std::string timestamp(Context& context, const Expression& call, std::size_t index) {
  return "CAST(" + dated(context, call, index) + " AS TIMESTAMP)";
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
  rewrite_to(context, *node, "(" + dated(context, *node, 2) + " + " + interval + ")");
}

int years_of(DatePart part) {
  switch (part) {
    case DatePart::kDecade:
      return 10;
    case DatePart::kCentury:
      return 100;
    case DatePart::kMillennium:
      return 1000;
    default:
      return 1;
  }
}

// Counts the boundaries between a and b. A week begins on Monday here as in DATE_TRUNC.
void datediff(Context& context, const ExpressionPtr& node) {
  const DatePart part = part_argument(context, *node, 0);
  const std::string a = dated(context, *node, 1);
  const std::string b = dated(context, *node, 2);
  if (part == DatePart::kWeek) {
    return rewrite_to(
        context, *node,
        fmt::format("(date_diff('day', date_trunc('week', {}), date_trunc('week', {})) // 7)", a,
                    b));
  }
  if (const int years = years_of(part); years > 1) {
    // The year 2000 is the last of its decade, century and millennium.
    return rewrite_to(
        context, *node,
        fmt::format("(((year({1}) - 1) // {2}) - ((year({0}) - 1) // {2}))", a, b, years));
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

/// EXTRACT is an INTEGER, of a TIMESTAMPTZ a DOUBLE.
class Extract {
 public:
  Extract(Context& context, const ExpressionPtr& node, DatePart part)
      : context_(&context), node_(node), date_(context.typed(node->children[1])), part_(part) {}

  Fragment operator()(const Inner& inner) const {
    const bool zoned = context_->operand(date_).is(TypeId::kTimestampTz);
    const std::string value = whole_part(part_, "$");
    const std::string whole = part_ == DatePart::kEpoch ? value : "CAST(" + value + " AS INTEGER)";
    const std::string text = zoned ? "CAST(" + value + " AS DOUBLE)" : whole;
    const std::size_t at = text.find('$');
    return Fragment(text.substr(0, at), node_->span.begin)
        .add(context_->render(date_, inner))
        .add(text.substr(at + 1), node_->span.end);
  }

 private:
  Context* context_;
  ExpressionPtr node_;
  Context::Typed date_;
  DatePart part_;
};

void extract(Context& context, const ExpressionPtr& node) {
  const DatePart part = part_argument(context, *node, 0);
  const Expression& date = *node->children[1];
  if (date.kind != ExpressionKind::kString) {
    context.edits.rewrite(node->span, Extract(context, node, part));
    return;
  }
  const std::string value = whole_part(part, dated(context, *node, 1));
  rewrite_to(context, *node, part == DatePart::kEpoch ? value : "CAST(" + value + " AS INTEGER)");
}

// DATE_PART is a DOUBLE, and its second has the fraction.
void date_part(Context& context, const ExpressionPtr& node) {
  const DatePart part = part_argument(context, *node, 0);
  const std::string date = dated(context, *node, 1);
  if (part == DatePart::kSecond) {
    return rewrite_to(
        context, *node,
        fmt::format("(date_part('microsecond', {}) / CAST(1000000 AS DOUBLE))", date));
  }
  if (part == DatePart::kEpoch)
    return rewrite_to(context, *node, fmt::format("date_part('epoch', {})", date));
  rewrite_to(context, *node, "CAST(" + whole_part(part, date) + " AS DOUBLE)");
}

/// Centuries and millennia begin with the year 1; DuckDB's with the year 0.
std::string first_year_of(int years, const std::string& date) {
  return fmt::format(
      "make_timestamp((CAST(date_part('year', {0}) AS BIGINT) + {1}) // {2} * {2} - {1}, 1, 1, 0, "
      "0, 0)",
      date, years - 1, years);
}

void date_trunc(Context& context, const ExpressionPtr& node) {
  const DatePart part = part_argument(context, *node, 0);
  if (static_cast<int>(part) >= static_cast<int>(DatePart::kEpoch) ||
      part == DatePart::kDayOfWeek || part == DatePart::kDayOfYear) {
    context.fail(node->children[0]->span.begin, "DATE_TRUNC does not take this date part");
  }
  const std::string date = dated(context, *node, 1);
  if (part == DatePart::kCentury || part == DatePart::kMillennium) {
    const int years = part == DatePart::kCentury ? 100 : 1000;
    return rewrite_to(context, *node, first_year_of(years, date));
  }
  rewrite_to(context, *node, fmt::format("date_trunc('{}', {})", duckdb_part(part), date));
}

// The start of the statement; in a view or default, that of the statement that reads it.
void getdate(Context& context, const ExpressionPtr& node) {
  if (!context.in_definition) context.edits.replace(node->span, context.statement_start());
}

void add_months(Context& context, const ExpressionPtr& node) {
  rewrite_to(context, *node,
             "darties_add_months(" + timestamp(context, *node, 0) + ", CAST($2 AS BIGINT))");
}

void last_day(Context& context, const ExpressionPtr& node) {
  rewrite_to(context, *node, "last_day(CAST(" + dated(context, *node, 0) + " AS DATE))");
}

void next_day(Context& context, const ExpressionPtr& node) {
  rewrite_to(context, *node,
             "darties_next_day(CAST(" + dated(context, *node, 0) + " AS DATE), $2)");
}

void months_between(Context& context, const ExpressionPtr& node) {
  const std::string a = timestamp(context, *node, 0);
  const std::string b = timestamp(context, *node, 1);
  rewrite_to(context, *node, "darties_months_between(" + a + ", " + b + ")");
}

void convert_timezone(Context& context, const ExpressionPtr& node) {
  const bool has_source = node->children.size() == 3;
  const std::string moment = timestamp(context, *node, has_source ? 2 : 1);
  const std::string source = has_source ? "darties_zone($1)" : "'UTC'";
  const std::string target = has_source ? "darties_zone($2)" : "darties_zone($1)";
  rewrite_to(context, *node, fmt::format("timezone({}, timezone({}, {}))", target, source, moment));
}

void timezone(Context& context, const ExpressionPtr& node) {
  rewrite_to(context, *node, "timezone(darties_zone($1), " + dated(context, *node, 1) + ")");
}

/// -1, 0 or 1, as a is before b, the same or after it; each in its own type.
void compare(Context& context, const ExpressionPtr& node, std::string_view a_type,
             std::string_view b_type) {
  const std::string a = fmt::format("CAST({} AS {})", dated(context, *node, 0), a_type);
  const std::string b = fmt::format("CAST({} AS {})", dated(context, *node, 1), b_type);
  rewrite_to(context, *node, fmt::format("darties_compare({}, {})", a, b));
}

// DATE_CMP, TIMESTAMP_CMP_DATE, TIMESTAMPTZ_CMP, …: the name says both types.
void compare_by_name(Context& context, const ExpressionPtr& node) {
  const std::string_view name = node->name;
  const std::size_t middle = name.find("_cmp");
  const std::string_view first = name.substr(0, middle);
  const std::string_view rest = name.substr(middle + 4);
  compare(context, node, first, rest.empty() ? first : rest.substr(1));
}

void interval_compare(Context& context, const ExpressionPtr& node) {
  rewrite_to(context, *node, "darties_compare(CAST($1 AS INTERVAL), CAST($2 AS INTERVAL))");
}

void date_part_year(Context& context, const ExpressionPtr& node) {
  rewrite_to(context, *node,
             "CAST(date_part('year', " + dated(context, *node, 0) + ") AS INTEGER)");
}

constexpr FunctionRule comparison(std::string_view name) {
  return {.name = name, .min_arguments = 2, .max_arguments = 2, .rewrite = compare_by_name};
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
    {"timezone", 2, 2, "", timezone},
    {"next_day", 2, 2, "", next_day},
    {"months_between", 2, 2, "", months_between},
    {"date_part_year", 1, 1, "", date_part_year},
    {"timeofday", 0, 0, "darties_time_of_day(getdate())"},
    {"date", 1, 1, "CAST($1 AS DATE)"},
    comparison("date_cmp"),
    comparison("date_cmp_timestamp"),
    comparison("date_cmp_timestamptz"),
    comparison("timestamp_cmp"),
    comparison("timestamp_cmp_date"),
    comparison("timestamp_cmp_timestamptz"),
    comparison("timestamptz_cmp"),
    comparison("timestamptz_cmp_date"),
    comparison("timestamptz_cmp_timestamp"),
    {"interval_cmp", 2, 2, "", interval_compare},
};

}  // namespace

std::span<const FunctionRule> date_functions() { return kRules; }

}  // namespace darties::sql
