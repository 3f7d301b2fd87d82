#include "source/formats/xlsx/shared_strings.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>

#include "source/formats/xlsx/xml_cursor.h"

namespace darties::xlsx {
namespace {

constexpr std::uint64_t kMarkEvery = 16;
using Length = std::uint32_t;

/// Reads one item of the table, or passes over other markup. `found`: an item was read into `text`.
const char* read_item(XmlWindow& window, std::string& text, bool& found, bool& ended) {
  const char* position = find_tag(window, window.begin());
  if (position == nullptr) return nullptr;
  TagView tag;
  const char* const start = position;
  position = read_tag(window, position, tag);
  if (position == nullptr) return nullptr;
  if (tag.name == "sst" && !tag.closing) window.learn_namespace(tag);
  ended = tag.closing && tag.name == "sst";
  if (tag.name == "sst" && tag.empty) ended = true;
  if (tag.closing || tag.name.empty() || tag.name == "sst") return position;
  if (tag.name != "si" || !window.is_own(tag)) return skip_element(window, position, tag);
  text.clear();
  found = true;
  if (!tag.empty) position = read_string_item(window, position, text);
  if (position == nullptr) return nullptr;
  if (!simdjson::validate_utf8(text)) window.fail(start, "bytes that are not UTF-8");
  return position;
}

}  // namespace

void SharedStrings::expect(std::uint64_t part_bytes) {
  // Growing by doubling would hold the texts twice for a moment; memory that is not touched costs nothing.
  texts_.reserve(std::min<std::uint64_t>(part_bytes, memory_bytes_));
  starts_.reserve(std::min<std::uint64_t>(part_bytes / 16, memory_bytes_ / sizeof(starts_[0])));
}

void SharedStrings::add(std::string_view text) {
  if (!spill_ &&
      texts_.size() + text.size() + starts_.size() * sizeof(starts_[0]) > memory_bytes_) {
    spill();
  }
  if (spill_) {
    add_spilled(text);
  } else {
    starts_.push_back(static_cast<std::uint32_t>(texts_.size()));
    texts_ += text;
  }
  ++count_;
}

void SharedStrings::finish() {
  if (spill_) {
    spill_->finish_writing();
  } else {
    starts_.push_back(static_cast<std::uint32_t>(texts_.size()));
  }
}

void SharedStrings::spill() {
  spill_ = std::make_unique<SpillFile>();
  starts_.push_back(static_cast<std::uint32_t>(texts_.size()));
  const auto all = count_;
  count_ = 0;
  for (; count_ < all; ++count_) {
    add_spilled(
        std::string_view(texts_).substr(starts_[count_], starts_[count_ + 1] - starts_[count_]));
  }
  std::string().swap(texts_);
  std::vector<std::uint32_t>().swap(starts_);
}

void SharedStrings::add_spilled(std::string_view text) {
  if (count_ % kMarkEvery == 0) marks_.push_back(spill_->size_bytes());
  const auto length = static_cast<Length>(text.size());
  char bytes[sizeof(length)];
  std::memcpy(bytes, &length, sizeof(length));
  spill_->append({bytes, sizeof(length)});
  spill_->append(text);
}

std::string_view SharedStrings::get(std::uint64_t index, Cursor& cursor, TextArena& arena) const {
  if (spill_) return get_spilled(index, cursor, arena);
  const auto start = starts_[index];
  return {texts_.data() + start, starts_[index + 1] - start};
}

std::string_view SharedStrings::get_spilled(std::uint64_t index, Cursor& cursor,
                                            TextArena& arena) const {
  if (!cursor.cache) cursor.cache = std::make_unique<SpillFile::Cache>();
  const auto read_length = [&](std::uint64_t offset) {
    char bytes[sizeof(Length)];
    spill_->read(offset, bytes, *cursor.cache);
    Length length = 0;
    std::memcpy(&length, bytes, sizeof(length));
    return length;
  };
  std::uint64_t offset = cursor.next_offset;
  if (index != cursor.next_index) {
    offset = marks_[index / kMarkEvery];
    for (auto i = index - index % kMarkEvery; i < index; ++i) {
      offset += sizeof(Length) + read_length(offset);
    }
  }
  const auto length = read_length(offset);
  char* const place = arena.reserve(length);
  spill_->read(offset + sizeof(Length), {place, length}, *cursor.cache);
  cursor.next_index = index + 1;
  cursor.next_offset = offset + sizeof(Length) + length;
  return {place, length};
}

std::unique_ptr<SharedStrings> read_shared_strings(const ZipArchive& archive, const Part* part) {
  auto strings = std::make_unique<SharedStrings>();
  if (part != nullptr) {
    XmlWindow window(stream_part(archive, *part), {archive.workbook(), part->name},
                     archive.limits().cell_bytes);
    strings->expect(part->size_bytes);
    std::string text;
    for (bool ended = false; !ended;) {
      bool found = false;
      const char* const after = read_item(window, text, found, ended);
      if (after == nullptr) {
        ended = false;
        window.more("before </sst>");
        continue;
      }
      window.consume(after);
      if (found) strings->add(text);
    }
  }
  strings->finish();
  return strings;
}

}  // namespace darties::xlsx
