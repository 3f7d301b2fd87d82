-- One row per moment at which a song began. Weeks are those of ISO 8601; weekday 0 is Sunday.
SELECT DISTINCT
  start_time,
  EXTRACT(hour FROM start_time) AS hour,
  EXTRACT(day FROM start_time) AS day,
  EXTRACT(week FROM start_time) AS week,
  EXTRACT(month FROM start_time) AS month,
  EXTRACT(year FROM start_time) AS year,
  EXTRACT(dow FROM start_time) AS weekday
FROM songplays
