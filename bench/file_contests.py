"""COPY and UNLOAD of one table of sales beside DuckDB's own readers and writers: a gigabyte in every format."""
import subprocess

import ground
import truths
from ground import DARTIES, PEER, PEERS, WORK
from measure import Runner

ROWS = 10_500_000  # a gigabyte of CSV
SALES = """
CREATE TABLE sales (sale_id BIGINT, store INTEGER, day DATE, sold_at TIMESTAMP, product VARCHAR(40), family VARCHAR(20), units SMALLINT,
                    price DECIMAL(10,2), margin DOUBLE PRECISION, paid BOOLEAN, remark VARCHAR(40));
"""
COPY_OPTIONS = {"csv": "CSV", "csv.gz": "CSV GZIP", "text": "DELIMITER '|'", "text.gz": "DELIMITER '|' GZIP", "parquet": "FORMAT PARQUET"}
PEER_SALES = PEERS / "duckdb_sales.py"


def rows_of(config):
    return 100_000 if config.quick else ROWS


def sales_file(format_, rows, say):
    """The file, written once by DuckDB."""
    folder = WORK / f"data/sales-{rows}-{format_}"
    file = folder / f"sales.{format_}"
    if not file.exists():
        say(f"  writing {file.relative_to(ground.ROOT)}")
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / "part"
        subprocess.run([PEER, PEER_SALES, "make", format_, part, str(rows)], check=True)
        part.rename(file)
    ground.warm(file)
    return file


def sales_project(name, **buckets):
    """A project with these folders as buckets. Returns it and a function that empties its warehouse."""
    folder, reset = ground.small_project(name, f"dag: {name}\ntasks:\n  nothing: {{ command: ['true'] }}\n")
    mapped = ", ".join(f"{bucket}: {path}" for bucket, path in buckets.items())
    (folder / "darties.yml").write_text(f"name: {name}\nformat_version: 1\ntarget: embedded\nlake: {{ buckets: {{ {mapped} }} }}\n")
    return folder, reset


def script(project, name, text):
    file = project / f"{name}.sql"
    file.write_text(text)
    return [DARTIES, "-C", project, "sql", "-f", file]


def other_tables(name, expected, what):
    """ClickHouse and Polars beside the first two: `what` are the words behind the verb, an input and how it is written."""
    verb = "events" if name == "events" else "sales"
    out, empty_clickhouse = ground.empty_folder(f"clickhouse-{name}")
    parquet, empty_polars = ground.empty_folder(f"polars-{name}")
    tables, file = out / "tables", parquet / "rows.parquet"
    yield Runner("clickhouse", [PEER, truths.CLICKHOUSE, verb, *what, tables], empty_clickhouse,
                 verify=truths.expect("clickhouse", expected, lambda: truths.printed(PEER, truths.CLICKHOUSE, "sums", tables)))
    yield Runner("polars", [PEER, truths.POLARS, verb, *what, file], empty_polars,
                 verify=truths.expect("polars", expected, lambda: truths.printed(PEER, truths.POLARS, "sums", file)))


def load(format_):
    def make(config, say):
        rows = rows_of(config)
        file, expected = sales_file(format_, rows, say), truths.sales_of(rows)
        project, reset = sales_project(f"copy-{format_}", bench=file.parent)
        copy = script(project, "load", f"{SALES}COPY sales FROM 's3://bench/{file.name}' {COPY_OPTIONS[format_]};\n")
        out, empty = ground.empty_folder(f"duckdb-copy-{format_}")
        database = out / "sales.duckdb"
        runners = [Runner("darties", copy, reset, verify=truths.expect("darties", expected, lambda: truths.asked(project, truths.SALES_SUMS))),
                   Runner("duckdb", [PEER, PEER_SALES, "load", format_, file, database], empty,
                          verify=truths.expect("duckdb", expected, lambda: truths.printed(PEER, truths.SUMS, "sales", database)))]
        return runners + (list(other_tables(f"copy-{format_}", expected, [format_, file])) if format_ == "csv" else [])

    return make


def unload(format_, options):
    def make(config, say):
        rows = rows_of(config)
        file, expected = sales_file("parquet", rows, say), truths.sales_of(rows)
        out, empty = ground.empty_folder(f"unload-{format_}")
        project, reset = sales_project(f"unload-{format_}", bench=out, sales=file.parent)
        reset()
        subprocess.run(script(project, "load", f"{SALES}COPY sales FROM 's3://sales/{file.name}' FORMAT PARQUET;\n"), check=True)
        database, _ = ground.empty_folder(f"duckdb-unload-{format_}")
        subprocess.run([PEER, PEER_SALES, "load", "parquet", file, database / "sales.duckdb"], check=True)
        written = database / f"sales.{format_}"

        def verify(who, pattern):
            return truths.expect(who, expected, lambda: truths.printed(PEER, truths.SUMS, "files", format_, pattern))

        ours = script(project, "unload", f"UNLOAD ('SELECT * FROM sales') TO 's3://bench/sales_' {options};\n")
        return [Runner("darties", ours, empty, verify=verify("darties", out / "sales_*")),
                Runner("duckdb", [PEER, PEER_SALES, "unload", format_, written, database / "sales.duckdb"],
                       verify=verify("duckdb", written))]

    return make
