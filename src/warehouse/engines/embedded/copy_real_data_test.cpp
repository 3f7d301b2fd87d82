#include <cstdlib>

#include "warehouse/engines/embedded/copy_fixture.h"

namespace darties {
namespace {

std::filesystem::path shared_data() {
  const char* const shared = std::getenv("DARTIES_SHARED");
  const std::filesystem::path root = shared != nullptr ? shared : "../shared";
  return root / "data" / "sparkify";
}

class CopyRealData : public CopyFixture {
 protected:
  void SetUp() override {
    CopyFixture::SetUp();
    if (!std::filesystem::exists(shared_data())) {
      GTEST_SKIP() << "the real sparkify data is not in " << shared_data();
    }
    lake_ = std::make_unique<Lake>(
        std::map<std::string, std::filesystem::path>{{"udacity-dend", shared_data()}});
  }
};

TEST_F(CopyRealData, LoadsEveryEventThroughItsJsonpaths) {
  const auto events = table(
      {"artist varchar", "auth varchar", "firstname varchar", "gender char(1)", "iteminsession int",
       "lastname varchar", "length double precision", "level varchar", "location varchar",
       "method varchar", "page varchar", "registration double precision", "sessionid int",
       "song varchar", "status int", "ts bigint", "useragent varchar", "userid varchar"});
  const auto outcome = copy(
      events,
      "COPY t FROM 's3://udacity-dend/log_data' JSON 's3://udacity-dend/log_json_path.json'", 2);
  ASSERT_FALSE(outcome.error) << outcome.error->what();
  EXPECT_EQ(outcome.rows_loaded, 8056);
  EXPECT_EQ(outcome.rows_read, 8056);
  EXPECT_EQ(outcome.bytes_read, 3755598);
  EXPECT_EQ(outcome.files.size(), 30u);
  EXPECT_EQ(rows("SELECT count(*), count(artist), count(*) FILTER (page = 'NextSong'), count(*) "
                 "FILTER (userid = ''), "
                 "count(DISTINCT sessionid) FROM public.t"),
            std::vector<std::string>{"8056|6820|6820|286|941"});
  EXPECT_EQ(rows("SELECT firstname, song, ts, length, useragent[1:12] FROM public.t WHERE song = "
                 "'Setanta matins'"),
            std::vector<std::string>{"Lily|Setanta matins|1542837407796|269.58322|\"Mozilla/5.0"});
}

TEST_F(CopyRealData, LoadsEverySongByItsKeys) {
  const auto songs =
      table({"num_songs int", "artist_id varchar", "artist_latitude double precision",
             "artist_longitude double precision", "artist_location varchar(512)",
             "artist_name varchar(512)", "song_id varchar", "title varchar(512)",
             "duration decimal(10,5)", "year int"});
  const auto outcome = copy(songs, "COPY t FROM 's3://udacity-dend/song_data' JSON 'auto'", 2);
  ASSERT_FALSE(outcome.error) << outcome.error->what();
  EXPECT_EQ(outcome.rows_loaded, 71);
  EXPECT_EQ(rows("SELECT count(*), count(DISTINCT artist_id), count(artist_latitude), count(*) "
                 "FILTER (year = 0), "
                 "count(*) FILTER (artist_location = '') FROM public.t"),
            std::vector<std::string>{"71|69|31|43|28"});
  EXPECT_EQ(rows("SELECT duration FROM public.t WHERE artist_name = 'Elena'"),
            std::vector<std::string>{"269.58322"});
}

}  // namespace
}  // namespace darties
