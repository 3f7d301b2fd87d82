-- One row per user who played a song, with the level of their latest play.
WITH plays AS (
  SELECT
    CAST(NULLIF(user_id, '') AS INTEGER) AS user_id,
    first_name,
    last_name,
    gender,
    level,
    ROW_NUMBER() OVER (PARTITION BY user_id ORDER BY ts DESC, session_id DESC, item_in_session DESC) AS nth_latest
  FROM staging_events
  WHERE page = 'NextSong'
)
SELECT user_id, first_name, last_name, gender, level
FROM plays
WHERE nth_latest = 1
