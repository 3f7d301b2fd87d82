"""Files of darties' own: links in their place, who may read them, and disks that are full."""
import os
import pathlib
import shutil
import sqlite3
import stat
import subprocess
import tempfile

from harness import FaultTest


def mode(path):
    return stat.S_IMODE(os.lstat(path).st_mode)


class Links(FaultTest):
    """A cloned project may hold a link in the place of each of them."""

    def setUp(self):
        super().setUp()
        self.elsewhere = pathlib.Path(tempfile.mkdtemp(prefix="darties_elsewhere_"))
        self.addCleanup(shutil.rmtree, self.elsewhere, ignore_errors=True)
        (self.folder / ".darties").mkdir()
        self.pipeline("tasks: { a: { sql: { text: SELECT 1 } } }\n")

    def mine(self, name, content="mine"):
        path = self.elsewhere / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
        return path

    def link(self, name, target):
        (self.folder / ".darties" / name).symlink_to(target)

    def test_a_spool_that_is_a_link_deletes_nothing_behind_it(self):
        kept = [self.mine("parquet/file"), self.mine("duckdb/file"), self.mine("darties-1/duckdb/file")]
        self.link("spool", self.elsewhere)
        self.assert_fine(self.sql("SELECT 1"))
        for path in kept:
            self.assertTrue(path.exists(), path)

    def test_a_spool_beside_a_warehouse_elsewhere_keeps_what_is_not_ours(self):
        kept = self.mine("spool/parquet/file")
        self.file("darties.yml", f"name: p\ntargets: {{ embedded: {{ warehouse: {self.elsewhere}/w.duckdb }} }}\n")
        self.assert_fine(self.sql("CREATE TABLE t (a INT)"))
        self.assertTrue(kept.exists())
        self.assertEqual(sorted(os.listdir(self.elsewhere / "spool")), ["parquet"])

    def test_a_lock_that_is_a_link_overwrites_nothing(self):
        target = self.mine("diary", "process of my life\n")
        self.link("warehouse.lock", target)
        self.assert_refused(self.sql("SELECT 1"), 2, "warehouse.lock is a link")
        self.assertEqual(target.read_text(), "process of my life\n")

    def test_a_lock_that_holds_something_else_stays(self):
        self.file(".darties/warehouse.lock", "notes\n")
        self.assert_refused(self.sql("SELECT 1"), 2, "warehouse.lock", "holds something else")
        self.assertEqual((self.folder / ".darties/warehouse.lock").read_text(), "notes\n")

    def test_the_log_of_the_warehouse_is_no_link(self):
        self.assert_fine(self.sql("CREATE TABLE t (a INT)"))
        for suffix in (".wal", ".wal.checkpoint", ".wal.recovery"):
            target = self.mine("diary")
            self.link("warehouse.duckdb" + suffix, target)
            self.assert_refused(self.sql("INSERT INTO t VALUES (1)"), 2, f"warehouse.duckdb{suffix} is a link")
            self.assertEqual(target.read_text(), "mine")
            (self.folder / f".darties/warehouse.duckdb{suffix}").unlink()

    def test_the_history_is_no_link_nor_is_what_lies_beside_it(self):
        foreign = self.elsewhere / "foreign.db"
        with sqlite3.connect(foreign) as database:
            database.execute("CREATE TABLE mine (a INT)")
        before = foreign.read_bytes()
        for name in ("history.db", "history.db-wal", "history.db-shm"):
            self.link(name, foreign)
            self.assert_refused(self.darties("run", "p"), 2, f"{name} is a link")
            self.assertEqual(foreign.read_bytes(), before)
            (self.folder / ".darties" / name).unlink()

    def test_a_warehouse_that_is_a_link_is_made_where_it_leads(self):
        self.link("warehouse.duckdb", self.elsewhere / "big.duckdb")
        self.assert_fine(self.sql("CREATE TABLE t (a INT); INSERT INTO t VALUES (7)"))
        self.assertTrue((self.folder / ".darties/warehouse.duckdb").is_symlink())
        self.assertEqual(mode(self.elsewhere / "big.duckdb"), 0o600)
        self.assertEqual(self.value("SELECT a FROM t"), "7")
        self.file("darties.yml", f"name: p\ntargets: {{ embedded: {{ warehouse: {self.elsewhere}/big.duckdb }} }}\n")
        self.assertEqual(self.value("SELECT a FROM t"), "7")

    def test_a_warehouse_that_links_to_a_disk_that_is_away_is_refused(self):
        self.link("warehouse.duckdb", self.elsewhere / "unmounted/w.duckdb")
        self.assert_refused(self.sql("SELECT 1"), 3, "unmounted", "is its disk mounted?")
        self.assertTrue((self.folder / ".darties/warehouse.duckdb").is_symlink())

    def test_the_state_folder_may_be_a_link(self):
        (self.folder / ".darties").rmdir()
        kept = self.mine("spool/duckdb/file")
        (self.folder / ".darties").symlink_to(self.elsewhere)
        self.assert_fine(self.darties("run", "p"))
        self.assertTrue(kept.exists())
        self.assertTrue((self.elsewhere / "warehouse.duckdb").exists())

    def test_a_bucket_is_not_left_by_unload_or_cleanpath(self):
        (self.folder / "lake").mkdir()
        kept = self.mine("out/file")
        (self.folder / "lake/linked").symlink_to(self.elsewhere)
        for place, option in (("new", ""), ("out", "CLEANPATH"), ("out", "ALLOWOVERWRITE")):
            answer = self.sql(f"UNLOAD ('SELECT 1') TO 's3://test/linked/{place}/' {option} CSV")
            self.assert_refused(answer, 2, "leads out of the bucket's folder")
        self.assertEqual(sorted(path.name for path in self.elsewhere.rglob("*")), ["file", "out"])
        self.assertEqual(kept.read_text(), "mine")


