-- check: Everybody who played a song is a user, and nobody else is.
-- severity: error
SELECT plays.user_id AS player, users.user_id
FROM (SELECT DISTINCT user_id FROM songplays) AS plays
FULL JOIN users ON users.user_id = plays.user_id
WHERE plays.user_id IS NULL OR users.user_id IS NULL
