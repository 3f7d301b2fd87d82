"""What the tests of the life in the cloud share: a server, a project that reads from it, and secrets that must not be found.

Every test ends with a look through all that the program wrote and printed, and through what ps showed meanwhile.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "servers"), str(HERE.parent / "faults")]

from canaries import Onlooker, holders, spellings  # noqa: E402
from harness import ROOT, Answer, FaultTest  # noqa: E402
from servers import Minio, Moto, Versitygw  # noqa: E402

__all__ = ["BUCKET", "ROOT", "KEY_ID", "SECRET", "Answer", "LifeTest", "Minio", "Moto", "Versitygw", "files_of", "holders", "spellings"]

KEY_ID, SECRET = "AKIACANARYOFTHEROOT1", "canary/ofTheRoot+Secret=0123456789abcdEF"
BUCKET = "darties-life"


class LifeTest(FaultTest):
    """Each test has a server and a project for itself, and the keys in its environment or in dwh.cfg."""

    kind = Versitygw
    keys_in = "environment"

    def setUp(self):
        super().setUp()
        self.server = self.enterContext(self.kind(KEY_ID, SECRET))
        self.secrets = {SECRET}
        self.own_files = []
        self.shown = []
        self.variables = {}
        self.file("darties.yml", "name: life\nformat_version: 1\ntarget: embedded\n")
        if self.keys_in == "dwh.cfg":
            self.own_file("dwh.cfg", f"[AWS]\nKEY={KEY_ID}\nSECRET={SECRET}\n").chmod(0o600)

    def tearDown(self):
        """No secret anywhere. Runs before the folder goes."""
        written = list(holders(self.folder, self.secrets, self.own_files))
        self.assertEqual(written, [], "secrets were written")
        for secret in self.secrets:
            for spelling in spellings(secret):
                self.assertFalse([text for text in self.shown if spelling in text], f"{secret} was shown")

    def own_file(self, name, content):
        """A file of the user's, who keeps a secret there; it is not looked through."""
        path = self.file(name, content)
        self.own_files.append(path)
        return path

    def environment(self):
        reach = self.server.environment()
        if self.keys_in == "dwh.cfg":
            reach = {name: value for name, value in reach.items() if "KEY" not in name}
        return {**super().environment(), **reach, "XDG_CONFIG_HOME": str(self.folder / "config"), **self.variables}

    def darties(self, *words, timeout=300, **options):
        process = self.start(*words, **options)
        return self.look_on(process, timeout)

    def look_on(self, process, timeout=300):
        """Waits for a process, and remembers what it showed."""
        onlooker = Onlooker(process.pid)
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        finally:
            self.shown += onlooker.end()
        self.shown += [out, err]
        return Answer(process.returncode, out.decode(errors="replace"), err.decode(errors="replace"))

    def fine(self, *words, **options):
        return self.assert_fine(self.darties(*words, **options))

    def script(self, text, *words):
        """Runs statements that come from stdin: no argument and no file holds them."""
        with tempfile.TemporaryFile() as statements:
            statements.write(text.encode())
            statements.seek(0)
            return self.darties("sql", "-o", "csv", "-f", "-", *words, stdin=statements)

    def remove_bucket(self):
        (self.folder / "nothing").mkdir(exist_ok=True)
        self.fine("upload", "nothing", f"s3://{BUCKET}", "--delete", "--yes")
        self.fine("bucket", "delete", BUCKET, "--confirm", BUCKET)

    def keys(self, prefix=""):
        """The keys below a prefix, as `darties ls` says them."""
        out = self.fine("ls", "-r", f"s3://{BUCKET}/{prefix}", "-o", "jsonl").out
        start = len(f"s3://{BUCKET}/")
        return [row["object"][start:] for row in map(json.loads, out.splitlines())]

    def assert_same_files(self, expected, found):
        expected, found = files_of(expected), files_of(found)
        self.assertEqual(sorted(expected), sorted(found))
        self.assertEqual([name for name in expected if expected[name] != found[name]], [])


def files_of(folder):
    """Bytes of the files below a folder, by name."""
    folder = pathlib.Path(folder)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
