"""SQL made to harm, and stdin that is closed or never says anything. DARTIES_CHAINS says how long the chains are; by
default as long as those that are refused, and one that runs."""
import os
import resource
import signal
import subprocess
import time

from harness import FaultTest

LENGTHS = [int(length) for length in os.environ.get("DARTIES_CHAINS", "60 100000").split()]


def chain(start, piece, count, end=""):
    return start + piece * count + end


def nested(before, inside, after, count):
    return before * count + inside + after * count


STATEMENTS = {
    "sum": lambda n: chain("SELECT 1", "+1", n),
    "concatenation": lambda n: chain("SELECT 'a'", "||'a'", n),
    "casts": lambda n: chain("SELECT '1'", "::int", n),
    "and": lambda n: chain("SELECT 1 WHERE 1=1", " AND 1=1", n),
    "or": lambda n: chain("SELECT 1 WHERE 1=1", " OR 1=2", n),
    "union all": lambda n: chain("SELECT 1", " UNION ALL SELECT 1", n),
    "union": lambda n: chain("SELECT 1", " UNION SELECT 1", n),
    "joins": lambda n: "SELECT 1 FROM (SELECT 1 AS k) t0" + "".join(
        f" JOIN (SELECT 1 AS k) t{i} ON t{i}.k = t{i - 1}.k" for i in range(1, n)),
    "left joins": lambda n: "SELECT 1 FROM (SELECT 1 AS k) t0" + "".join(
        f" LEFT JOIN (SELECT 1 AS k) t{i} ON t{i}.k = t0.k" for i in range(1, n)),
    "crossed": lambda n: "SELECT 1 FROM " + ", ".join(f"(SELECT 1 AS k) t{i}" for i in range(n)),
    "subscripts": lambda n: chain("SELECT array(1)", "[0]", n),
    "case": lambda n: nested("CASE WHEN 1=1 THEN ", "1", " END", n),
    "branches": lambda n: chain("SELECT CASE", " WHEN 1=1 THEN 1", n, " END"),
    "list": lambda n: chain("SELECT 1 WHERE 1 IN (1", ",1", n, ")"),
    "calls": lambda n: "SELECT " + nested("upper(", "'a'", ")", n),
    "parentheses": lambda n: "SELECT " + nested("(", "1", ")", n),
    "subqueries": lambda n: nested("SELECT (", "SELECT 1", ")", n),
    "tables": lambda n: nested("SELECT * FROM (", "SELECT 1", ") x", n),
    "aliases": lambda n: "SELECT 'a' a0" + "".join(f", a{i}||a{i} a{i + 1}" for i in range(min(n, 1500))),
    "with": lambda n: "WITH c0 AS (SELECT 1 k)" + "".join(
        f", c{i} AS (SELECT a.k FROM c{i - 1} a, c{i - 1} b)" for i in range(1, n)) + f" SELECT k FROM c{n - 1}",
    "averages": lambda n: "SELECT " + nested("avg((SELECT ", "1", "))", n),
    "not": lambda n: "SELECT " + "NOT " * n + "TRUE",
    "columns": lambda n: chain("SELECT 1", ",1", n),
    "comment": lambda n: "/*" * n + " SELECT 1",
    "values": lambda n: chain("SELECT * FROM (VALUES (1)", ",(1)", n, ") v"),
}


