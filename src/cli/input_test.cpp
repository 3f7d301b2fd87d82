#include "cli/input.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>

#include "base/error.h"

namespace darties::cli {
namespace {

class InputTest : public ::testing::Test {
 protected:
  InputTest() { EXPECT_EQ(::pipe(ends_), 0); }
  ~InputTest() override {
    ::close(ends_[0]);
    end();
  }
  void type(std::string_view text) {
    EXPECT_EQ(::write(ends_[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }
  void end() {
    if (ends_[1] >= 0) ::close(ends_[1]);
    ends_[1] = -1;
  }

  int ends_[2] = {-1, -1};
  std::stop_source stop_;
};

TEST_F(InputTest, ReadsLinesAndTheRest) {
  Input input(stop_.get_token(), ends_[0]);
  type("one\n\ntwo\nthr");
  EXPECT_EQ(input.line(), "one");
  EXPECT_EQ(input.line(), "");
  EXPECT_EQ(input.byte(), 't');
  EXPECT_EQ(input.line(), "wo");
  type("ee");
  end();
  EXPECT_EQ(input.line(), "three");
  EXPECT_EQ(input.line(), std::nullopt);
  EXPECT_EQ(input.byte(), std::nullopt);
}

TEST_F(InputTest, ReadsAllThatIsLeft) {
  Input input(stop_.get_token(), ends_[0]);
  type("one\ntwo\nthree");
  EXPECT_EQ(input.line(), "one");
  end();
  EXPECT_EQ(input.rest(), "two\nthree");
}

TEST_F(InputTest, AStopEndsTheWaiting) {
  Input input(stop_.get_token(), ends_[0]);
  type("half a line");
  std::jthread later([this] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    stop_.request_stop();
  });
  EXPECT_THROW(input.line(), Error);
}

}  // namespace
}  // namespace darties::cli
