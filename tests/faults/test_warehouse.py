"""The warehouse file: locked, broken, newer, killed in the middle, out of space."""
import os
import random
import shutil
import signal
import subprocess
import time

from harness import DARTIES, ROOT, FaultTest, kill_after, wait_for

SPARKIFY_TABLES = ("staging_events", "staging_songs", "songplays", "users", "songs", "artists", "time")


class Warehouse(FaultTest):
    @property
    def warehouse(self):
        return self.folder / ".darties/warehouse.duckdb"

    def hold(self):
        """A run that has the warehouse open until the file `release` is there."""
        self.pipeline("tasks:\n  a: { sql: { text: SELECT 1 } }\n"
                      "  b: { command: [sh, -c, 'touch held; until [ -e release ]; do sleep 0.05; done'], after: a }\n")
        holder = self.start("run", "p")
        self.addCleanup(holder.communicate)
        self.addCleanup(holder.kill)
        self.addCleanup(self.file, "release", "")
        wait_for(self.folder / "held")
        return holder

    def test_a_warehouse_in_use_names_its_holder(self):
        holder = self.hold()
        started = time.monotonic()
        answer = self.darties("--lock-timeout", "500ms", "sql", "-c", "SELECT 1")
        self.assert_refused(answer, 5, str(holder.pid), "run")
        self.assertLess(time.monotonic() - started, 8)

    def test_a_second_command_waits_for_the_first(self):
        self.hold()
        second = self.start("--lock-timeout", "60s", "-o", "csv", "sql", "-c", "SELECT 7")
        time.sleep(0.5)
        self.assertIsNone(second.poll())
        self.file("release", "")
        out, err = second.communicate(timeout=60)
        self.assertEqual(second.returncode, 0, err)
        self.assertIn(b"7", out)

    def test_a_warehouse_of_garbage_is_refused_and_left_alone(self):
        self.file(".darties/warehouse.duckdb", "this is no database\n" * 1000)
        before = self.warehouse.read_bytes()
        self.assert_refused(self.sql("SELECT 1"), 2, "warehouse.duckdb")
        self.assertEqual(self.warehouse.read_bytes(), before)

    def test_an_empty_warehouse_file_is_refused_or_made_anew(self):
        self.file(".darties/warehouse.duckdb", "")
        answer = self.sql("SELECT 1")
        self.assertIn(answer.code, (0, 2), answer)
        if answer.code == 2:
            self.assertIn("warehouse.duckdb", answer.err)

    def test_doctor_looks_into_the_file_and_changes_nothing(self):
        self.assert_fine(self.sql("CREATE TABLE t AS SELECT 1 AS a"))
        self.assert_fine(self.darties("doctor"))
        whole = self.warehouse.read_bytes()
        for name, content, words in (("six bytes", b"hello\n", "(6 bytes) is not a warehouse"), ("nothing", b"", "is not a warehouse"),
                                     ("cut in its blocks", whole[:len(whole) - 200_000], "was cut: it has"),
                                     ("cut in its headers", whole[:5000], "was cut: it has")):
            with self.subTest(name):
                self.file(".darties/warehouse.duckdb", content)
                self.assert_refused(self.darties("doctor"), 1, words)
                self.assertEqual(self.warehouse.read_bytes(), content)
        self.warehouse.unlink()
        self.warehouse.mkdir()
        self.assert_refused(self.darties("doctor"), 1, "is a folder, not a warehouse")
        self.warehouse.rmdir()
        self.file(".darties/warehouse.duckdb", whole)
        self.assert_fine(self.darties("doctor"))
        self.assertEqual(self.warehouse.read_bytes(), whole)

    def test_doctor_may_not_read_the_warehouse(self):
        self.assert_fine(self.sql("SELECT 1"))
        options = self.as_nobody()
        self.warehouse.chmod(0)
        self.assert_refused(self.darties("doctor", **options), 1, "cannot read the warehouse")

    def test_a_folder_that_may_not_be_written_is_denied(self):
        options = self.as_nobody()
        os.chmod(self.folder, 0o555)
        self.addCleanup(os.chmod, self.folder, 0o755)
        self.assert_refused(self.sql("SELECT 1", **options), 4, str(self.folder))

    def test_killed_while_it_is_made_a_warehouse_is_made_again(self):
        delays = random.Random(3)
        for _ in range(12):
            shutil.rmtree(self.folder / ".darties", ignore_errors=True)
            kill_after(self.start("sql", "-c", "CREATE TABLE t (a INT)"), delays.uniform(0.005, 0.12))
            self.assert_fine(self.sql("CREATE TABLE IF NOT EXISTS t (a INT); INSERT INTO t VALUES (1)"))
            self.assertIn(self.value("SELECT COUNT(*) FROM t"), ("1",))

    def test_out_of_disk_space_is_told_and_leaves_the_warehouse_whole(self):
        small = self.folder / "small"
        small.mkdir()
        if os.getuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", small],
                                              capture_output=True).returncode != 0:
            self.skip_loudly("no small file system can be mounted here")
        self.addCleanup(subprocess.run, ["umount", "-l", small])
        self.file("small/darties.yml", "name: small\nformat_version: 1\nlake: { buckets: { test: ../lake } }\n")
        noise = random.Random(1)
        self.file("lake/data", "".join(f"{i},{noise.getrandbits(2000):x}\n" for i in range(100_000)))
        self.folder = small
        self.assert_fine(self.sql("CREATE TABLE t (a INT, b VARCHAR(600)); INSERT INTO t VALUES (1, 'kept')"))
        answer = self.sql("COPY t FROM 's3://test/data' CSV")
        self.assertIn(answer.code, (2, 5), answer)
        self.assertRegex(answer.err.lower(), "space|disk")
        self.assertEqual(self.value("SELECT b FROM t"), "kept")


