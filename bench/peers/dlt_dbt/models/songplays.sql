SELECT row_number() OVER () AS songplay_id, make_timestamp(e.ts * 1000) AS start_time, e.user_id::INTEGER AS user_id,
       e.level, s.song_id, s.artist_id, e.session_id, e.location, e.user_agent
FROM staging_events e
LEFT JOIN staging_songs s ON s.title = e.song AND s.artist_name = e.artist AND s.duration = e.length
WHERE e.page = 'NextSong'
