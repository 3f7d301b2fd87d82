"""extract beside COPY on the same bytes, made at random: docs/files.md lists where the two differ, and nowhere else may they."""
import json
import os
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "faults"))
from harness import FaultTest  # noqa: E402

SEED = int(os.environ.get("DARTIES_SEED", 1))
FILES = 40


class ExtractAndCopy(FaultTest):
    def setUp(self):
        super().setUp()
        self.random = random.Random(SEED)

    def copied(self, files, options):
        """The rows of each file as COPY loads them; None where it refuses a record."""
        script = ["CREATE TABLE t (n BIGINT IDENTITY(0, 1), a VARCHAR(200), b VARCHAR(200), c VARCHAR(200));",
                  "CREATE TABLE found (file INT, n BIGINT, a VARCHAR(200), b VARCHAR(200), c VARCHAR(200));",
                  "CREATE TABLE refused (file INT, faults BIGINT);"]
        for number, content in enumerate(files):
            self.file(f"lake/{number:05}/data", content)
            script += [f"COPY t (a, b, c) FROM 's3://test/{number:05}/' {options} MAXERROR 1000;",
                       f"INSERT INTO refused SELECT {number}, COUNT(*) FROM stl_load_errors WHERE TRIM(filename) LIKE '%/{number:05}/data';",
                       f"INSERT INTO found SELECT {number}, n, a, b, c FROM t;", "DELETE FROM t;"]
        script.append("SELECT file, a, b, c, 0 AS faults FROM (SELECT * FROM found ORDER BY file, n) UNION ALL SELECT file, NULL, NULL, NULL, faults FROM refused WHERE faults > 0;")
        self.file("load.sql", "\n".join(script))
        answer = self.assert_fine(self.darties("-o", "jsonl", "sql", "-f", self.folder / "load.sql", timeout=300))
        rows = [[] for _ in files]
        for line in answer.out.splitlines():
            row = json.loads(line)
            number = int(row["file"])
            if int(row["faults"]) > 0:
                rows[number] = None
            elif rows[number] is not None:
                rows[number].append([row["a"], row["b"], row["c"]])
        return rows

    def extracted(self, name, content, *words):
        """The rows of a file as extract gives them; None where it refuses it."""
        path = self.file(name, content)
        answer = self.darties("extract", path, "-q", *words)
        if answer.code == 2:
            return None
        self.assert_fine(answer)
        rows = [json.loads(line) for line in answer.out.splitlines()]
        return [[row.get("a"), row.get("b"), row.get("c")] for row in rows]

    @staticmethod
    def text(value):
        """A value as COPY has it in a VARCHAR column."""
        if isinstance(value, bool):
            return "true" if value else "false"
        return value if value is None or isinstance(value, str) else json.dumps(value)

    def test_csv(self):
        files = []
        field = ["x", "é€", '"y"', '"a,""b"', '"l\nm"', 'p"q', ' "z"', '"z" ', ' "x, y" ', '"r\rs"', "t\ru", "7", '"q"x', '"open']
        while len(files) < FILES:
            weights = [8] * (len(field) - 2) + [1, 1]
            records = [",".join(self.random.choices(field, weights)[0] for _ in range(3)) for _ in range(self.random.randrange(1, 5))]
            files.append(self.random.choice(["\n", "\r\n"]).join(records) + self.random.choice(["", "\n"]))
        seen = {True: 0, False: 0}
        for number, (content, copied) in enumerate(zip(files, self.copied([f.encode() for f in files], "CSV"))):
            found = self.extracted(f"f{number}.csv", "a,b,c\n" + content, "--separator", ",")
            seen[found is None] += 1
            self.assertEqual(found, copied, repr(content))
        self.assertGreater(min(seen.values()), 3, "both fine and broken files")

    def test_json(self):
        files = []
        values = ["1", "-2.50", "1e3", "12345678901234567890123", '"x"', '"é\\u20ac\\n!"', "true", "null", '"a\\"]}b"']
        broken = ["01", "[1 true]", '{"d":[1,]}', "nul", '"\\x"', "1.", "'a'", '{"d" 1}', "[1}"]
        while len(files) < FILES:
            records = []
            for _ in range(self.random.randrange(1, 4)):
                members = [f'"{key}":{self.random.choice(broken if self.random.random() < 0.03 else values)}'
                           for key in self.random.sample("abc", 3)]
                blank = self.random.choice(["", " ", "\n  "])
                records.append("{" + blank + ("," + blank).join(members) + blank + "}")
            files.append(self.random.choice(["\n", " ", "", "\r\n\n"]).join(records))
        seen = {True: 0, False: 0}
        for number, (content, copied) in enumerate(zip(files, self.copied([f.encode() for f in files], "JSON 'auto'"))):
            found = self.extracted(f"f{number}.json", content)
            seen[found is None] += 1
            if found is not None:
                self.assertIsNotNone(copied, repr(content))
                self.assertEqual([[row is None for row in rows] for rows in found], [[row is None for row in rows] for rows in copied], repr(content))
                texts = [[self.text(value) if isinstance(value, (str, bool)) else None for value in rows] for rows in found]
                for ours, theirs in zip(texts, copied):
                    for one, other in zip(ours, theirs):
                        if one is not None:
                            self.assertEqual(one, other, repr(content))
            else:
                self.assertIsNone(copied, repr(content))
        self.assertGreater(min(seen.values()), 3, "both fine and broken files")
