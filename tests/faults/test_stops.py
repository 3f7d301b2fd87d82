"""Everything that runs ends within a second of a signal or of its time-out, and what it started with it."""
import os
import pathlib
import signal
import socket
import sqlite3
import subprocess
import threading
import time

from harness import FaultTest, wait_for, workbook

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
FOREVER = "SELECT COUNT(*) AS n FROM t a, t b, t c, t d WHERE a.i + b.i + c.i + d.i = -1"


def patience():
    """A second, and more on a machine that has other work for its cores."""
    return 1.0 + max(0.0, os.getloadavg()[0] / os.cpu_count() - 0.5)


class Silence:
    """A server that takes connections and requests, and never answers."""

    def __init__(self, test):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.asked = threading.Event()
        self.connections = []
        threading.Thread(target=self.serve, daemon=True).start()
        test.addCleanup(self.close)

    def serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections.append(connection)
            self.asked.set()

    def close(self):
        self.listener.close()
        for connection in self.connections:
            connection.close()


class StopTest(FaultTest):
    def setUp(self):
        super().setUp()
        self.silence = Silence(self)

    def environment(self):
        return {**super().environment(), "AWS_ENDPOINT_URL": self.silence.url, "AWS_REGION": "us-east-1",
                "AWS_ACCESS_KEY_ID": "AKIATEST", "AWS_SECRET_ACCESS_KEY": "secret"}

    def make_big_table(self):
        self.file("lake/t.csv", "".join(f"{i}\n" for i in range(3000)))
        self.assert_fine(self.sql("CREATE TABLE t (i INT); COPY t FROM 's3://test/t.csv' CSV; CREATE TABLE o (n BIGINT)"))

    def begun(self, process, what):
        """Waits until the work is under way: a file is there, or the silent server was asked."""
        if what == "asked":
            self.assertTrue(self.silence.asked.wait(20), "nothing was asked of the server")
            time.sleep(0.1)
        else:
            wait_for(self.folder / "began")
            time.sleep(0.4)
        self.assertIsNone(process.poll(), "it ended before it was stopped")

    def assert_ends(self, process, number, codes=(130,)):
        process.send_signal(number)
        started = time.monotonic()
        try:
            out, err = process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            self.fail(f"still there 20 s after signal {number}")
        self.assertLess(time.monotonic() - started, patience(), err)
        self.assertIn(process.returncode, codes, err)
        return (out + err).decode()

    def states(self):
        """What the history says of the last run and its tasks."""
        with sqlite3.connect(self.folder / ".darties/history.db") as history:
            run, state = history.execute("SELECT run_id, state FROM runs ORDER BY started_ms DESC").fetchone()
            return state, dict(history.execute("SELECT task, state FROM tries WHERE run_id = ?", (run,)))


# What each operator does for ever, and how to see that it is under way.
OPERATORS = {
    "sql": ("sql: { text: '%s' }" % FOREVER, "began"),
    "check": ("check: { files: [forever.sql] }", "began"),
    "load_fact": ("load_fact: { table: o, query: forever.sql, mode: replace }", "began"),
    "load_dimension": ("load_dimension: { table: o, query: forever.sql, mode: replace }", "began"),
    "update": ("update: { table: o, query: forever2.sql, keys: [n], columns: [n2] }", "began"),
    "unload": ("unload: { query: forever.sql, to: 's3://test/out/' }", "began"),
    "stage": ("stage: { table: o, from: 's3://far/in/', options: CSV }", "asked"),
    "stage appending": ("stage: { table: o, from: 's3://far/in/', options: CSV, mode: append }", "asked"),
    "extract": ("extract: { workbook: 's3://far/book.xlsx', to: 's3://test/x/a.json' }", "asked"),
    "extract to S3": ("extract: { workbook: small.xlsx, to: 's3://far/x/a.json' }", "asked"),
    "upload": ("upload: { from: lake, to: 's3://far/in' }", "asked"),
    "fetch": ("fetch: { url: '%(url)s/page', table: '#1', to: 's3://test/page.json' }", "asked"),
    "command": ("command: [sh, -c, 'trap \"\" TERM; touch began; while true; do sleep 0.05; done']", "began"),
}


