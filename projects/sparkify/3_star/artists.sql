-- One row per artist, as told by the file of their latest song.
WITH versions AS (
  SELECT
    artist_id,
    artist_name,
    artist_location,
    artist_latitude,
    artist_longitude,
    ROW_NUMBER() OVER (PARTITION BY artist_id ORDER BY year DESC, song_id) AS nth
  FROM staging_songs
)
SELECT
  artist_id,
  artist_name AS name,
  artist_location AS location,
  artist_latitude AS latitude,
  artist_longitude AS longitude
FROM versions
WHERE nth = 1
