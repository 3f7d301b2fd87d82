"""What is measured: each contest makes its ground and names its runners; the first runner is darties, the next is the
peer that the goal speaks of."""
import cloud_contests as cloud
import ground
import truths
import workbook
from file_contests import load, other_tables, unload
from ground import DARTIES, DLT_DBT, PEER, PEERS, WORK
from measure import Runner

EVENTS_SCALE, SONGS = 185, 15000  # 1.5 million events
REAL_TABLES = {"staging_events": 8056, "staging_songs": 71, "songplays": 6820, "users": 96, "songs": 71, "artists": 69, "time": 6813}


def sparkify_runner(part, folder, name, tables):
    """DuckDB by hand, in one script."""
    out, reset = ground.empty_folder(f"duckdb-{name}")
    database = out / "sparkify.duckdb"
    return Runner("duckdb", [PEER, PEERS / "duckdb_sparkify.py", folder, database, part], reset,
                  verify=truths.database_counts(database, tables))


def staging_contest(name, table, options, config, part, say):
    """One staging table. Returns the two runners, the data and the project."""
    folder, truth = ground.sparkify_data(2, 300, say) if config.quick else ground.sparkify_data(EVENTS_SCALE, SONGS, say)
    project, reset = ground.project(name, folder)
    copy = "log_data" if part == "events" else "song_data"
    (project / "load.sql").write_text((project / "2_staging/create_tables.sql").read_text() +
                                      f"\nCOPY {table} FROM 's3://udacity-dend/{copy}' {options};\n")
    tables = {table: truth["tables"][table]}
    darties = Runner("darties", [DARTIES, "-C", project, "sql", "-f", project / "load.sql"], reset,
                     verify=truths.tables_of(project, tables))
    return darties, sparkify_runner(part, folder, name, tables), folder, project


def events(config, say):
    darties, duckdb, folder, project = staging_contest(
        "events", "staging_events", "JSON 's3://udacity-dend/log_json_path.json'", config, "events", say)
    expected = truths.events_in(folder)
    database = ground.WORK / "out/duckdb-events/sparkify.duckdb"
    darties.verify = truths.expect("darties", expected, lambda: truths.asked(project, truths.EVENT_SUMS))
    duckdb.verify = truths.expect("duckdb", expected, lambda: truths.printed(PEER, truths.SUMS, "events", database))
    return [darties, duckdb, *other_tables("events", expected, [folder])]


def songs(config, say):
    return list(staging_contest("songs", "staging_songs", "JSON 'auto'", config, "songs", say)[:2])


def whole_job(name, folder, tables, judged=False):
    """The rows of each table are counted; where it is judged, their values too are compared with another engine's."""
    project, reset = ground.project(name, folder)
    count = truths.tables_of(project, tables)

    def count_and_judge(*output):
        count(*output)
        ground.judge_sparkify(project, folder)

    darties = Runner("darties", [DARTIES, "-C", project, "run", "sparkify"], reset, verify=count_and_judge if judged else count)
    return [darties, sparkify_runner("all", folder, name, tables)]


def sparkify(config, say):
    folder, truth = ground.sparkify_data(2, 300, say) if config.quick else ground.sparkify_data(EVENTS_SCALE, SONGS, say)
    return whole_job("sparkify", folder, truth["tables"], judged=True)


def sparkify_big(config, say):
    folder, truth = ground.sparkify_data(10 * EVENTS_SCALE, SONGS, say)
    return whole_job("sparkify_big", folder, truth["tables"])


def small(config, say):
    folder, tables = ground.real_sparkify(), REAL_TABLES
    if folder is None:
        say("  the real data is not here: the sample of scale 1 stands in for it")
        folder, truth = ground.sparkify_data(1, 71, say)
        tables = truth["tables"]
    runners = whole_job("small", folder, tables)
    if not config.quick:
        out, empty = ground.empty_folder("dlt_dbt")
        runners.append(Runner("dlt+dbt", ["bash", PEERS / "dlt_dbt/run", DLT_DBT, folder, out], empty))
    return runners


def xlsx_contest(name, distinct, config, say):
    rows = 20_000 if config.quick else 1_000_000
    book, expected = ground.big_workbook(rows, distinct, say), workbook.sums(rows)
    darties = Runner("darties", [DARTIES, "extract", book, "--sheets", "darties"], keep_output=False,
                     verify=truths.expect("darties", expected, lambda: truths.extracted(book)))
    return [darties, Runner("calamine", [PEER, PEERS / "fastexcel_read.py", book],
                            verify=truths.expect("calamine", expected, lambda: truths.printed(PEER, PEERS / "fastexcel_read.py", book, "sums")))]


def xlsx(config, say):
    return xlsx_contest("xlsx", False, config, say)


def xlsx_distinct(config, say):
    return xlsx_contest("xlsx_distinct", True, config, say)


