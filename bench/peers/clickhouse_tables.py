"""Events or sales with ClickHouse in process (chdb), into a MergeTree table: the columns that duckdb_sparkify.py and
duckdb_sales.py load, with the same types.

usage: clickhouse_tables.py events DATA FOLDER
       clickhouse_tables.py sales  FORMAT FILE FOLDER    FORMAT: csv, csv.gz, text (bars), text.gz, parquet
       clickhouse_tables.py sums   FOLDER                prints what bench compares
"""
import json
import sys

from chdb.session import Session

EVENTS = """
artist Nullable(String), auth Nullable(String), firstName Nullable(String), gender Nullable(String), itemInSession Nullable(Int32),
lastName Nullable(String), length Nullable(Decimal(12, 5)), level Nullable(String), location Nullable(String), method Nullable(String),
page Nullable(String), registration Nullable(Float64), sessionId Nullable(Int32), song Nullable(String), status Nullable(Int32),
ts Int64, userAgent Nullable(String), userId Nullable(String)"""
SALES = """
sale_id Int64, store Int32, day Date, sold_at DateTime64(6), product String, family String, units Int16, price Decimal(10, 2),
margin Float64, paid Bool, remark String"""
FORMATS = {"csv": "CSV", "text": "CSV", "parquet": "Parquet"}


def create(session, columns):
    session.query("CREATE DATABASE IF NOT EXISTS bench")
    session.query(f"CREATE TABLE bench.t ({columns}) ENGINE = MergeTree ORDER BY tuple()")


def events(data, folder):
    session = Session(folder)
    create(session, EVENTS)
    session.query(f"INSERT INTO bench.t SELECT * FROM file('{data}/log_data/*/*/*.json', 'JSONEachRow', '{EVENTS}')")


def sales(format_, file, folder):
    session = Session(folder)
    create(session, SALES)
    name, compression = FORMATS[format_.removesuffix(".gz")], "gz" if format_.endswith(".gz") else "none"
    bars = "SETTINGS format_csv_delimiter = '|'" if format_.startswith("text") else ""
    session.query(f"INSERT INTO bench.t SELECT * FROM file('{file}', '{name}', '{SALES}', '{compression}') {bars}")


def sums(folder):
    session = Session(folder)
    columns = session.query("SELECT arrayStringConcat(groupArray(name), ' ') FROM system.columns WHERE database = 'bench'", "TabSeparated").bytes()
    wanted = ("count() AS rows, sum(ts) AS ts, countIf(page = 'NextSong') AS plays, uniqExact(userId) AS users" if b"userId" in columns else
              "count() AS rows, sum(sale_id) AS sale_id, sum(toInt64(units)) AS units, sum(price) AS price, countIf(paid) AS paid,"
              " max(sold_at) AS last, uniqExact(product) AS products")
    row = json.loads(session.query(f"SELECT {wanted} FROM bench.t", "JSONEachRow").bytes())
    print(json.dumps({name: str(value) for name, value in row.items()}))


verbs = {"events": events, "sales": sales, "sums": sums}
verbs[sys.argv[1]](*sys.argv[2:])