class Sparkify(FaultTest):
    """The whole job, killed and run again, and twice at once."""

    scale = "3"

    def setUp(self):
        super().setUp()
        shutil.copytree(ROOT / "projects/sparkify", self.folder, dirs_exist_ok=True,
                        ignore=shutil.ignore_patterns(".darties", "data"))
        self.assert_fine(self.darties("generate", "sparkify", "--scale", self.scale, "--out", self.folder / "data/sparkify"))

    def tables(self):
        """Counts and checksums that do not depend on the order of rows; songplay_id is left out."""
        songplays = "start_time, user_id, level, song_id, artist_id, session_id, location, user_agent"
        found = {}
        for table in SPARKIFY_TABLES:
            answer = self.sql(f"SELECT {songplays if table == 'songplays' else '*'} FROM {table}")
            self.assertEqual(answer.code, 0, answer)
            found[table] = sorted(answer.out.splitlines())
        return found

    def test_run_twice_gives_the_same_tables(self):
        self.assert_fine(self.darties("run", "sparkify"))
        once = self.tables()
        self.assert_fine(self.darties("run", "sparkify"))
        self.assertEqual(self.tables(), once)

    def test_killed_anywhere_and_run_again_gives_the_same_tables(self):
        started = time.monotonic()
        self.assert_fine(self.darties("run", "sparkify"))
        whole = time.monotonic() - started
        expected = self.tables()
        delays = random.Random(5)
        killed = 0
        for attempt in range(8):
            if attempt % 2 == 0:
                shutil.rmtree(self.folder / ".darties", ignore_errors=True)
            killed += kill_after(self.start("run", "sparkify"), delays.uniform(0.02, whole))
            self.assert_fine(self.darties("run", "sparkify"))
            self.assertEqual(self.tables(), expected, f"attempt {attempt}")
        self.assertGreater(killed, 0)

    def test_killed_and_resumed_gives_the_same_tables(self):
        started = time.monotonic()
        self.assert_fine(self.darties("run", "sparkify"))
        whole = time.monotonic() - started
        expected = self.tables()
        delays = random.Random(7)
        for _ in range(5):
            shutil.rmtree(self.folder / ".darties", ignore_errors=True)
            if not kill_after(self.start("run", "sparkify"), delays.uniform(0.3 * whole, 0.95 * whole)):
                continue
            answer = self.darties("run", "sparkify", "--resume")
            if answer.code == 3:  # killed before the run began
                answer = self.darties("run", "sparkify")
            self.assert_fine(answer)
            self.assertEqual(self.tables(), expected)

    def test_two_runs_at_once_wait_or_refuse_clearly(self):
        first = self.start("run", "sparkify")
        second = self.start("run", "sparkify")
        answers = []
        for process in (first, second):
            out, err = process.communicate(timeout=120)
            answers.append((process.returncode, err.decode()))
        codes = sorted(code for code, _ in answers)
        self.assertIn(codes, ([0, 0], [0, 5]), answers)
        for code, err in answers:
            if code == 5:
                self.assertRegex(err, "run|process")
        self.assert_fine(self.darties("run", "sparkify"))

    def test_interrupted_it_ends_cleanly_and_says_how_to_resume(self):
        self.file("pipelines/slow.yml", "dag: slow\ntasks:\n  a: { command: [sh, -c, 'touch began; exec sleep 60'] }\n")
        process = self.start("run", "slow")
        wait_for(self.folder / "began")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
        self.assertEqual(process.returncode, 130, err)
        self.assertIn(b"--resume", out + err)


class Elsewhere(FaultTest):
    def test_a_read_only_command_on_no_project_makes_nothing(self):
        (self.folder / "darties.yml").unlink()
        self.darties("dags")
        self.assertEqual([path.name for path in self.folder.iterdir()], [])

    def test_the_program_is_there(self):
        self.assertTrue(DARTIES.exists(), DARTIES)
