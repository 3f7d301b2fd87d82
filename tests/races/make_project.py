"""Writes the project that the race detectors look at: 64 tasks, and loads that four threads share."""
import pathlib
import sys

CHAINS = 8


def main(folder, rows):
    folder = pathlib.Path(folder)
    (folder / "pipelines").mkdir(parents=True)
    (folder / "lake").mkdir()
    (folder / "darties.yml").write_text("name: races\nformat_version: 1\ntargets: { embedded: { threads: 4 } }\n"
                                        "lake: { buckets: { test: lake } }\n")
    for chain in range(CHAINS):
        lines = "".join(f"{i},text {i % 97} \n" for i in range(rows))
        (folder / f"lake/in{chain}.csv").write_text(lines)
    bad = "".join(f"{'x' if i % 4000 == 3999 else ''}{i},text\n" for i in range(2 * rows))
    (folder / "lake/bad.csv").write_text(bad)
    (folder / "bad_load.sql").write_text(
        "CREATE TABLE IF NOT EXISTS bad (n INT, s VARCHAR(20));\nCOPY bad FROM 's3://test/bad' CSV MAXERROR 100;\n"
        "SELECT COUNT(*) FROM bad;\n")
    tasks = []
    for chain in range(CHAINS):
        table = f"t{chain}"
        steps = [
            f"sql: {{ text: 'CREATE TABLE IF NOT EXISTS {table} (n INT, s VARCHAR(20))' }}",
            f"stage: {{ table: {table}, from: 's3://test/in{chain}', options: CSV }}",
            "command: [sh, -c, 'for i in 1 2 3 4 5; do echo line $i; done']",
            f"sql: {{ text: 'UPDATE {table} SET n = n + 1 WHERE n % 7 = 0' }}",
            f"unload: {{ query: {table}.sql, to: 's3://test/out{chain}/', options: CSV }}",
            "command: ['true']",
            f"check: {{ not_null: {{ table: {table}, columns: [n] }} }}",
            "command: [sh, -c, 'echo done']",
        ]
        (folder / f"{table}.sql").write_text(f"-- All rows.\nSELECT n, s FROM {table}\n")
        for step, body in enumerate(steps):
            after = f", after: c{chain}_{step - 1}" if step else ""
            tasks.append(f"  c{chain}_{step}: {{ {body}{after} }}\n")
    (folder / "pipelines/many.yml").write_text("dag: many\ndefaults: { retries: 2, retry_delay: 10ms, timeout: 10m }\ntasks:\n" + "".join(tasks))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
