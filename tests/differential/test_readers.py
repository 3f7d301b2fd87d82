"""COPY beside Python's own csv and json, on texts made at random: where the rules agree, the rows must.

DARTIES_SEED picks other texts. Each test loads all its files in one run of the program.
"""
import csv
import io
import json
import os
import pathlib
import random
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "faults"))
from harness import FaultTest  # noqa: E402

SEED = int(os.environ.get("DARTIES_SEED", 1))
FILES = 150


def unescaped(record):
    """The fields of one record of text with bars, in which a backslash makes the next character literal."""
    fields, at = [""], 0
    while at < len(record):
        if record[at] == "\\":
            at += 1
            fields[-1] += record[at : at + 1]
        elif record[at] == "|":
            fields.append("")
        else:
            fields[-1] += record[at]
        at += 1
    return fields


class Readers(FaultTest):
    def setUp(self):
        super().setUp()
        self.random = random.Random(SEED)

    def text_of(self, alphabet, most):
        return "".join(self.random.choice(alphabet) for _ in range(self.random.randrange(most)))

    def loaded(self, files, options):
        """The rows of each file, in order, as COPY loads them into three columns."""
        script = ["CREATE TABLE t (n BIGINT IDENTITY(0, 1), a VARCHAR(200), b VARCHAR(200), c VARCHAR(200));",
                  "CREATE TABLE found (file INT, n BIGINT, a VARCHAR(200), b VARCHAR(200), c VARCHAR(200));"]
        for number, content in enumerate(files):
            self.file(f"lake/{number:05}/data", content)
            script += [f"COPY t (a, b, c) FROM 's3://test/{number:05}/' {options};",
                       f"INSERT INTO found SELECT {number}, n, a, b, c FROM t;", "DELETE FROM t;"]
        script.append("SELECT file, a, b, c FROM found ORDER BY file, n;")
        self.file("load.sql", "\n".join(script))
        answer = self.assert_fine(self.darties("-o", "jsonl", "sql", "-f", self.folder / "load.sql", timeout=300))
        rows = [[] for _ in files]
        for line in answer.out.splitlines():
            row = json.loads(line)
            rows[int(row["file"])].append([row["a"], row["b"], row["c"]])
        return rows

    def assert_agree(self, files, expected, options):
        self.assertGreater(len(files), FILES / 2)
        for content, want, found in zip(files, expected, self.loaded(files, options)):
            self.assertEqual(found, want, repr(content))

    def test_csv_that_python_writes(self):
        files, expected = [], []
        for _ in range(FILES):
            rows = [[self.text_of('ab ,"\n|é\\', 12) for _ in range(3)] for _ in range(self.random.randrange(1, 5))]
            out = io.StringIO()
            style = self.random.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC])
            csv.writer(out, quoting=style, lineterminator=self.random.choice(["\n", "\r\n"])).writerows(rows)
            files.append(out.getvalue().encode())
            expected.append([[None if value == "\\N" else value for value in row] for row in rows])
        self.assert_agree(files, expected, "CSV")

    def test_csv_that_python_reads(self):
        # Blanks beside quotes are where the two differ; a lone CR too.
        differs = re.compile(r'(^|,|\n) +"|" +|\r', re.MULTILINE)
        files, expected = [], []
        while len(files) < FILES:
            text = "".join(",".join(self.random.choice(['x', '"y"', '"a,""b"', '"l\nm"', '', '""', 'p"q', '5" x'])
                                    for _ in range(3)) + "\n" for _ in range(self.random.randrange(1, 4)))
            text = text if self.random.random() < 0.8 else text[:-1]
            if differs.search(text):
                continue
            try:
                rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
            except csv.Error:
                continue
            if any(len(row) != 3 for row in rows):
                continue
            files.append(text.encode())
            expected.append(rows)
        self.assert_agree(files, expected, "CSV")

    def test_text_with_escapes(self):
        files, expected = [], []
        while len(files) < FILES:
            records = ["|".join(self.text_of(["a", "b", " ", "é", '"', "\\|", "\\\\", "\\\n", "\\x"], 8) for _ in range(3))
                       for _ in range(self.random.randrange(1, 4))]
            files.append(("\n".join(records) + "\n").encode())
            expected.append([unescaped(record) for record in records])
        self.assert_agree(files, expected, "DELIMITER '|' ESCAPE")

    def test_json_that_python_reads(self):
        files, expected = [], []
        for _ in range(FILES):
            rows = [{key: self.random.choice([None, self.text_of('ab"\\\n\t/é€😀\u0001 ', 10)]) for key in self.random.sample("abcd", 4)}
                    for _ in range(self.random.randrange(1, 4))]
            ascii_, indent = self.random.random() < 0.5, self.random.choice([None, 1])
            text = self.random.choice(["\n", " ", ""]).join(json.dumps(row, ensure_ascii=ascii_, indent=indent) for row in rows)
            files.append(text.encode())
            expected.append([[row["a"], row["b"], row["c"]] for row in rows])
        self.assert_agree(files, expected, "JSON 'auto'")
