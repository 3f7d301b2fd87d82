-- check: Each song is there once.
-- severity: error
SELECT song_id, COUNT(*) AS times
FROM songs
GROUP BY song_id
HAVING COUNT(*) > 1
