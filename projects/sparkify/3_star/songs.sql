-- One row per song.
WITH versions AS (
  SELECT
    song_id,
    title,
    artist_id,
    year,
    duration,
    ROW_NUMBER() OVER (PARTITION BY song_id ORDER BY year DESC, title) AS nth
  FROM staging_songs
)
SELECT song_id, title, artist_id, year, duration
FROM versions
WHERE nth = 1
