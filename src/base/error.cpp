#include "base/error.h"

namespace darties {

std::string_view to_string(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kInvalid:
      return "invalid";
    case ErrorKind::kNotFound:
      return "not_found";
    case ErrorKind::kDenied:
      return "denied";
    case ErrorKind::kUnavailable:
      return "unavailable";
    case ErrorKind::kCancelled:
      return "cancelled";
    case ErrorKind::kBug:
      break;
  }
  return "bug";
}

int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kInvalid:
      return 2;
    case ErrorKind::kNotFound:
      return 3;
    case ErrorKind::kDenied:
      return 4;
    case ErrorKind::kUnavailable:
      return 5;
    case ErrorKind::kCancelled:
      return 130;
    case ErrorKind::kBug:
      break;
  }
  return 70;
}

std::string to_string(const Place& place) {
  std::string text = place.file;
  if (place.line > 0) text += fmt::format("{}{}", text.empty() ? "line " : ":", place.line);
  if (place.line > 0 && place.column > 0) text += fmt::format(":{}", place.column);
  return text;
}

Error::Error(ErrorKind kind, Literal message) : kind_(kind), message_(std::move(message.text)) {
  rebuild_text();
}

Error& Error::while_doing(std::string activity) {
  context_.push_back(std::move(activity));
  rebuild_text();
  return *this;
}

Error& Error::at(Place place) {
  if (!place_ && place != Place{}) place_ = std::move(place);
  rebuild_text();
  return *this;
}

void Error::rebuild_text() {
  text_ = place_ ? to_string(*place_) + ": " + message_ : message_;
  for (const auto& activity : context_) text_ += "\n  while " + activity;
}

}  // namespace darties
