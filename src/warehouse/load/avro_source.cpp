#include "warehouse/load/avro_source.h"

#include <avro.h>
#include <stdio.h>

#include <algorithm>
#include <array>
#include <exception>
#include <limits>

#include "base/error.h"
#include "warehouse/load/avro_json.h"
#include "warehouse/load/avro_schema.h"

namespace darties::load {
namespace {

constexpr std::size_t kInput = 128 * 1024;
/// So much JSON is made at a time.
constexpr std::size_t kOutput = 64 * 1024;

struct CloseReader {
  void operator()(avro_file_reader_t_* reader) const { avro_file_reader_close(reader); }
};
struct CloseSchema {
  void operator()(avro_obj_t* schema) const { avro_schema_decref(schema); }
};
struct CloseValue {
  void operator()(avro_value_t* value) const {
    avro_value_decref(value);
    delete value;
  }
};

class AvroSource : public ByteSource {
 public:
  AvroSource(std::unique_ptr<ByteSource> source, std::string name)
      : source_(std::move(source)), name_(std::move(name)) {}

  std::uint64_t remaining() const override {
    return done_ ? 0 : std::numeric_limits<std::uint64_t>::max();
  }

  std::size_t read(std::span<char> into) override {
    if (at_ == json_.size() && !done_) make_json();
    const std::size_t size = std::min(into.size(), json_.size() - at_);
    std::copy_n(json_.begin() + static_cast<std::ptrdiff_t>(at_), size, into.begin());
    at_ += size;
    return size;
  }

 private:
  void open();
  void make_json();
  bool next_record();
  std::size_t read_input(std::span<char> into);
  static ssize_t read_callback(void* source, char* into, size_t size) noexcept;
  [[noreturn]] void fail() {
    if (failure_) std::rethrow_exception(failure_);
    throw Error(ErrorKind::kInvalid, "{} is no whole Avro file: {}", name_, avro_strerror());
  }

  std::unique_ptr<ByteSource> source_;
  std::string name_;
  std::array<char, kInput> buffer_;
  std::span<char> input_;
  std::exception_ptr failure_;  // of the source, kept while libavro returns
  std::unique_ptr<avro_file_reader_t_, CloseReader> reader_;
  std::unique_ptr<avro_value_t, CloseValue> record_;
  std::string json_;
  std::size_t at_ = 0;
  bool done_ = false;
};

std::size_t AvroSource::read_input(std::span<char> into) {
  if (input_.empty()) input_ = std::span<char>(buffer_).first(source_->read(buffer_));
  const std::size_t size = std::min(into.size(), input_.size());
  std::copy_n(input_.begin(), size, into.begin());
  input_ = input_.subspan(size);
  return size;
}

ssize_t AvroSource::read_callback(void* source, char* into, size_t size) noexcept {
  auto* const self = static_cast<AvroSource*>(source);
  try {
    return static_cast<ssize_t>(self->read_input({into, size}));
  } catch (...) {
    self->failure_ = std::current_exception();
    return -1;
  }
}

void AvroSource::open() {
  // An object without a byte has no rows, as with the other formats.
  input_ = std::span<char>(buffer_).first(source_->read(buffer_));
  done_ = input_.empty();
  if (done_) return;
  FILE* const file =
      fopencookie(this, "r", {.read = read_callback, .write = {}, .seek = {}, .close = {}});
  if (file == nullptr) throw Error(ErrorKind::kUnavailable, "no memory to read {}", name_);
  avro_file_reader_t reader = nullptr;
  if (avro_file_reader_fp(file, name_.c_str(), 1, &reader) != 0) fail();
  reader_.reset(reader);
  const std::unique_ptr<avro_obj_t, CloseSchema> schema(avro_file_reader_get_writer_schema(reader));
  if (!is_avro_record(schema.get()))
    throw Error(ErrorKind::kInvalid, "the schema of {} is no record: COPY loads records only",
                name_);
  if (refers_to_itself(schema.get()))
    throw Error(
        ErrorKind::kInvalid,
        "not supported on the embedded engine yet: the schema of {} has a type that holds itself",
        name_);
  avro_value_iface_t* const kind = avro_generic_class_from_schema(schema.get());
  auto value = std::make_unique<avro_value_t>();
  const int failed = kind == nullptr || avro_generic_value_new(kind, value.get()) != 0;
  if (kind != nullptr) avro_value_iface_decref(kind);
  if (failed) fail();
  record_.reset(value.release());
}

bool AvroSource::next_record() {
  avro_value_reset(record_.get());
  const int state = avro_file_reader_read_value(reader_.get(), record_.get());
  if (state == EOF && !failure_) return false;
  if (state != 0) fail();
  return true;
}

void AvroSource::make_json() {
  json_.clear();
  at_ = 0;
  if (!reader_) open();
  while (!done_ && json_.size() < kOutput) {
    if (next_record()) {
      append_avro_json(*record_, json_);
      json_ += '\n';
    } else {
      done_ = true;
    }
  }
}

}  // namespace

std::unique_ptr<ByteSource> avro_as_json(std::unique_ptr<ByteSource> source, std::string name) {
  return std::make_unique<AvroSource>(std::move(source), std::move(name));
}

}  // namespace darties::load
