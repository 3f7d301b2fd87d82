"""Runs both shipped projects on generated data of several sizes, with one and with several tasks at once, and judges them; see run."""
import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import judge

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


class Wrong(Exception):
    """What came is not what must come."""


class Project:
    """A shipped project in a folder, and darties in it. Each command is a process of its own."""

    def __init__(self, darties, name, folder):
        self.darties, self.name, self.folder = darties, name, folder

    def run(self, *arguments):
        """Runs a pipeline: at the first try, and without a warning that the data does not ask for."""
        begun = time.monotonic()
        done = self._command("run", *arguments)
        tasks = [json.loads(line) for line in self._command("runs", "last", "-o", "jsonl").stdout.splitlines()]
        again = [task["task"] for task in tasks if task.get("tries", 0) != 1]
        if again or not tasks:
            raise Wrong(f"{self.name}: not done at the first try: {again}\n{done.stderr[-3000:]}")
        if "Conflict" in done.stderr or "conflict" in done.stderr:
            raise Wrong(f"{self.name}: a conflict\n{done.stderr[-3000:]}")
        return time.monotonic() - begun

    def write_rows(self, query, file):
        with open(file, "w", encoding="utf-8") as out:
            done = subprocess.run([self.darties, "-C", self.folder, "-o", "jsonl", "sql", "-c", query], stdout=out,
                                  stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode != 0:
            raise Wrong(f"{self.name}: {query}\n{done.stderr[-2000:]}")

    def count(self, table):
        return int(self._command("sql", "-o", "csv", "-c", f"SELECT COUNT(*) FROM {table}").stdout.split()[-1])

    def _command(self, *arguments):
        done = subprocess.run([self.darties, "-C", self.folder, *map(str, arguments)], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Wrong(f"{self.name}: darties {' '.join(map(str, arguments))}: exit code {done.returncode}\n"
                        f"{done.stdout[-2000:]}{done.stderr[-3000:]}")
        return done


def fresh_project(darties, name, work):
    folder = work / f"project-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "projects" / name, folder, ignore=shutil.ignore_patterns(".darties", "data"))
    return Project(darties, name, folder)


def generate(darties, name, scale, work):
    """The folder of the data, and what a correct load gives."""
    folder, expect = work / f"{name}-{scale}", work / f"{name}-{scale}.json"
    subprocess.run([darties, "generate", name, "--scale", str(scale), "--out", folder, "--expect", expect], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder, json.loads(expect.read_text())


def judge_tables(project, truth, expected, work):
    """Compares each table with the other engine, and its rows with what the generator counted."""
    wrong = []
    for table, rows in truth["tables"].items():
        if (found := project.count(table)) != rows:
            wrong.append(f"{table} has {found} rows instead of {rows}")
    for (name,) in expected.execute("SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'want\\_%' ESCAPE '\\'").fetchall():
        table = name.removeprefix("want_")
        file = work / "rows.jsonl"
        project.write_rows(judge.QUERIES.get(table, f"SELECT * FROM {table}"), file)
        wrong += judge.compare(expected, table, file)
    if wrong:
        raise Wrong(f"{project.name}:\n" + "\n".join(wrong[:20]))


def try_sparkify(darties, scale, jobs, work):
    data, truth = generate(darties, "sparkify", scale, work)
    expected = judge.sparkify(data)
    for count in jobs:
        project = fresh_project(darties, "sparkify", work)
        took = project.run("sparkify", "-j", count, "--set", f"lake.buckets.udacity-dend={data}")
        judge_sparkify(project, truth, expected, work)
        print(f"sparkify, scale {scale}, {count} at once: {took:.1f} s", flush=True)


def judge_sparkify(project, truth, expected, work):
    judge_tables(project, truth, expected, work)
    if (keys := project.count("(SELECT DISTINCT songplay_id FROM songplays) AS k")) != truth["tables"]["songplays"]:
        raise Wrong(f"sparkify: {keys} keys of songplays")


def take_years(folder, annual):
    """Has the project read all the annual workbooks, and gives it the exchange rates of their years."""
    initial = folder / "pipelines/initial.yml"
    initial.write_text(initial.read_text().replace("[2020_HISTO, 2021_BUDGET]", f"[{', '.join(annual)}]"))
    with open(folder / "1_sources/reference/cours.csv", "a", encoding="utf-8") as rates:
        for year in sorted(int(book[:4]) for book in annual):
            for month in range(1, 13) if year < 2020 else ():
                rates.writelines(f"{code},{year},{month},1.5\n" for code in ("EUR", "USD", "GBP", "CHF"))


def try_darties(darties, scale, jobs, work):
    data, truth = generate(darties, "darties", scale, work)
    annual = [book.removesuffix(".xlsx") for book, about in truth["workbooks"].items() if about["month"] == 0]
    truth["tables"]["sales"] = 36 * truth["tables"]["magasin"] * len(annual)  # the generator counts two years
    monthly = [book for book, about in truth["workbooks"].items() if about["month"] > 0]
    monthly = [*monthly[:1], *monthly[1:][-1:]]  # a month is as the other: the first and the last
    expected = judge.darties(data, [f"{book}.xlsx" for book in annual] + monthly)
    for count in jobs:
        project = fresh_project(darties, "darties", work)
        take_years(project.folder, annual)
        took = project.run("initial", "-j", count, "--set", f"workbooks={data}")
        for book in monthly:
            took += project.run("mensuel", "-j", count, "--set", f"workbook={data / book}")
        judge_tables(project, truth, expected, work)
        print(f"darties, scale {scale}, {count} at once: {took:.1f} s", flush=True)


def main():
    numbers = lambda text: [int(number) for number in text.split(",")]  # noqa: E731
    parser = argparse.ArgumentParser()
    parser.add_argument("darties", type=pathlib.Path)
    parser.add_argument("--scales", type=numbers, default=[1, 10, 40])
    parser.add_argument("--jobs", type=numbers, default=[1, 4])
    parser.add_argument("--only", choices=["sparkify", "darties"])
    parser.add_argument("--judge", nargs=3, type=pathlib.Path, metavar=("PROJECT", "DATA", "EXPECT"),
                        help="only judges the tables of sparkify in a project that has run")
    options = parser.parse_args()
    if options.judge:
        folder, data, expect = options.judge
        with tempfile.TemporaryDirectory(prefix="darties-scale-") as work:
            judge_sparkify(Project(options.darties.resolve(), "sparkify", folder), json.loads(expect.read_text()),
                           judge.sparkify(data), pathlib.Path(work))
        return 0
    failed = 0
    for scale in options.scales:
        for name, attempt in [("sparkify", try_sparkify), ("darties", try_darties)]:
            if options.only not in (None, name):
                continue
            with tempfile.TemporaryDirectory(prefix="darties-scale-") as work:
                try:
                    attempt(options.darties.resolve(), scale, options.jobs, pathlib.Path(work))
                except Wrong as wrong:
                    failed += 1
                    print(f"WRONG at scale {scale}: {wrong}", file=sys.stderr, flush=True)
    return 1 if failed else 0


sys.exit(main())
