-- check: The start time of every song play is in the time dimension.
-- severity: error
SELECT songplays.songplay_id, songplays.start_time
FROM songplays
LEFT JOIN time ON time.start_time = songplays.start_time
WHERE time.start_time IS NULL
