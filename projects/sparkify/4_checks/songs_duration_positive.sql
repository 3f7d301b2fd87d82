-- check: A song lasts longer than nothing and less than two hours.
-- severity: warn
SELECT song_id, title, duration
FROM songs
WHERE duration IS NULL OR duration <= 0 OR duration > 7200
