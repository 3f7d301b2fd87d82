"""What a command answers does not depend on how many tasks or threads work side by side."""
import csv
import hashlib
import io

from harness import FaultTest, workbook

PIPELINE = """tasks:
  make: { sql: { text: "CREATE TABLE IF NOT EXISTS sales (id INT, city VARCHAR(20), amount DECIMAL(10,2)); CREATE TABLE IF NOT EXISTS bad (id INT)" } }
  extract: { extract: { workbook: book.xlsx, sheets: "{city}", to: "s3://test/in/{city}.json" }, after: make }
  upload: { upload: { from: more, to: "s3://test/more" }, after: make }
  stage: { stage: { table: sales, from: "s3://test/in/", options: "JSON 'auto'" }, after: extract }
  rejects: { stage: { table: bad, from: "s3://test/more/", options: "CSV MAXERROR 500" }, after: upload }
  ordered: { unload: { query: ordered.sql, to: "s3://test/out/", options: "CSV HEADER PARALLEL OFF" }, after: stage }
  lines: { command: [sh, -c, "for i in 1 2 3; do echo $i; done"] }
  check: { check: { files: [4_checks/cities.sql, 4_checks/ids.sql] }, after: stage }
"""
CITIES = ("Lyon", "Metz", "Nancy", "Paris")


class SameAnswers(FaultTest):
    def answers(self, width):
        """Every answer of a fresh project with so many tasks and threads at once, and every file it wrote."""
        self.setUp()
        self.width = width
        workbook(self.folder / "book.xlsx", {city: [["id", "city", "amount"]] + [[i, city, i + 0.5] for i in range(400)] for city in CITIES})
        for number in range(12):
            self.file(f"more/{number:02}.csv", "".join(f"{'x' if i % 50 == number else ''}{i}\n" for i in range(3000)))
        self.file("ordered.sql", "-- In order.\nSELECT id, city, amount FROM sales ORDER BY city, id\n")
        self.file("4_checks/cities.sql", "-- check: No city but Paris.\nSELECT city, COUNT(*) AS n FROM sales WHERE city <> 'Paris' GROUP BY city ORDER BY city\n")
        self.file("4_checks/ids.sql", "-- check: Numbers are positive.\nSELECT id FROM sales WHERE id < 0\n")
        self.file("5_queries/cities.sql", "-- Amounts of each city.\nSELECT city, SUM(amount) AS total FROM sales GROUP BY city ORDER BY city\n")
        self.pipeline(PIPELINE)
        said = {}
        commands = [("-o", "csv", "run", "p", "-j", str(width)), ("-o", "csv", "run", "p", "-j", str(width), "--resume"),
                    ("-o", "csv", "check"), ("-o", "csv", "query", "cities"), ("ls", "s3://test/"), ("-o", "csv", "ls", "s3://test/"),
                    ("download", "s3://test/", "back"), ("-o", "csv", "extract", "book.xlsx"), ("-o", "csv", "tasks", "p"),
                    ("-o", "csv", "sql", "-c", "SELECT filename, line_number, colname, raw_line, err_code FROM stl_load_errors ORDER BY 1, 2"),
                    ("-o", "csv", "sql", "-c", "SELECT TRIM(filename), line_number FROM stl_load_errors"),
                    ("sql", "-c", "COPY bad FROM 's3://test/more/' CSV MAXERROR 7"),
                    ("-o", "csv", "runs", "last", "--checks")]
        for words in commands:
            answer = self.darties(*words)
            self.assertIn(answer.code, (0, 1, 2, 3), answer)
            name = " ".join(word for word in words if word not in ("-j", str(width)))
            said[name] = (answer.code, self.without_times(name, answer.out), answer.err if words[0] == "sql" else "")
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and ".darties" not in path.parts and path.name != "book.xlsx":
                said[str(path.relative_to(self.folder))] = hashlib.sha256(path.read_bytes()).hexdigest()
        return said

    def environment(self):
        return {**super().environment(), "DARTIES_TARGETS__EMBEDDED__THREADS": str(getattr(self, "width", 1))}

    @staticmethod
    def without_times(name, text):
        if "run p" in name and text:
            rows = list(csv.DictReader(io.StringIO(text)))
            return [{key: value for key, value in row.items() if key != "ms"} for row in rows]
        if "ls s3" in name:  # when each object was written
            return [[word for word in line.replace(",", " ").split() if ":" not in word or "s3://" in word] for line in text.splitlines()]
        return text

    def test_one_at_a_time_and_eight(self):
        one = self.answers(1)
        eight = self.answers(8)
        self.assertEqual(list(one), list(eight))
        for name in one:
            self.assertEqual(one[name], eight[name], name)
        self.assertGreater(len(one), 30)