class Rights(FaultTest):
    """Files with rows or secrets belong to their owner alone; what is made for others obeys the umask."""

    def under(self, mask):
        return {"preexec_fn": lambda: os.umask(mask)}

    def modes(self):
        return {str(path.relative_to(self.folder)): mode(path)
                for path in (self.folder / ".darties").rglob("*") if path.is_file()}

    def test_state_is_readable_by_its_owner_alone_also_after_a_kill(self):
        self.pipeline("tasks:\n  a: { sql: { text: CREATE TABLE IF NOT EXISTS t AS SELECT 1 AS a } }\n"
                      "  b: { command: [sh, -c, 'kill -9 $PPID'], after: a }\n")
        self.darties("run", "p", **self.under(0))
        modes = self.modes()
        for name in ("warehouse.duckdb", "warehouse.duckdb.wal", "warehouse.lock", "history.db", "history.db-wal"):
            self.assertIn(f".darties/{name}", modes)
        self.assertEqual({name: bits for name, bits in modes.items() if bits & 0o077}, {})
        self.assertEqual(mode(self.folder / ".darties"), 0o700)

    def test_what_an_older_version_left_open_is_closed(self):
        self.pipeline("tasks: { a: { sql: { text: SELECT 1 } } }\n")
        self.assert_fine(self.darties("run", "p"))
        for path in (self.folder / ".darties").rglob("*"):
            if path.is_file():
                path.chmod(0o644)
        self.assert_fine(self.darties("run", "p"))
        self.assertEqual({name: bits for name, bits in self.modes().items() if bits & 0o077}, {})

    def test_what_is_made_for_others_obeys_the_umask(self):
        self.file("in/a.csv", "a\n1\n")
        self.file("lake/in/a.csv", "a\n1\n")
        self.pipeline("tasks: { a: { command: [sh, -c, 'echo 1 > made; mkdir dir'] } }\n")
        for mask in (0o022, 0o077, 0o002):
            for made in ("lake/out", "made", "dir", "back", "new", "sample"):
                shutil.rmtree(self.folder / made, ignore_errors=True)
                (self.folder / made).unlink(missing_ok=True) if not (self.folder / made).is_dir() else None
            options = self.under(mask)
            self.assert_fine(self.sql("UNLOAD ('SELECT 1') TO 's3://test/out/text' CSV", **options))
            self.assert_fine(self.sql("UNLOAD ('SELECT 1 AS a') TO 's3://test/out/parquet' PARQUET", **options))
            self.assert_fine(self.darties("extract", "in/a.csv", "--to", "s3://test/out/extracted.json", **options))
            self.assert_fine(self.darties("download", "s3://test/in", "back", **options))
            self.assert_fine(self.darties("init", "new", **options))
            self.assert_fine(self.darties("generate", "darties", "--out", "sample", **options))
            self.assert_fine(self.darties("run", "p", **options))
            for top in ("lake/out", "made", "dir", "back", "new", "sample"):
                for path in [self.folder / top, *(self.folder / top).rglob("*")]:
                    if ".darties" in path.parts or path.name == "dwh.cfg":
                        continue
                    usual = 0o777 if path.is_dir() else 0o644 if top == "new" else 0o666
                    self.assertEqual(oct(mode(path)), oct(usual & ~mask), path)


