#include "warehouse/load/line_numbers.h"

#include <algorithm>
#include <map>

#include "base/error.h"
#include "warehouse/load/object_source.h"

namespace darties::load {
namespace {

/// Who wants to know, by the offset behind the last byte of the row.
using Questions = std::multimap<std::uint64_t, std::int64_t*>;

void answer(const LoadPlan& plan, const LoadObject& object, const Questions& questions) {
  std::shared_ptr<ObjectReader> reader = object.store->open_listed(object.info);
  const auto size = reader->size_bytes();
  const auto source = open_source(plan, std::move(reader), 0, size, object.url);
  std::vector<char> bytes(256 * 1024);
  std::uint64_t offset = 0;
  std::int64_t lines = 1;
  auto next = questions.begin();
  while (next != questions.end()) {
    const std::size_t got = source->read(bytes);
    const auto begin = bytes.begin();
    auto counted = begin;
    while (next != questions.end() && next->first <= offset + got) {
      const auto stop = begin + static_cast<std::ptrdiff_t>(next->first - offset);
      lines += std::count(counted, stop, '\n');
      counted = stop;
      *next->second = lines;
      ++next;
    }
    if (got == 0) return;
    lines += std::count(counted, begin + static_cast<std::ptrdiff_t>(got), '\n');
    offset += got;
  }
}

}  // namespace

void number_lines(const LoadPlan& plan, const std::vector<LoadObject>& objects,
                  LoadState::Results& results) {
  std::map<std::size_t, Questions> by_object;
  for (auto& record : results.rejects) {
    record.reject.line_number = -1;
    by_object[record.object].emplace(record.end, &record.reject.line_number);
  }
  for (auto& record : results.replacements) {
    record.replacement.line_number = -1;
    by_object[record.object].emplace(record.end, &record.replacement.line_number);
  }
  for (const auto& [object, questions] : by_object) {
    try {
      answer(plan, objects[object], questions);
    } catch (const Error&) {
      // The rejects matter more than their lines: these stay -1, as where Redshift does not know them.
      continue;
    }
  }
}

}  // namespace darties::load
