#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/formats/xlsx/part_stream.h"
#include "source/formats/xlsx/small_xml.h"

namespace darties::xlsx {

/// A tag as the window holds it.
struct TagView {
  std::string_view name;        ///< without prefix
  std::string_view prefix;      ///< without colon
  std::string_view attributes;  ///< all between the name and the end
  bool closing = false;         ///< </name>
  bool empty = false;           ///< <name/>

  /// The attribute's raw value by its whole name; an empty text when there is none. An attribute with a prefix is one of
  /// another namespace.
  std::string_view at(std::string_view attribute) const;
};

/// A window that moves over the XML of a large part.
///
/// What lies between begin() and end() is whole in memory and followed by bytes of 0, which stop every scan: a parser that
/// meets it in the midst of something returns null, and is called again from the same begin() after more().
///
///     while (true) {
///       const char* after = parse_row(window.begin());
///       if (after != nullptr) window.consume(after);
///       else window.more("in a row");
///     }
class XmlWindow {
 public:
  XmlWindow(std::unique_ptr<PartStream> stream, XmlOrigin origin, std::uint64_t limit_bytes);

  const char* begin() const { return buffer_.data() + begin_; }
  const char* end() const { return buffer_.data() + end_; }

  /// Everything before `position` is done with. Throws kInvalid when that is more than the limit.
  void consume(const char* position) {
    const auto end = static_cast<std::size_t>(position - buffer_.data());
    if (end - begin_ > limit_bytes_) refuse_size();
    begin_ = end;
  }
  /// Makes the window longer, or throws kInvalid because the part ends here, "in a row".
  void more(std::string_view where);
  /// The same, but false at the end of the part.
  bool try_more();

  /// Takes the namespace of the part's first element for the part's own one, under every prefix that this tag gives it. A later
  /// tag may add prefixes.
  void learn_namespace(const TagView& tag);
  /// Whether the element is of the part's own namespace; all others are extensions.
  bool is_own(const TagView& tag) const;
  /// Whether elements without a prefix are of the part's own namespace, unless they say otherwise.
  bool owns_unprefixed() const { return owns_unprefixed_; }

  /// Throws kInvalid with the part and the byte of `position`.
  [[noreturn]] void fail(const char* position, std::string_view reason) const;
  const XmlOrigin& origin() const { return origin_; }

 private:
  void append(std::string_view block);
  void check_start() const;
  [[noreturn]] void refuse_size() const;

  std::unique_ptr<PartStream> stream_;
  XmlOrigin origin_;
  std::uint64_t limit_bytes_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t offset_ = 0;  // of buffer_[0] in the part
  std::optional<std::string> namespace_;
  std::vector<std::string> prefixes_;  // of namespace_, besides the empty one
  bool owns_unprefixed_ = true;
};

/// Reads the tag at `position`, which points to its '<', and returns what follows it. A comment or a processing
/// instruction gives a tag without a name. Null: the window ends in it.
const char* read_tag(const XmlWindow& window, const char* position, TagView& tag);

/// Moves to the next '<'. Null: the window ends before it.
const char* find_tag(const XmlWindow& window, const char* position);

/// Returns what follows the end of the element whose start tag was just read. Null: the window ends in it.
const char* skip_element(const XmlWindow& window, const char* position, const TagView& start);

/// Adds the decoded text up to the end tag that closes the element just started, CDATA included, and returns what follows that tag.
/// Elements inside are passed over. Null: the window ends in it.
const char* read_text(const XmlWindow& window, const char* position, std::string& text);

/// Adds the text of a string item (<si> or <is>): of its <t> and of its runs' <t>, but not of phonetic hints. Returns what follows the
/// end of the item. Null: the window ends in it.
const char* read_string_item(const XmlWindow& window, const char* position, std::string& text);

}  // namespace darties::xlsx
