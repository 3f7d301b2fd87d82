-- The star: songplays in the middle, four dimensions around it.
-- Keys tell the planner and the reader what is meant; Redshift does not enforce them, the checks in 4_checks do.

-- One row per user, as of their latest song play.
CREATE TABLE IF NOT EXISTS users (
  user_id    INTEGER      NOT NULL,
  first_name VARCHAR(64),
  last_name  VARCHAR(64),
  gender     VARCHAR(1),
  level      VARCHAR(8)   NOT NULL,
  PRIMARY KEY (user_id)
)
DISTSTYLE ALL
SORTKEY (user_id);

-- One row per artist.
CREATE TABLE IF NOT EXISTS artists (
  artist_id VARCHAR(32)  NOT NULL,
  name      VARCHAR(512) NOT NULL,
  location  VARCHAR(512),
  latitude  DECIMAL(9,5),
  longitude DECIMAL(9,5),
  PRIMARY KEY (artist_id)
)
DISTSTYLE ALL
SORTKEY (artist_id);

-- One row per song.
CREATE TABLE IF NOT EXISTS songs (
  song_id   VARCHAR(32)   NOT NULL,
  title     VARCHAR(512)  NOT NULL,
  artist_id VARCHAR(32)   NOT NULL REFERENCES artists (artist_id),
  year      INTEGER,
  duration  DECIMAL(12,5),
  PRIMARY KEY (song_id)
)
DISTSTYLE ALL
SORTKEY (song_id);

-- One row per moment at which a song began.
CREATE TABLE IF NOT EXISTS time (
  start_time TIMESTAMP NOT NULL,
  hour       INTEGER   NOT NULL,
  day        INTEGER   NOT NULL,
  week       INTEGER   NOT NULL,
  month      INTEGER   NOT NULL,
  year       INTEGER   NOT NULL,
  weekday    INTEGER   NOT NULL,  -- 0 is Sunday
  PRIMARY KEY (start_time)
)
DISTSTYLE ALL
SORTKEY (start_time);

-- One row per song played. Most songs played are not among the known songs: then song_id and artist_id are NULL.
CREATE TABLE IF NOT EXISTS songplays (
  songplay_id BIGINT       IDENTITY(1,1) NOT NULL,
  start_time  TIMESTAMP    NOT NULL REFERENCES time (start_time),
  user_id     INTEGER      NOT NULL REFERENCES users (user_id),
  level       VARCHAR(8)   NOT NULL,
  song_id     VARCHAR(32)  REFERENCES songs (song_id),
  artist_id   VARCHAR(32)  REFERENCES artists (artist_id),
  session_id  INTEGER      NOT NULL,
  location    VARCHAR(128),
  user_agent  VARCHAR(512),
  PRIMARY KEY (songplay_id)
)
DISTKEY (user_id)
SORTKEY (start_time);
