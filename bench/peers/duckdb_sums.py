"""What a database of DuckDB, or files that a contest wrote, hold: printed for bench to compare.

usage: duckdb_sums.py sales  DATABASE                 the table `sales`
       duckdb_sums.py files  FORMAT PATTERN           files of sales; FORMAT as duckdb_sales.py takes it
       duckdb_sums.py events DATABASE                 the table staging_events
       duckdb_sums.py counts DATABASE                 the rows of every table
"""
import json
import sys

import duckdb

SALES = """SELECT count(*) AS rows, sum(sale_id) AS sale_id, sum(units) AS units, sum(price) AS price, count(*) FILTER (paid) AS paid,
max(sold_at) AS last, count(DISTINCT product) AS products FROM """
EVENTS = """SELECT count(*) AS rows, sum(ts) AS ts, count(*) FILTER (page = 'NextSong') AS plays, count(DISTINCT userId) AS users
FROM staging_events"""


def sums_of(connection, query):
    answer = connection.execute(query)
    return dict(zip((column[0] for column in answer.description), map(str, answer.fetchone())))


def main(verb, *words):
    if verb == "files":
        import duckdb_sales
        return sums_of(duckdb.connect(), SALES + duckdb_sales.reader(*words))
    connection = duckdb.connect(words[0], read_only=True)
    if verb == "counts":
        tables = [row[0] for row in connection.execute("SHOW TABLES").fetchall()]
        return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}
    return sums_of(connection, SALES + "sales" if verb == "sales" else EVENTS)


print(json.dumps(main(*sys.argv[1:])))
