"""COPY from an S3 that fails as told: all rows, or none and a clear error; and no byte of a secret is ever written."""
import json
import os
import subprocess
import unittest
import urllib.request

from harness import ROOT, FaultTest

FAKE_CLOUD = os.environ.get("DARTIES_FAKE_CLOUD", ROOT / "build/dev/tests/fake_cloud")
KEY, SECRET = "AKIACANARYKEYID00001", "canary-secret-of-the-tests-00001"
ALL = "200,19900,1"
COPY = "DELETE FROM t; COPY t FROM 's3://lake/in/' JSON 'auto'"
COUNT = "SELECT COUNT(*), SUM(id), COUNT(DISTINCT name) FROM t"


class CloudLoads(FaultTest):
    def setUp(self):
        super().setUp()
        self.server = subprocess.Popen([FAKE_CLOUD], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(self.server.communicate)  # the end of its input ends it
        self.url = f"http://127.0.0.1:{int(self.server.stdout.readline())}"
        self.file("darties.yml", "name: faults\nformat_version: 1\n")
        for number in range(20):
            rows = (json.dumps({"id": number * 10 + i, "name": "abcdefgh"}) for i in range(10))
            self.file(f"in/{number:02}.json", "\n".join(rows) + "\n")
        self.tell("buckets", name="lake")
        self.said = []
        self.assertEqual(self.darties("upload", "in", "s3://lake/in/").code, 0)
        self.assertEqual(self.sql("CREATE TABLE t (id INT, name VARCHAR(64))").code, 0)

    def tell(self, path, method="POST", **content):
        request = urllib.request.Request(f"{self.url}/_fake/{path}", method=method, data=json.dumps(content).encode())
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def environment(self):
        return {**super().environment(), "AWS_ENDPOINT_URL": self.url, "AWS_REGION": "us-east-1",
                "AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}

    def darties(self, *words, **options):
        answer = super().darties(*words, **options)
        self.said.append(answer.out + answer.err)
        return answer

    def load(self, kind, times, **fault):
        """The answer of a COPY one of whose objects meets this fault, and what the table then holds."""
        self.tell("faults", method="DELETE")
        self.tell("faults", operation="GetObject", key="lake/in/1*", nth=3, kind=kind, times=times, **fault)
        answer = self.sql(COPY)
        self.tell("faults", method="DELETE")
        return answer, self.value(COUNT)

    def test_a_fault_that_passes_costs_no_row(self):
        faults = [("error", {}), ("error", {"status": 500, "code": "InternalError"}), ("cut", {}), ("reset", {}),
                  ("corrupt", {}), ("wrong_etag", {}), ("slow", {"bytes": 4000}), ("delay", {"milliseconds": 50})]
        for kind, fault in faults:
            with self.subTest(kind, **fault):
                answer, rows = self.load(kind, 2, **fault)
                self.assertEqual((answer.code, rows), (0, ALL), answer)

    def test_a_fault_that_stays_loads_nothing_and_says_which_object(self):
        faults = [("error", 5, {"status": 500, "code": "InternalError"}), ("cut", 5, {}), ("corrupt", 5, {}), ("html", 5, {}),
                  ("error", 4, {"status": 400, "code": "ExpiredToken"}), ("error", 4, {"status": 403, "code": "AccessDenied"}),
                  ("redirect", 2, {"status": 301, "region": "eu-west-1"})]
        for kind, code, fault in faults:
            with self.subTest(kind, **fault):
                answer, rows = self.load(kind, -1, **fault)
                self.assert_refused(answer, code, "while loading s3://lake/in/1")
                self.assertEqual(rows, "0,,0")

    def test_no_secret_is_written_anywhere(self):
        self.load("error", -1, status=403, code="AccessDenied")
        self.sql(f"COPY t FROM 's3://lake/in/' ACCESS_KEY_ID '{KEY}' SECRET_ACCESS_KEY '{SECRET}' JSON 'auto'")
        self.darties("-v", "ls", "s3://lake/in/")
        for text in self.said:
            self.assertNotIn(SECRET, text)
        for path in self.folder.rglob("*"):
            if path.is_file():
                self.assertNotIn(SECRET.encode(), path.read_bytes(), path)
        for request in self.tell("log", method="GET"):
            self.assertNotIn(SECRET, json.dumps(request))


if __name__ == "__main__":
    unittest.main()