class FullDisk(FaultTest):
    """The disk is named, what was being written too, and the command exits with 5."""

    def small(self, size):
        disk = self.folder / "small"
        disk.mkdir()
        if os.getuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", disk],
                                              capture_output=True).returncode != 0:
            self.skip_loudly("no small file system can be mounted here")
        self.addCleanup(subprocess.run, ["umount", "-l", disk])
        return disk

    def fill(self, disk, leave=0):
        """Fills the disk but for `leave` bytes."""
        with open(disk / "filler", "wb") as filler:
            try:
                while True:
                    filler.write(b"x" * 65536)
                    filler.flush()
            except OSError:
                pass
        os.truncate(disk / "filler", max(0, (disk / "filler").stat().st_size - leave))

    def state_on(self, disk):
        (self.folder / ".darties").symlink_to(disk)

    def assert_full(self, answer, *parts):
        self.assert_refused(answer, 5, *parts)
        self.assertRegex(answer.err.lower(), "space|full", answer)

    def test_a_run_names_the_disk(self):
        disk = self.small("6m")
        self.state_on(disk)
        self.pipeline("tasks:\n  a: { sql: { text: CREATE TABLE IF NOT EXISTS t AS SELECT 1 AS a } }\n")
        self.assert_fine(self.darties("run", "p"))
        self.fill(disk)
        answer = self.darties("run", "p")
        self.assert_full(answer, "history.db")
        doctor = self.darties("-o", "csv", "doctor")
        self.assertEqual(doctor.code, 1, doctor)
        self.assertRegex(doctor.out, "disk,fail,.*the disk is full")
        (disk / "filler").unlink()
        self.assert_fine(self.darties("run", "p"))

    def test_sql_names_the_disk(self):
        disk = self.small("6m")
        self.state_on(disk)
        self.assert_fine(self.sql("CREATE TABLE t (a VARCHAR(200)); INSERT INTO t VALUES ('kept')"))
        self.fill(disk, leave=65536)
        answer = self.sql("INSERT INTO t WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 60000) "
                          "SELECT MD5(n::VARCHAR) || MD5((n + 1)::VARCHAR) || MD5((n + 2)::VARCHAR) FROM r")
        self.assert_full(answer, "warehouse.duckdb")
        (disk / "filler").unlink()
        self.assertEqual(self.value("SELECT COUNT(*) FROM t"), "1")

    def test_a_new_warehouse_names_the_disk(self):
        disk = self.small("1m")
        self.state_on(disk)
        self.fill(disk, leave=8192)
        self.assert_full(self.sql("SELECT 1"), str(disk))

    def test_unload_and_extract_name_the_object(self):
        disk = self.small("1m")
        self.file("darties.yml", "name: p\nlake: { buckets: { test: small } }\n")
        self.file("in/a.csv", "a\n" + "row\n" * 40_000)
        self.fill(disk, leave=16384)
        rows = "WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 60000) SELECT n, MD5(n::VARCHAR) AS m FROM r"
        for form in ("CSV", "PARQUET"):
            self.assert_full(self.sql(f"UNLOAD ('{rows}') TO 's3://test/out/{form}' {form}"), "s3://test/out/")
        self.assert_full(self.darties("extract", "in/a.csv", "--to", "s3://test/out.json"), "s3://test/out.json")
        self.assertEqual([path.name for path in disk.rglob("*") if path.is_file()], ["filler"])

    def test_upload_and_download_name_the_file(self):
        disk = self.small("1m")
        self.file("darties.yml", "name: p\nlake: { buckets: { test: small, source: source } }\n")
        self.file("source/big", b"x" * 500_000)
        self.fill(disk, leave=16384)
        self.assert_full(self.darties("upload", "source", "s3://test/in"), "s3://test/in/big")
        self.assert_full(self.darties("download", "s3://source/big", "small/back"), "small/back")
        self.assertEqual([path.name for path in disk.rglob("*") if path.is_file()], ["filler"])

    def test_results_that_do_not_fit_name_stdout(self):
        with open("/dev/full", "wb") as full:
            process = self.start("sql", "-c", "SELECT 1")
            process.communicate()
            code = subprocess.run([*process.args], stdout=full, stderr=subprocess.PIPE, env=self.environment())
        self.assertEqual(code.returncode, 5, code.stderr)
        self.assertIn(b"stdout", code.stderr)
