-- check: There is at least one song play.
-- severity: error
SELECT plays
FROM (SELECT COUNT(*) AS plays FROM songplays) AS counted
WHERE plays = 0
