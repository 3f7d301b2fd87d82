-- question: When did {first_name} play a song by {artist}?
-- parameter: first_name = Lily
-- parameter: artist = Elena
-- empty: {first_name} has played no known song by {artist}.
SELECT
  songplays.start_time,
  songs.title AS song,
  artists.name AS artist,
  users.user_id,
  users.first_name,
  users.last_name,
  songplays.level
FROM songplays
JOIN users ON users.user_id = songplays.user_id
JOIN songs ON songs.song_id = songplays.song_id
JOIN artists ON artists.artist_id = songplays.artist_id
WHERE LOWER(users.first_name) = LOWER(:first_name)
  AND LOWER(artists.name) = LOWER(:artist)
ORDER BY songplays.start_time
