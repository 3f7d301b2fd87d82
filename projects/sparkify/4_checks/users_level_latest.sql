-- check: The level of a user is that of their latest song play.
-- severity: error
SELECT users.user_id, users.level, latest.level AS latest_level, latest.start_time
FROM users
JOIN (
  SELECT user_id, MAX(start_time) AS start_time
  FROM songplays
  GROUP BY user_id
) AS last_play ON last_play.user_id = users.user_id
JOIN songplays AS latest
  ON latest.user_id = last_play.user_id
  AND latest.start_time = last_play.start_time
WHERE latest.level <> users.level
