-- check: Each user is there once.
-- severity: error
SELECT user_id, COUNT(*) AS times
FROM users
GROUP BY user_id
HAVING COUNT(*) > 1
