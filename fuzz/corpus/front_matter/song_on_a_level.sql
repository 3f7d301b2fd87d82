-- question: Which song has user {first_name} played on a {level} level?
-- parameter: first_name = Lily
-- parameter: level = paid
-- empty: {first_name} has played none of the known songs on a {level} level.
SELECT DISTINCT
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
  AND songplays.level = LOWER(:level)
ORDER BY users.user_id, song