class Operators(StopTest):
    def prepare(self, body):
        self.make_big_table()
        self.assert_fine(self.sql("CREATE TABLE o2 (n BIGINT, n2 BIGINT)"))
        self.file("forever.sql", "-- check: Never.\n" + FOREVER + "\n")
        self.file("forever2.sql", FOREVER.replace(" AS n", " AS n, 1 AS n2") + "\n")
        workbook(self.folder / "small.xlsx", {"a": [["x"], [1]]})
        body = body.replace("%(url)s", self.silence.url).replace("table: o, query: forever2", "table: o2, query: forever2")
        self.pipeline(f"tasks:\n  first: {{ command: [touch, began] }}\n  work: {{ {body}, after: first }}\n"
                      "  last: { command: [touch, never], after: work }\n")

    def test_each_ends_with_a_signal(self):
        numbers = iter(SIGNALS * 10)
        for name, (body, sign) in OPERATORS.items():
            with self.subTest(name):
                self.setUp()
                self.prepare(body)
                process = self.start("run", "p")
                self.begun(process, sign)
                said = self.assert_ends(process, next(numbers))
                self.assertIn("--resume", said)
                self.assertEqual(self.states(), ("cancelled", {"first": "success", "work": "cancelled", "last": "cancelled"}))
                self.assertFalse((self.folder / "never").exists())

    def test_each_ends_with_its_time_out(self):
        for name, (body, _) in OPERATORS.items():
            with self.subTest(name):
                self.setUp()
                self.prepare(body + ", timeout: 700ms")
                process = self.start("run", "p")
                wait_for(self.folder / "began")
                started = time.monotonic()
                out, err = process.communicate(timeout=30)
                self.assertLess(time.monotonic() - started, 0.7 + patience(), err)
                self.assertEqual(process.returncode, 1, err)
                self.assertIn(b"took longer than its timeout of 0.7", err.replace(b"700 ms", b"0.7"), err)


