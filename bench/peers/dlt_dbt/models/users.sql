SELECT user_id::INTEGER AS user_id, arg_max(first_name, ts) AS first_name, arg_max(last_name, ts) AS last_name,
       arg_max(gender, ts) AS gender, arg_max(level, ts) AS level
FROM staging_events WHERE page = 'NextSong' GROUP BY 1
