-- check: Every event of page NextSong is one row of songplays, no more and no less.
-- severity: error
SELECT events.plays AS plays_in_events, songplays.plays AS plays_in_songplays
FROM (SELECT COUNT(*) AS plays FROM staging_events WHERE page = 'NextSong') AS events
CROSS JOIN (SELECT COUNT(*) AS plays FROM songplays) AS songplays
WHERE events.plays <> songplays.plays
