"""Loads the logs and songs into DuckDB with dlt.

usage: load.py DATA DATABASE
"""
import json
import pathlib
import sys

import dlt

data, database = pathlib.Path(sys.argv[1]), sys.argv[2]


@dlt.resource(name="staging_events", write_disposition="replace")
def events():
    for file in sorted(data.glob("log_data/*/*/*.json")):
        with open(file) as lines:
            yield [json.loads(line) for line in lines]


@dlt.resource(name="staging_songs", write_disposition="replace")
def songs():
    for file in sorted(data.glob("song_data/*/*/*/*.json")):
        yield json.loads(file.read_text())


pipeline = dlt.pipeline("sparkify", destination=dlt.destinations.duckdb(database), dataset_name="main",
                        pipelines_dir=str(pathlib.Path(database).parent / "dlt"))
pipeline.run([events(), songs()]).raise_on_failed_jobs()
