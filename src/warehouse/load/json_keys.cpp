#include "warehouse/load/json_keys.h"

#include "base/json_string.h"
#include "base/text.h"

namespace darties::load {
namespace {

// Objects with more members than this are looked up by the table alone from there on.
constexpr std::size_t kMostGuesses = 256;

}  // namespace

JsonKeys::JsonKeys(const std::vector<std::string>& keys, bool ignore_case)
    : keys_(keys), ignore_case_(ignore_case) {
  std::size_t size = 8;
  while (size < keys.size() * 2) size *= 2;
  table_.assign(size, kUnknown);
  for (std::size_t i = 0; i < keys_.size(); ++i) table_[slot_of(keys_[i])] = static_cast<int>(i);
}

// The key's place in the table, or the free place where it would be.
std::size_t JsonKeys::slot_of(std::string_view key) const {
  std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a
  for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  std::size_t slot = (hash ^ (hash >> 32)) & (table_.size() - 1);
  while (table_[slot] != kUnknown && keys_[static_cast<std::size_t>(table_[slot])] != key) {
    slot = (slot + 1) & (table_.size() - 1);
  }
  return slot;
}

int JsonKeys::find(std::string_view key) const {
  if (!ignore_case_) return table_[slot_of(key)];
  return table_[slot_of(lower_ascii(key))];
}

bool JsonKeys::read_new(JsonCursor& cursor, std::size_t place, int& key) {
  const char* const begin = cursor.position();
  JsonValue text;
  if (cursor.peek() != '"' || !cursor.read_string(text)) return false;
  cursor.skip_blanks();
  if (!cursor.take(':')) return false;
  cursor.skip_blanks();
  if (text.escaped) {
    std::string decoded(text.text.size(), '\0');
    decoded.resize(
        static_cast<std::size_t>(decode_json_string(text.text, decoded.data()) - decoded.data()));
    key = find(decoded);
  } else {
    key = find(text.text);
  }
  const auto size = static_cast<std::size_t>(cursor.position() - begin);
  if (size > Guess::kMost || place >= kMostGuesses) return true;
  if (place >= guesses_.size()) guesses_.resize(place + 1);
  std::memcpy(guesses_[place].bytes, begin, size);
  guesses_[place].size = static_cast<std::uint32_t>(size);
  guesses_[place].key = key;
  return true;
}

}  // namespace darties::load
