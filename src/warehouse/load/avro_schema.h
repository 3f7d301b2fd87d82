#pragma once

struct avro_obj_t;

namespace darties::load {

/// Whether a type of this schema of libavro holds itself, as a list does whose elements hold the next one. Its values may
/// be nested without end, and libavro reads them by recursion.
bool refers_to_itself(avro_obj_t* schema);

}  // namespace darties::load
