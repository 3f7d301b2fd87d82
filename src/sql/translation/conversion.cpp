#include "sql/translation/conversion.h"

#include "base/text.h"
#include "sql/functions/conversions.h"
#include "sql/translation/identifiers.h"

// The functions named here are declared in sql/functions/conversions.h and registered by the engine.

namespace darties::sql {
namespace {

using Class = Operand::Class;

bool is_moment(const Operand& from) {
  return from.is(TypeId::kDate) || from.is(TypeId::kTime) || from.is(TypeId::kTimeTz) ||
         from.is(TypeId::kTimestamp) || from.is(TypeId::kTimestampTz);
}

Coercion plain(const Type& to) { return {"CAST(", fmt::format(" AS {})", duckdb_type(to))}; }

/// f(value) as the type.
Coercion through(std::string_view function, const Type& to) {
  return {fmt::format("CAST({}(CAST(", function),
          fmt::format(" AS VARCHAR)) AS {})", duckdb_type(to))};
}

Conversion impossible(const Operand& from, const Type& to) {
  const auto name = [](const Type& type) {
    const std::string text = to_string(type);
    return text.substr(0, text.find('('));
  };
  return {.impossible = fmt::format("cannot cast type {} to {}", name(*from.type), name(to))};
}

Conversion unsupported(const Operand& from, const Type& to) {
  return {.unsupported =
              fmt::format("a cast from {} to {}", from.type ? to_string(*from.type) : "this type",
                          to_string(to))};
}

Conversion to_text(const Operand& from, const Type& to) {
  if (from.is(TypeId::kBoolean)) return impossible(from, to);
  const Coercion text = as_text(from);
  if (to.id == TypeId::kChar) {
    return {.around = {"rtrim(darties_cut(" + text.before,
                       text.after + fmt::format(", {}), ' ')", to.length)}};
  }
  if (to.length >= 65535) return {.around = text};
  return {.around = {"darties_cut(" + text.before, text.after + fmt::format(", {})", to.length)}};
}

Conversion to_number(const Operand& from, const Type& to) {
  const bool whole = operand_of(to).type_class == Class::kInteger;
  if (from.is(TypeId::kBoolean) && to.id != TypeId::kInteger) return impossible(from, to);
  if (is_moment(from) || from.is(TypeId::kIntervalDayToSecond)) return impossible(from, to);
  if (from.is(TypeId::kVarbyte)) return unsupported(from, to);
  if (whole && from.type_class == Class::kText) return {.around = through("darties_integer", to)};
  const Coercion cast = plain(to);
  if (to.id == TypeId::kDecimal && to.precision == 19) {
    return {.around = {fmt::format("darties_decimal19_{}({}", to.scale, cast.before),
                       cast.after + ")"}};
  }
  return {.around = cast};
}

Conversion to_boolean(const Operand& from, const Type& to) {
  if (from.type_class == Class::kText) return {.around = through("darties_boolean", to)};
  if (from.type_class == Class::kDecimal || from.type_class == Class::kFloat || is_moment(from))
    return impossible(from, to);
  return {.around = plain(to)};
}

Conversion to_moment(const Operand& from, const Type& to) {
  if (from.type_class == Class::kInteger || from.type_class == Class::kDecimal ||
      from.type_class == Class::kFloat || from.is(TypeId::kBoolean))
    return impossible(from, to);
  const bool time = to.id == TypeId::kTime || to.id == TypeId::kTimeTz;
  if ((time && from.is(TypeId::kDate)) ||
      (!time && (from.is(TypeId::kTime) || from.is(TypeId::kTimeTz))))
    return impossible(from, to);
  if (from.type_class != Class::kText) return {.around = plain(to)};
  switch (to.id) {
    case TypeId::kDate:
      return {.around = through("darties_date", to)};
    case TypeId::kTime:
      return {.around = through("darties_time", to)};
    case TypeId::kTimeTz:
      return {.around = through("darties_timetz", to)};
    case TypeId::kTimestamp:
      return {.around = through("darties_timestamp", to)};
    default:
      return {.around = through("darties_timestamptz", to)};
  }
}

Conversion to_super(const Operand& from, const Type& to) {
  if (is_moment(from) || from.is(TypeId::kIntervalDayToSecond)) return impossible(from, to);
  if (from.is(TypeId::kVarbyte)) return unsupported(from, to);
  return {.around = {"CAST(darties_super(", ") AS JSON)"}};
}

Conversion to_varbyte(const Operand& from, const Type& to) {
  const std::string length = fmt::format(", {})", to.length);
  if (from.type_class == Class::kText)
    return {.around = {"darties_varbyte(encode(CAST(", " AS VARCHAR))" + length}};
  if (from.is(TypeId::kVarbyte)) return {.around = {"darties_varbyte(", length}};
  if (from.type) return unsupported(from, to);
  return {.around = plain(to)};
}

/// A SUPER value casts without complaint: what does not fit is NULL.
Conversion from_super(const Type& to) {
  const std::string before = "darties_scalar_text(CAST(";
  const std::string after = " AS VARCHAR))";
  switch (to.id) {
    case TypeId::kSuper:
      return {.around = plain(to)};
    case TypeId::kVarbyte:
      return {.unsupported = "a cast from super to " + to_string(to)};
    case TypeId::kVarchar:
      return {.around = {"darties_cut(" + before, after + fmt::format(", {})", to.length)}};
    case TypeId::kChar:
      return {
          .around = {"rtrim(darties_cut(" + before, after + fmt::format(", {}), ' ')", to.length)}};
    default:
      return {.around = {"TRY_CAST(" + before, after + fmt::format(" AS {})", duckdb_type(to))}};
  }
}

}  // namespace

Coercion as_text(const Operand& from) {
  if (from.type_class == Class::kText || from.type_class == Class::kUnknown || !from.type)
    return {"CAST(", " AS VARCHAR)"};
  if (from.is(TypeId::kSuper)) return {"darties_scalar_text(CAST(", " AS VARCHAR))"};
  if (from.is(TypeId::kVarbyte)) return {"decode(", ")"};
  return {"darties_text(", ")"};
}

Conversion conversion(const Operand& from, const Type& to) {
  if (from.is(TypeId::kSuper)) return from_super(to);
  switch (to.id) {
    case TypeId::kBoolean:
      return to_boolean(from, to);
    case TypeId::kChar:
    case TypeId::kVarchar:
      return to_text(from, to);
    case TypeId::kDate:
    case TypeId::kTime:
    case TypeId::kTimeTz:
    case TypeId::kTimestamp:
    case TypeId::kTimestampTz:
      return to_moment(from, to);
    case TypeId::kIntervalYearToMonth:
    case TypeId::kIntervalDayToSecond:
      if (from.type_class == Class::kText) return {.around = through("darties_interval", to)};
      return {.around = plain(to)};
    case TypeId::kSuper:
      return to_super(from, to);
    case TypeId::kVarbyte:
      return to_varbyte(from, to);
    default:
      return to_number(from, to);
  }
}

}  // namespace darties::sql
