#pragma once

#include <memory>
#include <string>

#include "warehouse/load/byte_source.h"

namespace darties::load {

/// The records of an Avro container file, each as one line of JSON: {"field":value,…}. Unions are their branch, enums
/// their name, bytes and fixed a text of these bytes. So the reader of JSON does the rest: matching by name, jsonpaths,
/// values that are objects or arrays. Codecs: null, deflate, snappy. One block of the file is held at a time.
/// Errors: kInvalid for what is no Avro container, is damaged, or whose schema is no record.
std::unique_ptr<ByteSource> avro_as_json(std::unique_ptr<ByteSource> source, std::string name);

}  // namespace darties::load
