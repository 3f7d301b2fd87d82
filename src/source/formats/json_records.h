#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_cursor.h"
#include "source/formats/document_budget.h"
#include "source/row.h"

namespace darties {

/// A key and its value. A number is as the file writes it; objects and lists are their JSON text.
struct JsonMember {
  std::string key;
  CellKind kind = CellKind::kBlank;
  std::string text;
  std::uint32_t level =
      0;  ///< of the object that has it: 0 the outermost, rising towards the record
};
using JsonRecord = std::vector<JsonMember>;

/// Finds the records inside of a JSON value: the value itself when `path` is empty, else what stands under the names of
/// `path`, each member of a list on the way and at its end. Behind what a record has itself come the plain values of the
/// objects that it stands in, the nearest first.
class JsonRecords {
 public:
  /// `path`: names with / between them, "data/rates".
  explicit JsonRecords(std::string_view path);

  const std::vector<std::string>& path() const { return path_; }
  /// Calls `on_record` for each record of `text`, which must be one JSON value. The record may be taken apart.
  /// Throws kInvalid, without a place, for what is no JSON (RFC 8259), for a record that is no object, and when the records
  /// are more than a document may become (limits.h).
  void read(std::string_view text, const std::function<void(JsonRecord&)>& on_record);

 private:
  void visit(JsonCursor& cursor, std::size_t step, const JsonRecord& above);
  void visit_list(JsonCursor& cursor, std::size_t step, const JsonRecord& above);
  void visit_object(JsonCursor& cursor, std::size_t step, const JsonRecord& above);
  void read_members(JsonCursor& cursor, std::size_t step, JsonRecord& members, const char*& below);
  [[noreturn]] void refuse(const JsonCursor& cursor) const;

  std::vector<std::string> path_;
  std::string text_;  // with the padding that the cursor wants
  const std::function<void(JsonRecord&)>* on_record_ = nullptr;
  DocumentBudget budget_;  // of the value that is read
};

}  // namespace darties
