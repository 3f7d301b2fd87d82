-- Staging keeps what the files say, unchanged. VARCHAR(n) counts bytes of UTF-8.

-- One row per event of the app, a song played or a page seen. Filled by position: the order of columns is that of log_json_path.json.
CREATE TABLE IF NOT EXISTS staging_events (
  artist          VARCHAR(512),
  auth            VARCHAR(16),
  first_name      VARCHAR(64),
  gender          VARCHAR(1),
  item_in_session INTEGER,
  last_name       VARCHAR(64),
  length          DECIMAL(12,5),     -- seconds
  level           VARCHAR(8),
  location        VARCHAR(128),
  method          VARCHAR(8),
  page            VARCHAR(32),
  registration    DOUBLE PRECISION,  -- epoch milliseconds, written with a decimal point
  session_id      INTEGER,
  song            VARCHAR(512),
  status          INTEGER,
  ts              BIGINT,            -- epoch milliseconds
  user_agent      VARCHAR(512),
  user_id         VARCHAR(16)        -- digits, or empty for a visitor who is not signed in
)
DISTSTYLE EVEN
SORTKEY (ts);

-- One row per song file.
CREATE TABLE IF NOT EXISTS staging_songs (
  num_songs        INTEGER,
  artist_id        VARCHAR(32),
  artist_latitude  DECIMAL(9,5),
  artist_longitude DECIMAL(9,5),
  artist_location  VARCHAR(512),
  artist_name      VARCHAR(512),
  song_id          VARCHAR(32),
  title            VARCHAR(512),
  duration         DECIMAL(12,5),    -- seconds
  year             INTEGER           -- 0: unknown
)
DISTSTYLE EVEN
SORTKEY (title);
