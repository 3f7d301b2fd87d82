-- check: A level is free or paid.
-- severity: error
SELECT 'users' AS dimension, user_id, level
FROM users
WHERE level NOT IN ('free', 'paid')
UNION ALL
SELECT 'songplays' AS dimension, user_id, level
FROM songplays
WHERE level NOT IN ('free', 'paid')
