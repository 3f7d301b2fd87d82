"""UNLOAD when objects can not appear, and when it is killed."""
import random
import shutil
import time

from harness import FaultTest, kill_after

ROWS = 300_000


class Unloads(FaultTest):
    def setUp(self):
        super().setUp()
        self.file("lake/in", "".join(f"{i},text number {i}\n" for i in range(ROWS)))
        self.assert_fine(self.sql("CREATE TABLE t (a INT, b VARCHAR(40)); COPY t FROM 's3://test/in' CSV"))

    def unload(self, options, query="SELECT a, b FROM t"):
        return f"UNLOAD ('{query}') TO 's3://test/out/' {options}"

    def objects(self):
        """What stands below out/, temporary names left out."""
        files = (self.folder / "lake/out").rglob("*")
        return sorted(path.name for path in files if path.is_file() and not path.name.startswith(".darties-writing"))

    def test_a_part_that_can_not_appear_takes_back_those_that_did(self):
        (self.folder / "lake/out/001").mkdir(parents=True)
        answer = self.sql(self.unload("CSV PARALLEL OFF MAXFILESIZE 5 MB MANIFEST"))
        self.assertIn(answer.code, (2, 4, 5), answer)
        self.assertIn("001", answer.err)
        self.assertEqual(self.objects(), [])
        (self.folder / "lake/out/001").rmdir()
        self.assert_fine(self.sql(self.unload("CSV PARALLEL OFF MAXFILESIZE 5 MB MANIFEST")))
        self.assertEqual(self.objects(), ["000", "001", "manifest"])

    def test_killed_and_run_again_with_cleanpath_it_is_whole(self):
        for options in ("CSV MANIFEST CLEANPATH", "FORMAT PARQUET MANIFEST CLEANPATH"):
            started = time.monotonic()
            self.assert_fine(self.sql(self.unload(options)))
            whole = time.monotonic() - started
            expected, delays = self.objects(), random.Random(9)
            for _ in range(6):
                shutil.rmtree(self.folder / "lake/out")
                kill_after(self.start("sql", "-c", self.unload(options)), delays.uniform(0.05, whole))
                # The manifest comes last: where it stands, all stands.
                self.assertIn(self.objects(), (expected, [name for name in self.objects() if name != "manifest"]))
                self.assert_fine(self.sql(self.unload(options)))
                self.assertEqual(self.objects(), expected)
                self.assertEqual([path for path in (self.folder / ".darties/spool").rglob("*") if path.is_file()], [])
