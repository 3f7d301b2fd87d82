"""Loads that are killed hard at random moments. DARTIES_KILLS says how often (40; 200 where everything must run)."""
import os
import random
import time

from harness import FaultTest, kill_after

GOOD, BAD = 4000, 3  # rows of one file
PIPELINE = """tasks:
  make: { sql: { text: "CREATE TABLE IF NOT EXISTS sales (id INT, remark VARCHAR(20))" } }
  load: { stage: { table: sales, from: "s3://test/sales/", options: "CSV MAXERROR 100000", mode: append }, after: make }
"""


def kills():
    return int(os.environ.get("DARTIES_KILLS", 200 if os.environ.get("DARTIES_SKIP_FAILS") else 40))


class KilledLoads(FaultTest):
    def add_file(self, number):
        """A file of GOOD rows that load and BAD ones that do not."""
        bad = {(number * 977 + nth * 1301) % (GOOD + BAD) for nth in range(BAD)}
        lines = [f"{'x' if line in bad else ''}{number * 10_000 + line},file {number}\n" for line in range(GOOD + BAD)]
        self.file(f"lake/sales/{number:04}.csv", "".join(lines))

    def counts(self):
        """Rows in the table, files that the ledger knows, rows of the table that are there twice."""
        answer = self.sql("""
            SELECT (SELECT COUNT(*) FROM sales), (SELECT COUNT(*) FROM darties_internal.load_ledger),
                   (SELECT COUNT(*) - COUNT(DISTINCT id) FROM sales)""")
        self.assert_fine(answer)
        return tuple(map(int, answer.out.splitlines()[-1].split(",")))

    def errors_of_each_load(self):
        """How many errors each load left, whether it was committed or not."""
        answer = self.assert_fine(self.sql("SELECT query, COUNT(*) FROM stl_load_errors GROUP BY query"))
        return [int(line.split(",")[1]) for line in answer.out.splitlines()[1:]]

    def test_rows_ledger_and_error_tables_agree_after_every_kill(self):
        self.pipeline(PIPELINE)
        self.add_file(0)
        started = time.monotonic()
        self.assert_fine(self.darties("run", "p"))
        whole = time.monotonic() - started
        self.assertEqual(self.counts(), (GOOD, 1, 0))
        random_ = random.Random(23)
        killed = 0
        for attempt in range(1, kills() + 1):
            self.add_file(attempt)
            killed += kill_after(self.start("run", "p"), random_.uniform(0.01, 1.2 * whole))
            rows, files, doubled = self.counts()
            self.assertEqual((rows, doubled), (files * GOOD, 0), f"attempt {attempt}")
            if attempt % 4 == 0:
                self.assert_fine(self.darties("run", "p"))
                self.assertEqual(self.counts(), ((attempt + 1) * GOOD, attempt + 1, 0), f"attempt {attempt}")
        self.assertGreater(killed, kills() / 4)
        for errors in self.errors_of_each_load():
            self.assertEqual(errors % BAD, 0, "a load left some of its errors")


class KilledReloads(FaultTest):
    """A file that is corrected again and again, each time under a kill: its rows are those before or those after."""

    ROWS = 20_000

    def write_version(self, version):
        self.file("lake/sales/a.csv", "".join(f"{line},version {version}\n" for line in range(self.ROWS)))

    def versions(self):
        """Versions in the table with their rows, and the rows of the other file."""
        answer = self.assert_fine(self.sql("SELECT remark, COUNT(*), COUNT(DISTINCT id) FROM sales GROUP BY remark ORDER BY remark"))
        return [line.split(",") for line in answer.out.splitlines()[1:]]

    def test_a_kill_leaves_the_rows_of_one_version(self):
        self.pipeline(PIPELINE)
        self.write_version(0)
        self.file("lake/sales/b.csv", "1,other\n2,other\n")
        self.assert_fine(self.darties("run", "p"))
        started = time.monotonic()
        self.assert_fine(self.darties("run", "p", "--reload", "a.csv"))
        whole = time.monotonic() - started
        random_ = random.Random(29)
        other, count = ["other", "2", "2"], str(self.ROWS)
        before, killed = 0, 0
        for version in range(1, max(4, kills() // 4) + 1):
            self.write_version(version)
            killed += kill_after(self.start("run", "p", "--reload", "a.csv"), random_.uniform(0.05, 1.1 * whole))
            found = self.versions()
            self.assertIn(found, ([other, [f"version {before}", count, count]], [other, [f"version {version}", count, count]]))
            before = int(found[1][0].split()[1])
            if version % 3 == 0:
                self.assert_fine(self.darties("run", "p", "--reload", "a.csv"))
                self.assertEqual(self.versions(), [other, [f"version {version}", count, count]])
                before = version
        self.assertGreater(killed, 0)