class HostileSql(FaultTest):
    def end_of(self, words, text):
        """Exit code, seconds and what was said, of at most 2 GB and half a minute."""
        limit = lambda: resource.setrlimit(resource.RLIMIT_DATA, (2 << 30, 2 << 30))
        began = time.monotonic()
        answer = self.darties(*words, self.file("hostile.sql", text), timeout=60, preexec_fn=limit)
        return answer, time.monotonic() - began

    def test_no_chain_ends_in_a_signal_a_hang_or_gigabytes(self):
        for name, make in STATEMENTS.items():
            for length in LENGTHS:
                text = make(length)
                if len(text) > 1_500_000:
                    text = make(1_000_000 * length // len(text))
                for words in (("lint", "-q"), ("-o", "csv", "sql", "-f")):
                    with self.subTest(chain=name, length=length, command=words):
                        answer, seconds = self.end_of(words, text)
                        self.assertIn(answer.code, (0, 1, 2), answer)
                        self.assertLess(seconds, 30, answer)

    def test_a_pattern_can_be_interrupted_and_takes_no_time(self):
        began = time.monotonic()
        answer = self.sql("SELECT REPEAT('x',1000) ILIKE '%x%x%x%x%y%', REPEAT('x',60000) LIKE '%x_%x_%x_%x_%y'")
        self.assert_fine(answer)
        self.assertLess(time.monotonic() - began, 20)

    def test_a_byte_order_mark_is_passed_over(self):
        self.file("bom.sql", b"\xef\xbb\xbfSELECT 1 AS a;\nSELECT nosuch;")
        answer = self.darties("-o", "csv", "sql", "-f", "bom.sql")
        self.assertIn("a\n1\n", answer.out)
        self.assertIn("bom.sql:2:8", answer.err)
        self.file("one.sql", b"\xef\xbb\xbfSELECT nosuch FROM")
        self.assertIn("one.sql:1:19", self.darties("sql", "-f", "one.sql").err)
        self.assert_fine(self.darties("lint", self.file("good.sql", b"\xef\xbb\xbfSELECT 1")))

    def test_a_byte_zero_is_named_with_its_place(self):
        self.file("zero.sql", b"SELECT 1;\nSELECT 'a\0b', nosuch")
        answer = self.darties("sql", "-f", "zero.sql")
        self.assert_refused(answer, 2, "zero.sql:2:10", "byte 0")

    def test_what_darties_keeps_is_not_commented_or_granted(self):
        for statement in ("COMMENT ON TABLE darties_internal.tables IS 'x'",
                          "COMMENT ON COLUMN darties_internal.tables.table_name IS 'x'",
                          "GRANT SELECT ON darties_internal.tables TO PUBLIC",
                          "GRANT USAGE ON SCHEMA darties_internal TO PUBLIC",
                          "REVOKE SELECT ON TABLE darties_internal.tables FROM PUBLIC"):
            self.assert_refused(self.sql(statement), 4, "darties_internal", "kept by darties")

    def test_no_message_shows_an_internal_name(self):
        answer = self.sql("SELECT CRC32(TO_VARBYTE('61', 'hex'))")
        self.assertNotIn("darties_", answer.err)
        self.assertIn("crc32(binary varying)", answer.err)


class Input(FaultTest):
    def closed(self, line):
        return subprocess.run(["sh", "-c", line], cwd=self.folder, env={**self.environment(), "D": str(self.program())},
                              capture_output=True, timeout=30)

    def program(self):
        from harness import DARTIES
        return DARTIES

    def test_a_closed_stdin_is_an_empty_one(self):
        self.assertEqual(self.closed('"$D" sql <&-').returncode, 0)
        self.assertEqual(self.closed('"$D" lint - <&-').returncode, 0)
        self.assertEqual(self.closed('"$D" sql -f - <&-').returncode, 0)
        self.assertEqual(self.closed('"$D" -o csv sql -c "SELECT 1" <&-').stdout.splitlines()[-1], b"1")

    def test_a_closed_stdout_is_an_error_and_no_hang(self):
        self.assertNotEqual(self.closed('"$D" sql -c "SELECT 1" <&- >&-').returncode, 0)
        self.assertEqual(self.closed('"$D" sql -c "CREATE TABLE t (a INT)" <&- >&- 2>&-').returncode, 0)

    def test_one_signal_ends_what_waits_for_input(self):
        for words in (("sql",), ("sql", "-f", "-"), ("lint", "-")):
            for number in (signal.SIGTERM, signal.SIGINT):
                read, write = os.pipe()
                process = self.start(*words, stdin=read)
                time.sleep(1)
                began = time.monotonic()
                process.send_signal(number)
                process.communicate(timeout=10)
                self.assertEqual(process.returncode, 130, (words, number))
                self.assertLess(time.monotonic() - began, 2)
                os.close(read)
                os.close(write)
