#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/http/http_client.h"

namespace darties {

/// MD5, which S3 calls ETag; fed piece by piece.
class Md5 {
 public:
  Md5();
  ~Md5();
  void update(std::string_view bytes);
  /// The 16 bytes. Ends the computation.
  std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string md5_bytes(std::string_view bytes);
std::string base64(std::string_view bytes);
std::string sha256_bytes(std::string_view bytes);

/// CRC with reflected bits, as S3 knows it under three names.
std::uint32_t crc32(std::string_view bytes);
std::uint32_t crc32c(std::string_view bytes);
std::uint64_t crc64nvme(std::string_view bytes);

/// Whether an ETag is the MD5 of the object's bytes: 32 hexadecimal digits. With "-N" behind, or where a key of KMS
/// encrypts, it is something else.
bool is_md5(std::string_view etag);

/// How many bytes part `number` (from 1) of an upload has; the last one is shorter. Up to 8 GB parts have 8 MiB, so that an
/// ETag can be made again from a file.
std::uint64_t part_bytes(std::size_t number);

/// The ETag that this file has when it was uploaded here: of its parts where it has more than one.
std::string etag_of_parts(const std::filesystem::path& file, bool in_parts);

/// The checksum of a file as S3 writes it in the header of this name, "x-amz-checksum-crc32": of all bytes or, `in_parts`, of
/// the checksums of its parts. Nothing for a kind that is not known here.
std::optional<std::string> checksum_of_file(const std::filesystem::path& file,
                                            const std::string& header, bool in_parts);

/// What the names of those headers begin with.
inline constexpr std::string_view kChecksumHeader = "x-amz-checksum-";

/// Whether a key of KMS, or one of the caller's, encrypts the object, so that its ETag is no MD5.
bool hides_md5(const HttpHeaders& headers);

/// Whether a whole answer is what its length, its ETag or its checksum say; true where nothing is said.
/// `etag` without quotes.
bool is_intact(const HttpResponse& answer, std::string_view etag);

}  // namespace darties