def tasks_contest(name, pipeline, makefile, jobs):
    project, reset = ground.small_project(name, pipeline)
    (project / "Makefile").write_text(makefile)
    return [Runner("darties", [DARTIES, "-C", project, "run", name], reset),
            Runner("make", ["make", "-s", f"-j{jobs}", "-C", project, "all"])]


def chain(config, say):
    """Forty tasks of 10 ms, each after the one before."""
    tasks = "".join(f"  t{i}: {{ command: [sleep, '0.01']{f', after: t{i - 1}' if i else ''} }}\n" for i in range(40))
    rules = "".join(f"t{i}:{f' t{i - 1}' if i else ''}\n\t@sleep 0.01\n" for i in range(40))
    return tasks_contest("chain", f"dag: chain\ntasks:\n{tasks}", f"all: t39\n{rules}", 1)


def noops(config, say):
    """Four hundred tasks that do nothing and wait for nothing."""
    tasks = "".join(f"  t{i}: {{ command: ['true'] }}\n" for i in range(400))
    names = " ".join(f"t{i}" for i in range(400))
    return tasks_contest("noops", f"dag: noops\ntasks:\n{tasks}", f"all: {names}\n{names}:\n\t@true\n", 2)


def version(config, say):
    return [Runner("darties", [DARTIES, "--version"]), Runner("true", ["true"])]


def dags(config, say):
    project, _ = ground.project("dags", WORK)
    return [Runner("darties", [DARTIES, "-C", project, "dags"]), Runner("true", ["true"])]


# name: (maker, what it is, goal in words, test of the medians, at least so many runs)
def ratio(at_least):
    return lambda ours, peers: peers[0].seconds / ours.seconds >= at_least


def milliseconds(at_most):
    return lambda ours, peers: ours.seconds * 1000 <= at_most


CONTESTS = {
    "events": (events, "1.5 M events into a table", ">= 1.2x", ratio(1.2), 1),
    "songs": (songs, "15,000 song files into a table", ">= 10x", ratio(10), 1),
    "sparkify": (sparkify, "the whole sparkify job", ">= 2x, <= 400 MB",
                 lambda ours, peers: ratio(2)(ours, peers) and ours.megabytes <= 400, 1),
    "sparkify_big": (sparkify_big, "the same with ten times the events", "<= 800 MB",
                     lambda ours, peers: ours.megabytes <= 800, 1),
    "copy_csv": (load("csv"), "COPY of 1 GB of CSV", ">= 1x", ratio(1), 1),
    "copy_text": (load("text"), "COPY of 1 GB between bars", ">= 1x", ratio(1), 1),
    "copy_csv_gz": (load("csv.gz"), "the CSV, gzipped", ">= 1x", ratio(1), 1),
    "copy_text_gz": (load("text.gz"), "the bars, gzipped", ">= 1x", ratio(1), 1),
    "copy_parquet": (load("parquet"), "the same as Parquet", ">= 1x", ratio(1), 1),
    "unload_csv": (unload("csv", "CSV"), "UNLOAD of 1 GB of CSV", ">= 1x", ratio(1), 1),
    "unload_parquet": (unload("parquet", "FORMAT PARQUET"), "UNLOAD as Parquet", ">= 1x", ratio(1), 1),
    "s3_songs": (cloud.s3_songs, "15,000 song objects of S3 into a table", ">= 4x, < 256 MB",
                 lambda ours, peers: ratio(4)(ours, peers) and ours.megabytes < 256, 1),
    "s3_songs_far": (cloud.s3_songs_far, "the same, each answer 30 ms later", ">= 20x", ratio(20), 1),
    "s3_upload": (cloud.s3_upload, "10,000 files of 250 bytes to S3", ">= 1x", ratio(1), 1),
    "s3_download": (cloud.s3_download, "and back", ">= 1x", ratio(1), 1),
    "s3_large": (cloud.s3_large, "one object of 4 GB", ">= 0.8x, < 256 MB",
                 lambda ours, peers: ratio(0.8)(ours, peers) and ours.megabytes < 256, 1),
    "small": (small, "sparkify on the small real data", ">= 1x, dlt+dbt >= 20x",
              lambda ours, peers: ratio(1)(ours, peers) and (len(peers) < 2 or peers[1].seconds / ours.seconds >= 20), 3),
    "xlsx": (xlsx, "1 M rows x 13 columns", ">= 1.5x, < 64 MB",
             lambda ours, peers: ratio(1.5)(ours, peers) and ours.megabytes < 64, 1),
    "xlsx_distinct": (xlsx_distinct, "1 M distinct texts", ">= 1.5x, < 64 MB",
                      lambda ours, peers: ratio(1.5)(ours, peers) and ours.megabytes < 64, 1),
    "chain": (chain, "40 chained tasks of 10 ms", "<= 1.1 of make", ratio(1 / 1.1), 5),
    "noops": (noops, "400 tasks of nothing", "<= 300 ms", milliseconds(300), 5),
    "version": (version, "darties --version", "<= 15 ms", milliseconds(15), 20),
    "dags": (dags, "darties dags", "<= 25 ms", milliseconds(25), 20),
}
