-- check: The artist of every song is among the artists.
-- severity: error
SELECT songs.song_id, songs.title, songs.artist_id
FROM songs
LEFT JOIN artists ON artists.artist_id = songs.artist_id
WHERE artists.artist_id IS NULL
