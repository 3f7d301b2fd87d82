"""The sparkify job as somebody who knows DuckDB would write it by hand: one script, one database file.

usage: duckdb_sparkify.py DATA DATABASE events|songs|all
"""
import sys

import duckdb

data, database, part = sys.argv[1:4]
connection = duckdb.connect(database)

EVENTS = f"""
CREATE TABLE staging_events AS
SELECT * FROM read_json('{data}/log_data/*/*/*.json', format = 'newline_delimited', columns = {{
  artist: 'VARCHAR', auth: 'VARCHAR', firstName: 'VARCHAR', gender: 'VARCHAR', itemInSession: 'INTEGER',
  lastName: 'VARCHAR', length: 'DECIMAL(12,5)', level: 'VARCHAR', location: 'VARCHAR', method: 'VARCHAR',
  page: 'VARCHAR', registration: 'DOUBLE', sessionId: 'INTEGER', song: 'VARCHAR', status: 'INTEGER',
  ts: 'BIGINT', userAgent: 'VARCHAR', userId: 'VARCHAR'}})
"""
SONGS = f"""
CREATE TABLE staging_songs AS
SELECT * FROM read_json('{data}/song_data/*/*/*/*.json', format = 'newline_delimited', columns = {{
  num_songs: 'INTEGER', artist_id: 'VARCHAR', artist_latitude: 'DECIMAL(9,5)', artist_longitude: 'DECIMAL(9,5)',
  artist_location: 'VARCHAR', artist_name: 'VARCHAR', song_id: 'VARCHAR', title: 'VARCHAR',
  duration: 'DECIMAL(12,5)', year: 'INTEGER'}})
"""
STAR = [
    """
    CREATE TABLE songplays AS
    WITH known_songs AS (
      SELECT title, artist_name, duration, min(song_id) AS song_id, arg_min(artist_id, song_id) AS artist_id
      FROM staging_songs GROUP BY ALL
    )
    SELECT row_number() OVER () AS songplay_id, make_timestamp(ts * 1000) AS start_time, userId::INTEGER AS user_id,
           level, song_id, artist_id, sessionId AS session_id, location, userAgent AS user_agent
    FROM staging_events e
    LEFT JOIN known_songs s ON s.title = e.song AND s.artist_name = e.artist AND s.duration = e.length
    WHERE page = 'NextSong'
    """,
    """
    CREATE TABLE users AS
    SELECT userId::INTEGER AS user_id, arg_max(firstName, ts) AS first_name, arg_max(lastName, ts) AS last_name,
           arg_max(gender, ts) AS gender, arg_max(level, ts) AS level
    FROM staging_events WHERE page = 'NextSong' GROUP BY 1
    """,
    "CREATE TABLE songs AS SELECT DISTINCT ON (song_id) song_id, title, artist_id, year, duration FROM staging_songs",
    """
    CREATE TABLE artists AS
    SELECT DISTINCT ON (artist_id) artist_id, artist_name AS name, artist_location AS location,
           artist_latitude AS latitude, artist_longitude AS longitude
    FROM staging_songs
    """,
    """
    CREATE TABLE time AS
    SELECT start_time, hour(start_time) AS hour, day(start_time) AS day, week(start_time) AS week,
           month(start_time) AS month, year(start_time) AS year, dayofweek(start_time) AS weekday
    FROM (SELECT DISTINCT start_time FROM songplays)
    """,
]
CHECKS = [
    "SELECT count(*) FROM songplays WHERE start_time IS NULL OR user_id IS NULL OR level IS NULL",
    "SELECT count(*) FROM (SELECT user_id FROM users GROUP BY 1 HAVING count(*) > 1)",
    "SELECT count(*) FROM (SELECT song_id FROM songs GROUP BY 1 HAVING count(*) > 1)",
    "SELECT count(*) FROM (SELECT artist_id FROM artists GROUP BY 1 HAVING count(*) > 1)",
    "SELECT count(*) FROM (SELECT start_time FROM time GROUP BY 1 HAVING count(*) > 1)",
    "SELECT count(*) FROM songplays p ANTI JOIN users u ON u.user_id = p.user_id",
]

if part in ("events", "all"):
    connection.execute(EVENTS)
if part in ("songs", "all"):
    connection.execute(SONGS)
if part == "all":
    for statement in STAR:
        connection.execute(statement)
    for check in CHECKS:
        assert connection.execute(check).fetchone()[0] == 0, check
    for table in ("songplays", "users", "songs", "artists", "time"):
        print(table, connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
connection.close()
