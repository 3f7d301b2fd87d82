-- A star of one play that keeps every check of projects/sparkify/4_checks.
INSERT INTO staging_events (artist, auth, first_name, gender, item_in_session, last_name, length, level, location, method, page,
  registration, session_id, song, status, ts, user_agent, user_id)
VALUES ('Elena', 'Logged In', 'Lily', 'F', 5, 'Koch', 269.58322, 'paid', 'Chicago-Naperville-Elgin, IL-IN-WI', 'PUT', 'NextSong',
  1541048010796.0, 818, 'Setanta matins', 200, 1542837407796, 'Mozilla/5.0', '15');
INSERT INTO staging_songs (num_songs, artist_id, artist_latitude, artist_longitude, artist_location, artist_name, song_id, title,
  duration, year)
VALUES (1, 'AR5KOSW1187FB35FF4', 49.80388, 15.47491, 'Dubai UAE', 'Elena', 'SOZCTXZ12AB0182364', 'Setanta matins', 269.58322, 0);
INSERT INTO artists VALUES ('AR5KOSW1187FB35FF4', 'Elena', 'Dubai UAE', 49.80388, 15.47491);
INSERT INTO songs VALUES ('SOZCTXZ12AB0182364', 'Setanta matins', 'AR5KOSW1187FB35FF4', 0, 269.58322);
INSERT INTO users VALUES (15, 'Lily', 'Koch', 'F', 'paid');
INSERT INTO time VALUES ('2018-11-21 21:56:47.796', 21, 21, 47, 11, 2018, 3);
INSERT INTO songplays (start_time, user_id, level, song_id, artist_id, session_id, location, user_agent)
VALUES ('2018-11-21 21:56:47.796', 15, 'paid', 'SOZCTXZ12AB0182364', 'AR5KOSW1187FB35FF4', 818,
  'Chicago-Naperville-Elgin, IL-IN-WI', 'Mozilla/5.0');
