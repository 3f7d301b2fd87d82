"""Keys written into statements and files are used, and found nowhere afterwards (tearDown looks through everything)."""
import base64
import os
import pathlib
import pty
import tempfile
import unittest

from life import BUCKET, KEY_ID, SECRET, LifeTest, holders, spellings

NO_KEYS = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_EC2_METADATA_DISABLED": "true"}
TWO_WORDS = "ACCESS_KEY_ID '{}' SECRET_ACCESS_KEY '{}'"
ONE_TEXT = "CREDENTIALS 'aws_access_key_id={};aws_secret_access_key={}'"
TABLE = "CREATE TABLE IF NOT EXISTS t (a INT, b VARCHAR(9));"
SYSTEM_TABLES = ["stl_load_errors", "stl_loaderror_detail", "stl_load_commits", "stl_unload_log", "sys_load_history", "sys_load_detail",
                 "sys_load_error_detail", "sys_unload_history", "sys_unload_detail"]


class LookingThrough(unittest.TestCase):
    def test_finds_a_secret_in_every_spelling(self):
        with tempfile.TemporaryDirectory() as folder:
            for number, spelling in enumerate(sorted(spellings(SECRET))):
                pathlib.Path(folder, str(number)).write_bytes(b"before " + spelling + b" after")
            for before in ("", "a", "ab"):
                pathlib.Path(folder, f"64{before}").write_bytes(base64.b64encode(f"{before}{SECRET}:".encode()))
            pathlib.Path(folder, "innocent").write_bytes(b"canary")
            found = {line.split(": ")[0] for line in holders(folder, [SECRET])}
            self.assertEqual(found, {str(path) for path in pathlib.Path(folder).iterdir() if path.name != "innocent"})


class KeysInStatements(LifeTest):
    def setUp(self):
        super().setUp()
        self.fine("bucket", "create", BUCKET)
        self.file("out/a.csv", "1,one\n2,two\n")
        self.file("bad/b.csv", "1,one\nx,two\n")
        self.fine("upload", "out", f"s3://{BUCKET}/out")
        self.fine("upload", "bad", f"s3://{BUCKET}/bad")
        self.variables = NO_KEYS

    def read_what_is_kept(self):
        for table in SYSTEM_TABLES:
            self.fine("sql", "-o", "csv", "-c", f"SELECT * FROM {table}")
        self.assertIn(f"s3://{BUCKET}/", self.fine("sql", "-o", "csv", "-c", "SELECT * FROM sys_load_history").out)

    def test_are_used_and_masked(self):
        for clause in (TWO_WORDS, ONE_TEXT):
            keys = clause.format(KEY_ID, SECRET)
            self.assert_fine(self.script(f"{TABLE} COPY t FROM 's3://{BUCKET}/out' CSV {keys};"))
            self.assert_fine(self.script(f"UNLOAD ('SELECT * FROM t') TO 's3://{BUCKET}/unloaded/' ALLOWOVERWRITE {keys};"))
        self.assertEqual(self.value("SELECT COUNT(*) FROM t"), "4")
        self.read_what_is_kept()

    def test_are_masked_in_every_error(self):
        wrong = "canary/ofAWrong+Secret=0123456789abcdef"
        self.secrets.add(wrong)
        for clause in (TWO_WORDS, ONE_TEXT):
            keys = clause.format(KEY_ID, SECRET)
            for statement in (f"COPY t FROM 's3://{BUCKET}/bad' CSV {keys}", f"COPY t FROM 's3://darties-absent/x' CSV {keys}",
                              f"COPY t FROM 's3://{BUCKET}/out' CSV {clause.format(KEY_ID, wrong)}",
                              f"COPY t FROM 's3://{BUCKET}/out' CVS {keys}", f"COPY nowhere FROM 's3://{BUCKET}/out' {keys}",
                              f"CPOY t FROM 's3://{BUCKET}/out' {keys}", f"COPY t FROM 's3://{BUCKET}/out' {keys[:-1]}",
                              f"EXPLAIN COPY t FROM 's3://{BUCKET}/out' CSV {keys}"):
                answer = self.script(TABLE + statement, "-vv")
                self.assertNotEqual(answer.code, 0, statement)
        self.read_what_is_kept()

    def test_in_a_task_are_masked_in_its_log(self):
        keys = TWO_WORDS.format(KEY_ID, SECRET)
        self.own_file("pipelines/p.yml", f"""dag: p
tasks:
  make: {{ sql: {{ text: "{TABLE}" }} }}
  load: {{ sql: {{ text: "COPY t FROM 's3://{BUCKET}/out' CSV {keys}" }}, after: make }}
  fail: {{ sql: {{ text: "COPY t FROM 's3://{BUCKET}/bad' CSV {keys}" }}, after: load }}
""")
        run = self.darties("run", "p", "-vv")
        self.assert_refused(run, 1, "fail")
        self.assertEqual(self.value("SELECT COUNT(*) FROM t"), "2", run)  # the keys worked
        for command in (["runs"], ["tasks", "p"], ["dags"], ["lint"], ["config", "show"], ["doctor"]):
            self.darties(*command)

    def test_typed_at_a_terminal_are_not_in_the_history(self):
        outer, inner = pty.openpty()
        process = self.start("sql", stdin=inner)
        os.close(inner)
        typed = TABLE + "SELECT 'kept in the history';\nCOPY t FROM 's3://" + BUCKET + "/out' CSV " + TWO_WORDS.format(KEY_ID, SECRET)
        os.write(outer, f"{typed};\n\\q\n".encode())
        answer = self.look_on(process, 60)
        os.close(outer)
        self.assertEqual(answer.code, 0, answer)
        self.assertEqual(self.value("SELECT COUNT(*) FROM t"), "2", answer)  # the keys worked
        history = (self.folder / ".local/state/darties/sql_history").read_text()
        self.assertIn("kept in the history", history.replace("\\040", " "))


class KeysOfTheConfiguration(LifeTest):
    keys_in = "dwh.cfg"

    def test_are_used_and_said_nowhere(self):
        self.file("out/a.csv", "1,one\n")
        self.fine("bucket", "create", BUCKET, "-vv")
        self.fine("upload", "out", f"s3://{BUCKET}/out", "-vv")
        self.fine("sql", "-vv", "-c", f"{TABLE} COPY t FROM 's3://{BUCKET}/out' CSV IAM_ROLE 'arn:aws:iam::123456789012:role/x'")
        for words in (["config", "show", "-o", "json"], ["doctor", "--aws"], ["ls"]):
            self.darties(*words, "-vv")

    def test_are_not_said_when_they_can_not_be_read(self):
        for broken in (f"[AWS]\nKEY={KEY_ID}\nSECRET {SECRET}\n", f"[AWS\nKEY={KEY_ID}\nSECRET={SECRET}\n",
                       f"[AWS]\nKEY={KEY_ID}\nSECRET={SECRET}\nSECRET={SECRET}\n"):
            self.own_file("dwh.cfg", broken)
            self.darties("ls", f"s3://{BUCKET}/", "-vv")
            self.darties("config", "show", "-vv")
