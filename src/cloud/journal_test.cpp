#include "cloud/journal.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "cloud/lease.h"
#include "fakes/fake_clock.h"
#include "fakes/temporary_folder.h"

namespace darties::cloud {
namespace {

using std::chrono::hours;

TEST(CloudJournal, RemembersACallThatWasBegunAndNeverEnded) {
  TemporaryFolder folder;
  FakeClock clock;
  { Journal(folder.path(), clock).begin("iam:CreateRole", "dwhRole"); }
  const auto call = Journal(folder.path(), clock).last("iam:CreateRole", "dwhRole");
  ASSERT_TRUE(call);
  EXPECT_EQ(call->state, "begun");
  EXPECT_EQ(call->at, clock.now());
}

TEST(CloudJournal, DoesNotCountARefusedCallAsOneThatMayHaveWorked) {
  TemporaryFolder folder;
  FakeClock clock;
  Journal journal(folder.path(), clock);
  journal.end(journal.begin("iam:CreateRole", "dwhRole"), "LimitExceeded");
  EXPECT_FALSE(journal.last("iam:CreateRole", "dwhRole"));
  journal.end(journal.begin("iam:CreateRole", "dwhRole"), "done");
  EXPECT_EQ(journal.last("iam:CreateRole", "dwhRole")->state, "done");
  EXPECT_FALSE(journal.last("iam:CreateRole", "another"));
}

TEST(CloudJournal, KeepsWhatIsHeldUntilItIsLetGo) {
  TemporaryFolder folder;
  FakeClock clock;
  const Holding holding{"p", "provisioned", "eu-west-3", "c", "r", "g", clock.now() + hours(2)};
  { Journal(folder.path(), clock).hold(holding); }
  Journal journal(folder.path(), clock);
  EXPECT_EQ(journal.holding()->region, "eu-west-3");
  EXPECT_EQ(journal.holding()->lease_end, clock.now() + hours(2));
  journal.let_go();
  EXPECT_FALSE(journal.holding());
}

TEST(CloudJournal, KnowsWhatItMadeByIdentityNotByName) {
  TemporaryFolder folder;
  FakeClock clock;
  Journal journal(folder.path(), clock);
  journal.remember("role", "dwhRole", "AROA1");
  EXPECT_TRUE(journal.made("role", "dwhRole", "AROA1"));
  EXPECT_FALSE(journal.made("role", "dwhRole", "AROA2"));
}

TEST(CloudJournal, OfANewerDartiesIsRefused) {
  TemporaryFolder folder;
  FakeClock clock;
  {
    Journal journal(folder.path(), clock);
    SqliteDatabase(folder / "infra.db", SqliteDatabase::Access::kWrite)
        .execute_script("PRAGMA user_version = 9");
  }
  EXPECT_THROW(Journal(folder.path(), clock), Error);
}

TEST(CloudLease, IsOverOnlyAfterItsEnd) {
  TemporaryFolder folder;
  FakeClock clock;
  EXPECT_FALSE(find_lease_that_is_over(folder.path(), clock));
  EXPECT_FALSE(Journal::exists(folder.path()));  // asking makes no journal
  Journal(folder.path(), clock)
      .hold({"p", "provisioned", "r", "c", "r", "g", clock.now() + hours(2)});
  EXPECT_FALSE(find_lease_that_is_over(folder.path(), clock));
  clock.wind(hours(2));
  EXPECT_EQ(find_lease_that_is_over(folder.path(), clock)->cluster, "c");
}

TEST(CloudLease, WithoutAnEndIsNeverOver) {
  TemporaryFolder folder;
  FakeClock clock;
  Journal(folder.path(), clock).hold({"p", "provisioned", "r", "c", "r", "g", std::nullopt});
  clock.wind(hours(100'000));
  EXPECT_FALSE(find_lease_that_is_over(folder.path(), clock));
}

}  // namespace
}  // namespace darties::cloud
