#pragma once

#include <string_view>

namespace darties {

/// Decodes the escapes of a JSON string, what stands between its quotes; they were checked before. `into` has room for
/// text.size() bytes. Returns the end of what was written. A half of a surrogate pair becomes three bytes that are not valid UTF-8.
char* decode_json_string(std::string_view text, char* into);

}  // namespace darties
