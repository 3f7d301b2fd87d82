"""Events or sales with Polars, into Parquet: the columns that duckdb_sparkify.py and duckdb_sales.py load, with the same types.

usage: polars_tables.py events DATA PARQUET
       polars_tables.py sales  FORMAT FILE PARQUET       FORMAT: csv, csv.gz, text (bars), text.gz
       polars_tables.py sums   PARQUET                   prints what bench compares
"""
import json
import sys

import polars as pl

EVENTS = {
    "artist": pl.String, "auth": pl.String, "firstName": pl.String, "gender": pl.String, "itemInSession": pl.Int32,
    "lastName": pl.String, "length": pl.Float64, "level": pl.String, "location": pl.String, "method": pl.String,
    "page": pl.String, "registration": pl.Float64, "sessionId": pl.Int32, "song": pl.String, "status": pl.Int32,
    "ts": pl.Int64, "userAgent": pl.String, "userId": pl.String}
SALES = {
    "sale_id": pl.Int64, "store": pl.Int32, "day": pl.Date, "sold_at": pl.Datetime("us"), "product": pl.String,
    "family": pl.String, "units": pl.Int16, "price": pl.Decimal(10, 2), "margin": pl.Float64, "paid": pl.Boolean,
    "remark": pl.String}


def events(data, parquet):
    frame = pl.scan_ndjson(f"{data}/log_data/*/*/*.json", schema=EVENTS)
    frame.with_columns(pl.col("length").cast(pl.Decimal(12, 5))).sink_parquet(parquet)


def sales(format_, file, parquet):
    bars = format_.startswith("text")
    schema = {**SALES, **dict.fromkeys(("day", "sold_at", "price", "paid"), pl.String)}
    frame = pl.scan_csv(file, has_header=False, schema=schema, separator="|" if bars else ",", quote_char=None if bars else '"')
    frame.with_columns(
        pl.col("day").str.to_date("%Y-%m-%d"), pl.col("sold_at").str.to_datetime("%Y-%m-%d %H:%M:%S"),
        pl.col("price").cast(pl.Decimal(10, 2)), pl.col("paid") == "true").sink_parquet(parquet)


def sums(parquet):
    frame = pl.scan_parquet(parquet)
    if "ts" in frame.collect_schema():
        row = frame.select(rows=pl.len(), ts=pl.col("ts").sum(), plays=(pl.col("page") == "NextSong").sum(), users=pl.col("userId").n_unique())
    else:
        row = frame.select(rows=pl.len(), sale_id=pl.col("sale_id").sum(), units=pl.col("units").cast(pl.Int64).sum(), price=pl.col("price").sum(),
                           paid=pl.col("paid").sum(), last=pl.col("sold_at").max(), products=pl.col("product").n_unique())
    print(json.dumps({name: str(value) for name, value in row.collect().row(0, named=True).items()}))


verbs = {"events": events, "sales": sales, "sums": sums}
verbs[sys.argv[1]](*sys.argv[2:])
