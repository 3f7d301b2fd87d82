SELECT DISTINCT ON (song_id) song_id, title, artist_id, year, duration FROM staging_songs
