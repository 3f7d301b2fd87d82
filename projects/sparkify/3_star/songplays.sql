-- One row per event of page NextSong. A left join: a play of a song that is not among the known ones stays.
WITH known_songs AS (
  SELECT
    song_id,
    artist_id,
    title,
    artist_name,
    duration,
    ROW_NUMBER() OVER (PARTITION BY title, artist_name, duration ORDER BY song_id) AS nth
  FROM staging_songs
)
SELECT
  TIMESTAMP 'epoch' + events.ts * INTERVAL '0.001 second' AS start_time,
  CAST(NULLIF(events.user_id, '') AS INTEGER) AS user_id,
  events.level,
  known_songs.song_id,
  known_songs.artist_id,
  events.session_id,
  events.location,
  events.user_agent
FROM staging_events AS events
LEFT JOIN known_songs
  ON known_songs.title = events.song
  AND known_songs.artist_name = events.artist
  AND known_songs.duration = events.length
  AND known_songs.nth = 1
WHERE events.page = 'NextSong'
