#include "cloud/tags.h"

#include <gtest/gtest.h>

namespace darties::cloud {
namespace {

using std::chrono::seconds;

const Clock::TimePoint kNoon{
    seconds(1'543'579'200)};  // date -u -d @1543579200: 2018-11-30 12:00:00

TEST(CloudTags, WriteALeaseEndThatReadsBackTheSame) {
  const Tags tags = make_tags("sparkify", "arn:aws:iam::123456789012:user/ann", kNoon);
  EXPECT_EQ(tags.at("darties:lease-end"), "2018-11-30T12:00:00Z");
  EXPECT_EQ(lease_end_of(tags), kNoon);
  EXPECT_EQ(project_of(tags), "sparkify");
}

TEST(CloudTags, SayNothingOfALeaseThatIsNone) {
  EXPECT_FALSE(lease_end_of(make_tags("sparkify", "ann", std::nullopt)));
  EXPECT_FALSE(lease_end_of({{"darties:lease-end", "tomorrow"}}));
  EXPECT_FALSE(lease_end_of({{"darties:lease-end", "2018-11-30T12:00:00Z and more"}}));
}

TEST(CloudTags, AreNumberedAsTheQueryProtocolWants) {
  aws::QueryParameters parameters;
  append_tags(parameters, "Tags.member", {{"a", "1"}, {"b", "2"}});
  const aws::QueryParameters expected = {{"Tags.member.1.Key", "a"},
                                         {"Tags.member.1.Value", "1"},
                                         {"Tags.member.2.Key", "b"},
                                         {"Tags.member.2.Value", "2"}};
  EXPECT_EQ(parameters, expected);
}

TEST(CloudTags, AreReadInTheDialectOfEveryService) {
  const Tags expected = {{"darties:project", "x"}};
  const auto iam = parse_xml("<T><member><Key>darties:project</Key><Value>x</Value></member></T>");
  const auto ec2 = parse_xml("<t><item><key>darties:project</key><value>x</value></item></t>");
  EXPECT_EQ(read_tags(iam), expected);
  EXPECT_EQ(read_tags(ec2), expected);
}

}  // namespace
}  // namespace darties::cloud
