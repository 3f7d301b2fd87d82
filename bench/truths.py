"""What the contests must give, worked out without any of the contestants, and how it is compared, outside of the clock."""
import decimal
import hashlib
import json
import os
import subprocess

import ground
from ground import DARTIES, PEER, PEERS

CLICKHOUSE, POLARS, SUMS = (PEERS / name for name in ("clickhouse_tables.py", "polars_tables.py", "duckdb_sums.py"))
EVENT_SUMS = """SELECT COUNT(*) AS rows, SUM(ts) AS ts, SUM(CASE WHEN page = 'NextSong' THEN 1 ELSE 0 END) AS plays,
COUNT(DISTINCT user_id) AS users FROM staging_events"""
SALES_SUMS = """SELECT COUNT(*) AS rows, SUM(sale_id) AS sale_id, SUM(units) AS units, SUM(price) AS price,
SUM(CASE WHEN paid THEN 1 ELSE 0 END) AS paid, MAX(sold_at) AS last, COUNT(DISTINCT product) AS products FROM sales"""


def printed(*command):
    """What a command says, as JSON."""
    answer = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if answer.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))}: exit {answer.returncode}\n{answer.stderr[-1000:]}")
    return json.loads(answer.stdout)


def asked(project, query):
    """The one row of a query of darties."""
    return printed(DARTIES, "-q", "-C", project, "-o", "jsonl", "sql", "-c", query)


def plain(value):
    """12, "12", "12.00" and 12.0 are the same; so are moments with and without their microseconds."""
    text = str(value)
    if text[4:5] == "-" and text[10:11] in (" ", "T"):
        return text[:19].replace("T", " ")
    try:
        return decimal.Decimal(text).normalize()
    except decimal.InvalidOperation:
        return text


def same(who, expected, found):
    for name, value in expected.items():
        if name not in found or plain(found[name]) != plain(value):
            raise RuntimeError(f"{who}: {name} is {found.get(name)} instead of {value}")


def expect(who, expected, look):
    """For Runner.verify: compares what `look` sees then."""
    return lambda: same(who, expected, look())


def events_in(folder):
    """Rows and sums of the events below a folder, read by Python; kept beside it."""
    kept = folder.with_suffix(".sums.json")
    if not kept.exists():
        rows, ts, plays, users = 0, 0, 0, set()
        for file in sorted(folder.glob("log_data/*/*/*.json")):
            with open(file, encoding="utf-8") as lines:
                for line in lines:
                    event = json.loads(line)
                    rows, ts, plays = rows + 1, ts + event["ts"], plays + (event["page"] == "NextSong")
                    users.add(event["userId"])
        kept.write_text(json.dumps({"rows": rows, "ts": ts, "plays": plays, "users": len(users)}))
    return json.loads(kept.read_text())


def sales_of(rows):
    """Sums of the sales that peers/duckdb_sales.py makes, from its formulas."""
    def periodic(factor, period):  # the sum of i * factor % period
        return sum(i * factor % period for i in range(period)) * (rows // period) + sum(i * factor % period for i in range(rows % period))

    return {"rows": rows, "sale_id": rows * (rows - 1) // 2, "units": periodic(1, 90), "price": decimal.Decimal(periodic(31, 100000)) / 100,
            "paid": rows - (rows + 4) // 5, "products": min(rows, 100003)}


def extracted(book):
    """Rows and sums of what `darties extract` prints of a workbook of bench."""
    found = {"rows": 0, "Nb_Caisses": 0, "Population": 0}
    with subprocess.Popen([DARTIES, "extract", book, "--sheets", "darties"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        for line in process.stdout:
            row = json.loads(line)
            found["rows"] += 1
            for name in ("Nb_Caisses", "Population"):
                found[name] += row[name]
    return found


def digest_of_file(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of(command, environment):
    """Of what a command prints."""
    with subprocess.Popen([str(word) for word in command], env={**os.environ, **environment}, stdout=subprocess.PIPE) as process:
        digest = hashlib.file_digest(process.stdout, "sha256").hexdigest()
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]}: exit {process.returncode}")
    return digest


def database_counts(database, tables, who="duckdb"):
    return expect(who, tables, lambda: printed(PEER, SUMS, "counts", database))


def tables_of(project, tables, who="darties"):
    return expect(who, tables, lambda: {table: ground.rows_of(project, table) for table in tables})
