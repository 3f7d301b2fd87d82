"""The song files of a bucket into a table, as somebody who knows DuckDB would write it with httpfs.

usage: duckdb_s3.py URL_PATTERN DATABASE      (AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION)
"""
import importlib.util
import os
import pathlib
import sys

import duckdb

pattern, database = sys.argv[1:3]
package = pathlib.Path(importlib.util.find_spec("duckdb_ext").submodule_search_locations[0])
extension = next(package.rglob("httpfs.duckdb_extension"))
connection = duckdb.connect(database)
connection.load_extension(str(extension))
connection.execute(f"""
CREATE SECRET (TYPE s3, KEY_ID '{os.environ["AWS_ACCESS_KEY_ID"]}', SECRET '{os.environ["AWS_SECRET_ACCESS_KEY"]}',
  REGION '{os.environ["AWS_REGION"]}', ENDPOINT '{os.environ["AWS_ENDPOINT_URL"].split("//")[1]}', URL_STYLE 'path', USE_SSL false)
""")
connection.execute(f"""
CREATE TABLE staging_songs AS
SELECT * FROM read_json('{pattern}', format = 'newline_delimited', columns = {{
  num_songs: 'INTEGER', artist_id: 'VARCHAR', artist_latitude: 'DECIMAL(9,5)', artist_longitude: 'DECIMAL(9,5)',
  artist_location: 'VARCHAR', artist_name: 'VARCHAR', song_id: 'VARCHAR', title: 'VARCHAR',
  duration: 'DECIMAL(12,5)', year: 'INTEGER'}})
""")
print(connection.execute("SELECT count(*) FROM staging_songs").fetchone()[0])
