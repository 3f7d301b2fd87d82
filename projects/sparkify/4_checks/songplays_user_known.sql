-- check: The user of every song play is among the users.
-- severity: error
SELECT songplays.songplay_id, songplays.user_id
FROM songplays
LEFT JOIN users ON users.user_id = songplays.user_id
WHERE users.user_id IS NULL
