-- check: Each songplay_id is given once.
-- severity: error
SELECT songplay_id, COUNT(*) AS times
FROM songplays
GROUP BY songplay_id
HAVING COUNT(*) > 1
