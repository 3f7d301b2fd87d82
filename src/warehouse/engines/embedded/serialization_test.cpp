#include "warehouse/engines/embedded/serialization.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace darties {
namespace {

TEST(Serialization, RefusesTheOneThatClosesACircle) {
  Serialization serialization;
  serialization.begin(1);
  serialization.begin(2);
  serialization.note(1, {"a"}, {});
  serialization.note(2, {"b"}, {});
  serialization.note(1, {}, {"b"});
  EXPECT_THROW(serialization.note(2, {}, {"a"}), Error);
}

TEST(Serialization, RefusesACircleOfThree) {
  Serialization serialization;
  for (int owner = 1; owner <= 3; ++owner) serialization.begin(owner);
  serialization.note(1, {"a"}, {"c"});
  serialization.note(2, {"b"}, {"a"});
  EXPECT_THROW(serialization.note(3, {"c"}, {"b"}), Error);
}

TEST(Serialization, LetsAReaderComeBeforeAWriter) {
  Serialization serialization;
  serialization.begin(1);
  serialization.begin(2);
  serialization.note(1, {"a"}, {});
  serialization.note(2, {}, {"a"});
  serialization.commit(2);
  EXPECT_NO_THROW(serialization.note(1, {"a"}, {"b"}));
}

TEST(Serialization, RemembersWhatCommittedMeanwhile) {
  Serialization serialization;
  serialization.begin(1);
  serialization.note(1, {"a"}, {});
  serialization.begin(2);
  serialization.note(2, {"b"}, {"a"});
  serialization.commit(2);
  EXPECT_THROW(serialization.note(1, {}, {"b"}), Error);
}

TEST(Serialization, ForgetsWhatWasRolledBackOrOverBefore) {
  Serialization serialization;
  serialization.begin(1);
  serialization.note(1, {"b"}, {"a"});
  serialization.commit(1);
  serialization.begin(2);
  serialization.note(2, {"a"}, {});
  serialization.begin(3);
  serialization.note(3, {"b"}, {"a"});
  serialization.rollback(3);
  EXPECT_NO_THROW(serialization.note(2, {}, {"b"}));
}

}  // namespace
}  // namespace darties
