-- check: Each start time is there once.
-- severity: error
SELECT start_time, COUNT(*) AS times
FROM time
GROUP BY start_time
HAVING COUNT(*) > 1