class Commands(StopTest):
    def test_each_ends_with_a_signal(self):
        far = {
            "upload": ("upload", "lake", "s3://far/in"),
            "download": ("download", "s3://far/in", "here"),
            "ls": ("ls", "s3://far/in"),
            "cat": ("cat", "s3://far/in"),
            "extract": ("extract", "s3://far/book.xlsx", "--to", "here"),
            "bucket": ("bucket", "create", "far"),
            "sql, COPY": ("sql", "-c", "COPY o FROM 's3://far/in' CSV"),
            "doctor": ("doctor", "--aws"),
            "infra plan": ("infra", "plan"),
            "infra up": ("infra", "up", "--ttl", "1h"),
            "infra down": ("infra", "down", "--confirm", "faults"),
            "infra orphans": ("infra", "orphans"),
        }
        numbers = iter(SIGNALS * 10)
        for name, words in far.items():
            with self.subTest(name):
                self.setUp()
                self.file("lake/t.csv", "1\n")
                self.assert_fine(self.sql("CREATE TABLE o (n BIGINT)"))
                process = self.start(*words)
                if not self.silence.asked.wait(10):
                    out, err = process.communicate(timeout=20)
                    self.fail(f"asked nothing: {process.returncode} {out} {err}")
                self.assert_ends(process, next(numbers))

    def test_statements_end_with_a_signal(self):
        self.make_big_table()
        self.file("4_checks/forever.sql", "-- check: Never.\n" + FOREVER + "\n")
        self.file("5_queries/forever.sql", "-- Never.\n" + FOREVER + "\n")
        for words in [("sql", "-c", FOREVER), ("check", "4_checks/forever.sql"), ("query", "forever"),
                      ("sql", "-c", f"UNLOAD ('{FOREVER}') TO 's3://test/u/'")]:
            for number in SIGNALS:
                with self.subTest(words[0], signal=number):
                    process = self.start(*words)
                    time.sleep(0.7)
                    self.assertIsNone(process.poll(), words)
                    self.assert_ends(process, number)

    def test_waiting_for_the_warehouse_ends_with_a_signal(self):
        self.pipeline("tasks:\n  a: { sql: { text: SELECT 1 } }\n"
                      "  b: { command: [sh, -c, 'touch began; sleep 30'], after: a }\n")
        holder = self.start("run", "p")
        self.addCleanup(holder.communicate)
        self.addCleanup(holder.send_signal, signal.SIGTERM)
        wait_for(self.folder / "began")
        self.file("4_checks/c.sql", "-- check: None.\nSELECT 1 WHERE 1 = 0\n")
        for words in [("sql", "-c", "SELECT 1"), ("check", "4_checks/c.sql"), ("run", "q")]:
            with self.subTest(words[0]):
                self.pipeline("tasks:\n  a: { sql: { text: SELECT 1 } }\n", name="q")
                process = self.start("--lock-timeout", "60s", *words)
                time.sleep(0.6)
                self.assertIsNone(process.poll())
                self.assert_ends(process, signal.SIGTERM)

    def test_long_reads_of_files_end_with_a_signal(self):
        row = ",".join(["value"] * 20) + "\n"
        self.file("big.csv", ",".join(f"c{i}" for i in range(20)) + "\n" + row * 600_000)
        self.file("lake/big.csv", "1\n" * 30_000_000)
        self.assert_fine(self.sql("CREATE TABLE o (n INT)"))
        (self.folder / "out").mkdir()
        for words in [("extract", "big.csv", "--to", "out"), ("sql", "-c", "COPY o FROM 's3://test/big.csv' CSV"),
                      ("cat", "s3://test/big.csv"), ("generate", "sparkify", "--scale", "400", "--out", "made")]:
            with self.subTest(words[0]):
                if words[0] == "cat":
                    process = self.start(*words)  # nobody reads what it prints: it waits for that
                    time.sleep(0.3)
                    process.send_signal(signal.SIGTERM)
                    started = time.monotonic()
                    process.communicate(timeout=20)
                    self.assertLess(time.monotonic() - started, patience())
                    continue
                process = self.start(*words)
                time.sleep(0.35)
                if process.poll() is not None:
                    continue
                self.assert_ends(process, signal.SIGTERM)

    def test_waiting_for_input_ends_with_a_signal(self):
        for words in [("sql",), ("lint", "-")]:
            for number in SIGNALS:
                with self.subTest(words[0], signal=number):
                    process = self.start(*words, stdin=subprocess.PIPE)
                    time.sleep(0.5)
                    self.assertIsNone(process.poll())
                    process.send_signal(number)
                    started = time.monotonic()
                    process.wait(timeout=20)
                    self.assertLess(time.monotonic() - started, patience())
                    self.assertEqual(process.returncode, 130)
                    process.communicate()

    def test_a_reader_that_goes_away_ends_a_command_quietly(self):
        self.make_big_table()
        many = "SELECT a.i, b.i FROM t a, t b, t c"
        for words in [f"sql -c '{many}'", f"-o csv sql -c '{many}'", "cat s3://test/t.csv", "operators", "ls s3://test/"]:
            with self.subTest(words):
                started = time.monotonic()
                script = f"{self.program()} -C {self.folder} {words} | head -c 1; echo ${{PIPESTATUS[0]}} >&2"
                answer = subprocess.run(["bash", "-c", script], env=self.environment(), capture_output=True, timeout=30)
                self.assertLess(time.monotonic() - started, 1 + patience())
                lines = answer.stderr.decode().splitlines()
                self.assertIn(lines[-1], ("0", "141"), lines)
                self.assertEqual([line for line in lines if "error" in line], [])


