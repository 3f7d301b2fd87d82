#include "warehouse/load/row_batch.h"

namespace darties::load {
namespace {

Storage decimal_storage(int precision) {
  if (precision <= 4) return Storage::kInt16;
  if (precision <= 9) return Storage::kInt32;
  if (precision <= 18) return Storage::kInt64;
  return Storage::kInt128;
}

}  // namespace

Storage storage_of(const sql::Type& type) {
  switch (type.id) {
    case sql::TypeId::kBoolean:
      return Storage::kBool;
    case sql::TypeId::kSmallint:
      return Storage::kInt16;
    case sql::TypeId::kInteger:
      return Storage::kInt32;
    case sql::TypeId::kBigint:
      return Storage::kInt64;
    case sql::TypeId::kDecimal:
      return decimal_storage(type.precision);
    case sql::TypeId::kReal:
      return Storage::kFloat;
    case sql::TypeId::kDouble:
      return Storage::kDouble;
    case sql::TypeId::kDate:
      return Storage::kDate;
    case sql::TypeId::kTime:
      return Storage::kTime;
    case sql::TypeId::kTimestamp:
    case sql::TypeId::kTimestampTz:
      return Storage::kTimestamp;
    default:
      return Storage::kString;
  }
}

}  // namespace darties::load
