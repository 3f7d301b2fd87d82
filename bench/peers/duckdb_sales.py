"""A table of sales as files, loaded and written by DuckDB itself.

usage: duckdb_sales.py make   FORMAT FILE ROWS        writes the file
       duckdb_sales.py load   FORMAT FILE DATABASE    into a new table
       duckdb_sales.py unload FORMAT FILE DATABASE    from that table

FORMAT: csv, csv.gz, text (bars), text.gz, parquet
"""
import sys

import duckdb

COLUMNS = {
    "sale_id": "BIGINT", "store": "INTEGER", "day": "DATE", "sold_at": "TIMESTAMP", "product": "VARCHAR", "family": "VARCHAR",
    "units": "SMALLINT", "price": "DECIMAL(10,2)", "margin": "DOUBLE", "paid": "BOOLEAN", "remark": "VARCHAR"}
ROWS = """
SELECT i AS sale_id, (i * 7919 % 48)::INTEGER AS store, DATE '2020-01-01' + (i % 731)::INTEGER AS day,
       TIMESTAMP '2020-01-01' + to_seconds(i % 63072000) AS sold_at, 'product ' || (i * 104729 % 100003) AS product,
       ['Fours', 'Hifi', 'Magneto'][1 + i % 3] AS family, (i % 90)::SMALLINT AS units,
       ((i * 31 % 100000) / 100)::DECIMAL(10,2) AS price, (i * 17 % 1000003) / 997.0 AS margin, i % 5 > 0 AS paid,
       CASE i % 20 WHEN 0 THEN 'returned, "as new"' WHEN 1 THEN '' ELSE 'till ' || i % 9 END AS remark
FROM range({rows}) AS rows(i)"""


def options(format_):
    if format_ == "parquet":
        return "FORMAT parquet"
    quoting = ", DELIMITER '|', QUOTE '', ESCAPE ''" if format_.startswith("text") else ", DELIMITER ',', QUOTE '\"'"
    return "FORMAT csv, HEADER false" + quoting + (", COMPRESSION gzip" if format_.endswith(".gz") else "")


def reader(format_, file):
    if format_ == "parquet":
        return f"read_parquet('{file}')"
    columns = ", ".join(f"'{name}': '{type_}'" for name, type_ in COLUMNS.items())
    quoting = "delim = '|', quote = '', escape = ''" if format_.startswith("text") else "delim = ',', quote = '\"'"
    return f"read_csv('{file}', header = false, auto_detect = false, {quoting}, columns = {{{columns}}})"


def main(verb, format_, file, last):
    connection = duckdb.connect(last if verb != "make" else ":memory:")
    if verb == "make":
        connection.execute(f"COPY ({ROWS.format(rows=last)}) TO '{file}' ({options(format_)})")
    elif verb == "load":
        connection.execute(f"CREATE TABLE sales AS SELECT * FROM {reader(format_, file)}")
    else:
        connection.execute(f"COPY sales TO '{file}' ({options(format_)})")
    connection.close()


if __name__ == "__main__":
    main(*sys.argv[1:5])