class Children(StopTest):
    """Programs that tasks start."""

    SCRIPT = "(trap '' TERM; echo $BASHPID > grandchild; touch began; while true; do sleep 0.02; done) & wait"

    def grandchild(self):
        return int((self.folder / "grandchild").read_text())

    def assert_gone(self, process):
        """It was killed, and is gone as soon as the kernel comes to it."""
        status = pathlib.Path(f"/proc/{process}/stat")
        until = time.monotonic() + patience()
        while True:
            try:
                if status.read_text().rpartition(")")[2].split()[0] == "Z":
                    return
            except FileNotFoundError:
                return
            if time.monotonic() > until:
                os.kill(process, signal.SIGKILL)
                self.fail(f"process {process} still runs")
            time.sleep(0.01)

    def run_script(self):
        self.file("script.sh", self.SCRIPT)
        self.pipeline("tasks:\n  a: { command: [bash, script.sh] }\n")
        return self.start("run", "p")

    def test_what_a_program_started_ends_with_the_run(self):
        for number in SIGNALS:
            with self.subTest(number):
                self.setUp()
                process = self.run_script()
                wait_for(self.folder / "began")
                self.assert_ends(process, number)
                self.assert_gone(self.grandchild())
                self.assertEqual(self.states(), ("cancelled", {"a": "cancelled"}))

    def test_a_second_signal_ends_them_at_once(self):
        process = self.run_script()
        wait_for(self.folder / "began")
        process.send_signal(signal.SIGTERM)
        time.sleep(0.1)
        self.assert_ends(process, signal.SIGTERM)
        self.assert_gone(self.grandchild())

    def test_a_reader_that_goes_away_ends_the_run(self):
        self.pipeline("tasks:\n  a: { command: [touch, one] }\n  b: { command: [sh, -c, 'echo $$ > child; sleep 60'], after: a }\n"
                      "  c: { command: [sleep, '0.5'] }\n")
        script = f"{self.program()} -C {self.folder} run p 2>&1 | head -1"
        started = time.monotonic()
        answer = subprocess.run(["bash", "-c", script], env=self.environment(), capture_output=True, timeout=40)
        self.assertLess(time.monotonic() - started, 2.5 + patience())
        self.assertEqual(len(answer.stdout.splitlines()), 1)
        self.assert_gone(int((self.folder / "child").read_text()))
        state, tasks = self.states()
        self.assertEqual((state, tasks["b"]), ("cancelled", "cancelled"))

    def test_nothing_runs_beside_a_program_that_a_killed_run_left(self):
        self.pipeline("tasks:\n  a: { command: [sh, -c, 'echo $$ > child; touch began; test -e fine || exec sleep 60'] }\n")
        process = self.start("run", "p")
        wait_for(self.folder / "began")
        process.kill()
        process.communicate()
        child = int((self.folder / "child").read_text())
        try:
            for words in [("run", "p", "--resume"), ("run", "p")]:
                answer = self.darties(*words)
                self.assert_refused(answer, 5, "ended without a word", f"process {child}", f"kill {child}")
        finally:
            os.kill(child, signal.SIGKILL)
        self.file("fine", "")
        self.assert_fine(self.darties("run", "p", "--resume"))

    def test_a_program_that_goes_on_after_a_run_that_ended_is_in_nobodys_way(self):
        self.pipeline("tasks:\n  a: { command: [sh, -c, 'sleep 5 >/dev/null 2>&1 & test -e fine'] }\n")
        self.assertEqual(self.darties("run", "p").code, 1)
        self.file("fine", "")
        self.assert_fine(self.darties("run", "p", "--resume"))
        self.assert_fine(self.darties("run", "p"))


class AtOnce(FaultTest):
    def test_of_two_runs_that_start_at_the_same_moment_one_is_refused(self):
        self.pipeline("max_active_runs: 1\ntasks:\n"
                      "  a: { command: [sh, -c, 'mkdir here || exit 9; sleep 0.15; rmdir here'] }\n")
        self.assert_fine(self.darties("run", "p"))
        for attempt in range(20):
            processes = [self.start("run", "p") for _ in range(2)]
            answers = [(process.communicate(timeout=60)[1].decode(), process.returncode) for process in processes]
            codes = sorted(code for _, code in answers)
            self.assertIn(codes, ([0, 5], [0, 0]), answers)
            self.assertFalse((self.folder / "here").exists(), f"attempt {attempt}")

    def test_two_that_resume_at_the_same_moment_do_not_both_run(self):
        self.pipeline("tasks:\n  a: { command: [sh, -c, 'mkdir here || exit 9; sleep 0.15; rmdir here; test -e fine'] }\n")
        for attempt in range(10):
            (self.folder / "fine").unlink(missing_ok=True)
            self.assertEqual(self.darties("run", "p").code, 1)
            self.file("fine", "")
            processes = [self.start("run", "p", "--resume") for _ in range(2)]
            codes = sorted(process.wait(timeout=60) for process in processes if process.communicate(timeout=60))
            self.assertIn(codes, ([0, 5], [0, 3], [0, 0]), f"attempt {attempt}")
            self.assertFalse((self.folder / "here").exists(), f"attempt {attempt}")
