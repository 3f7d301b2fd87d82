"""From a new bucket to a deleted one: files go up, sparkify runs from S3, tables go out and come back, nothing stays."""
import json
import os
import pathlib
import re
import shutil

from life import BUCKET, ROOT, LifeTest, Moto

REAL = pathlib.Path(os.environ.get("DARTIES_SHARED", ROOT / "../shared")) / "data/sparkify"
REAL_ROWS = {"staging_events": 8056, "staging_songs": 71, "songplays": 6820, "users": 96, "songs": 71, "artists": 69, "time": 6813}


class SparkifyTest(LifeTest):
    """A copy of projects/sparkify that reads from the bucket."""

    def take_project(self):
        shutil.copytree(ROOT / "projects/sparkify", self.folder, dirs_exist_ok=True,
                        ignore=shutil.ignore_patterns("data", ".darties", "dwh.cfg"))
        text = (self.folder / "darties.yml").read_text()
        text, mappings = re.subn(r"\nlake:\n  buckets:\n.*\n", "\n", text)
        self.assertEqual(mappings, 1)
        self.file("darties.yml", text.replace("udacity-dend", BUCKET))

    def made_data(self):
        """Sample files, and the rows they must become."""
        said = self.fine("generate", "sparkify", "--out", "made", "--songs", 300, "--expect", "-")
        return self.folder / "made", json.loads(said.out)["tables"]

    def rows(self):
        return {table: int(self.value(f"SELECT COUNT(*) FROM {table}")) for table in REAL_ROWS}

    def picture(self):
        """Every table as text, without the number of a play, which each run gives anew."""
        plays = "(SELECT start_time, user_id, level, song_id, artist_id, session_id, location, user_agent FROM songplays) p"
        return [sorted(self.fine("sql", "-o", "csv", "-c", f"SELECT * FROM {table}").out.splitlines())
                for table in ("users", "songs", "artists", "time", "staging_songs", plays)]

    def run_twice(self, expected):
        self.fine("run", "sparkify")
        self.assertEqual(self.rows(), expected)
        before = self.picture()
        self.fine("run", "sparkify")
        self.assertEqual(self.rows(), expected)
        self.assertTrue(self.picture() == before, "a second run changed tables")


class WholeLife(SparkifyTest):
    def unload_and_copy_back(self, table, kind, unload_options, copy_options):
        url = f"s3://{BUCKET}/unloaded/{kind}/{table}_"
        self.fine("sql", "-c", f"UNLOAD ('SELECT * FROM {table}') TO '{url}' {unload_options} MANIFEST")
        self.assertIn(f"unloaded/{kind}/{table}_manifest", self.keys("unloaded/"))
        self.fine("sql", "-c", f"DROP TABLE IF EXISTS back; CREATE TABLE back (LIKE {table});"
                               f"COPY back FROM '{url}manifest' {copy_options} MANIFEST")
        different = f"""SELECT (SELECT COUNT(*) FROM (SELECT * FROM {table} EXCEPT SELECT * FROM back) a) +
                               (SELECT COUNT(*) FROM (SELECT * FROM back EXCEPT SELECT * FROM {table}) b)"""
        self.assertEqual(self.value(different), "0", f"{table} as {kind}")
        self.assertEqual(self.value("SELECT COUNT(*) FROM back"), self.value(f"SELECT COUNT(*) FROM {table}"))

    def live(self, data, expected):
        self.take_project()
        self.fine("bucket", "create", BUCKET)
        self.fine("upload", data, f"s3://{BUCKET}/")
        self.assertIn("uploaded 0 files", self.fine("upload", data, f"s3://{BUCKET}/").err)
        self.run_twice(expected)
        for table in ("songplays", "artists"):
            self.unload_and_copy_back(table, "csv", "FORMAT CSV NULL AS '@NULL@'", "FORMAT CSV NULL AS '@NULL@'")
            self.unload_and_copy_back(table, "parquet", "FORMAT PARQUET", "FORMAT PARQUET")
        self.fine("download", f"s3://{BUCKET}/song_data", "back")
        self.assert_same_files(data / "song_data", self.folder / "back")
        self.assert_refused(self.darties("bucket", "delete", BUCKET, "--confirm", BUCKET), 2, "is not empty")
        self.remove_bucket()
        self.assertNotIn(BUCKET, self.fine("ls").out)

    def test_on_the_real_data(self):
        if not (REAL / "log_data").is_dir():
            self.skip_loudly(f"the real data is not there: {REAL} (set DARTIES_SHARED to the folder that holds data/)")
        self.live(REAL, REAL_ROWS)

    def test_on_made_data(self):
        self.live(*self.made_data())


class LifeWithACluster(SparkifyTest):
    """The keys lie in dwh.cfg, where `infra up` writes: what its children see must not hold them."""

    kind = Moto
    keys_in = "dwh.cfg"

    def environment(self):
        quick = {"DARTIES_INFRA__POLL_INTERVAL": "10ms", "DARTIES_INFRA__SETTLE_TIME": "100ms", "DARTIES_INFRA__ASSUME_TIME": "5s"}
        return {**super().environment(), **quick}

    def what_is_ours(self):
        """What the account holds of a project, as moto says it."""
        answers = [self.server.query("redshift", "DescribeClusters", "2012-12-01"),
                   self.server.query("iam", "ListRoles", "2010-05-08"),
                   self.server.query("ec2", "DescribeSecurityGroups", "2016-11-15")]
        found = [re.findall(pattern, answer) for pattern, answer in
                 zip([r"<ClusterIdentifier>(.*?)<", r"<RoleName>(.*?)<", r"<groupName>(.*?)<"], answers)]
        return [sorted(set(names) - {"default"}) for names in found]

    def test_between_infra_up_and_down(self):
        data, expected = self.made_data()
        self.take_project()
        self.assertEqual(self.what_is_ours(), [[], [], []])
        self.fine("infra", "up", "--ttl", "1h")
        self.assertEqual([len(names) for names in self.what_is_ours()], [1, 1, 1])
        password = self.folder / ".darties/database_password"
        self.assertEqual(password.stat().st_mode & 0o777, 0o600)
        self.secrets.add(password.read_text().strip())
        self.own_files.append(password)
        self.fine("bucket", "create", BUCKET)
        self.fine("upload", data, f"s3://{BUCKET}/")
        self.run_twice(expected)
        self.remove_bucket()
        self.fine("infra", "down")
        self.assertEqual(self.what_is_ours(), [[], [], []])

    def test_infra_with_gives_back_after_a_failing_command(self):
        self.take_project()
        answer = self.darties("infra", "with", "--ttl", "1h", "--", "sh", "-c", "sleep 0.1; exit 9")
        self.assertEqual(answer.code, 9, answer)
        self.assertEqual(self.what_is_ours(), [[], [], []])
