#include "clean/extract_outputs.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "fakes/memory_store.h"

namespace darties {
namespace {

TEST(ExtractOutputs, WriteSoManyBytesAndNoMore) {
  MemoryStore store;
  ExtractOutputs outputs(store, "lake", 20);
  outputs.write("a.json", "0123456789");
  outputs.write("b.json", "0123456789");
  try {
    outputs.write("a.json", "x");
    FAIL() << "nothing was refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.message(),
              "more than 20 bytes would be written, the limit for a file of this size: does one "
              "long text or "
              "heading stand in every row?");
  }
  EXPECT_TRUE(store.list("").empty());
}

}  // namespace
}  // namespace darties
