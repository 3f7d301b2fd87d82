-- check: A song play names a song and an artist of the dimensions, or neither.
-- severity: error
SELECT songplays.songplay_id, songplays.song_id, songplays.artist_id
FROM songplays
LEFT JOIN songs ON songs.song_id = songplays.song_id
LEFT JOIN artists ON artists.artist_id = songplays.artist_id
WHERE (songplays.song_id IS NOT NULL AND songs.song_id IS NULL)
  OR (songplays.artist_id IS NOT NULL AND artists.artist_id IS NULL)
  OR (songplays.song_id IS NULL AND songplays.artist_id IS NOT NULL)
  OR (songplays.song_id IS NOT NULL AND songplays.artist_id IS NULL)
