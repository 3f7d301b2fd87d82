#include "base/aws/refreshing_credentials.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "base/error.h"
#include "fakes/fake_clock.h"

namespace darties::aws {
namespace {

using namespace std::chrono_literals;

/// A source whose keys are numbered and live for `lifetime`.
class RefreshingCredentialsTest : public ::testing::Test {
 protected:
  std::string key() { return provider_->get().access_key_id.reveal(); }
  std::string ready_key() {
    const auto ready = provider_->ready();
    return ready ? ready->access_key_id.reveal() : "none";
  }

  FakeClock clock_;
  std::atomic<int> fetched_{0};
  std::optional<std::chrono::minutes> lifetime_ = 60min;
  bool fails_ = false;
  bool renewable_ = true;
  std::shared_ptr<CredentialProvider> provider_ = refreshing_credentials(
      [this] {
        ++fetched_;
        if (fails_) throw Error(ErrorKind::kUnavailable, "the source is down");
        FoundCredentials found{.renewable = renewable_};
        found.credentials.access_key_id = Secret(fmt::format("key{}", fetched_.load()));
        if (lifetime_) found.credentials.expires = clock_.now() + *lifetime_;
        return found;
      },
      clock_);
};

TEST_F(RefreshingCredentialsTest, AreFetchedOnceAndKept) {
  EXPECT_EQ(ready_key(), "none");
  EXPECT_EQ(key(), "key1");
  EXPECT_EQ(key(), "key1");
  EXPECT_EQ(ready_key(), "key1");
}

TEST_F(RefreshingCredentialsTest, AreFetchedAnewFiveMinutesAhead) {
  key();
  clock_.wind(54min);
  EXPECT_EQ(key(), "key1");
  clock_.wind(1min);
  EXPECT_EQ(ready_key(), "none");
  EXPECT_EQ(key(), "key2");
}

TEST_F(RefreshingCredentialsTest, ThatLiveShortlyAreNotFetchedAllTheTime) {
  lifetime_ = 4min;
  key();
  clock_.wind(2min);
  EXPECT_EQ(key(), "key1");
  clock_.wind(1min);
  EXPECT_EQ(key(), "key2");
}

TEST_F(RefreshingCredentialsTest, WithoutAnEndAreKeptForEver) {
  lifetime_.reset();
  key();
  clock_.wind(24h * 365);
  EXPECT_EQ(key(), "key1");
}

TEST_F(RefreshingCredentialsTest, TheOldOnesAreUsedWhileValidWhenFetchingFails) {
  key();
  clock_.wind(56min);
  fails_ = true;
  EXPECT_EQ(key(), "key1");
  EXPECT_EQ(ready_key(), "key1");
  EXPECT_EQ(fetched_, 2);
  clock_.wind(1min);
  EXPECT_EQ(key(), "key1");
  EXPECT_EQ(fetched_, 3);
  clock_.wind(3min);
  EXPECT_THROW(key(), Error);
  fails_ = false;
  EXPECT_EQ(key(), "key5");
}

TEST_F(RefreshingCredentialsTest, ThatAreRefusedAreNotGivenAgain) {
  const Credentials first = provider_->get();
  EXPECT_TRUE(provider_->refresh(first));
  EXPECT_EQ(ready_key(), "none");
  EXPECT_EQ(key(), "key2");
  EXPECT_TRUE(provider_->refresh(first));  // somebody else's late refusal
  EXPECT_EQ(key(), "key2");
}

TEST_F(RefreshingCredentialsTest, OfASourceThatHasNoOthersStay) {
  renewable_ = false;
  lifetime_.reset();
  EXPECT_FALSE(provider_->refresh(provider_->get()));
  EXPECT_EQ(key(), "key1");
}

TEST_F(RefreshingCredentialsTest, ThatAreExpiredAlreadyAreRefused) {
  lifetime_ = -1min;
  EXPECT_THROW(key(), Error);
}

TEST_F(RefreshingCredentialsTest, AreFetchedByOneWhileTheOthersWait) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) threads.emplace_back([this] { EXPECT_EQ(key(), "key1"); });
  threads.clear();
  EXPECT_EQ(fetched_, 1);
}

}  // namespace
}  // namespace darties::aws
