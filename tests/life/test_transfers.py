"""Files that go up and come back: killed in the middle, broken off, and under ten thousand odd names."""
import hashlib
import random
import signal
import time

from life import BUCKET, LifeTest

ODD = list("abcXYZ019 +%&=?#'\"<>~!*(),;:@[]{}|\\^`$-_.éüßñЖ中文🎵") + ["%20", "%2F", "..", "&amp;"]


class Transfers(LifeTest):
    def setUp(self):
        super().setUp()
        self.fine("bucket", "create", BUCKET)
        self.random = random.Random(5)

    def some_files(self, many):
        for number in range(many):
            self.file(f"out/{number % 40:02}/{number:05}.txt", self.random.randbytes(self.random.randint(0, 500)))

    def uploaded_in_part(self):
        """Waits until some objects are there, and not yet all."""
        objects = self.server.folder / "data" / BUCKET / "out"
        until = time.monotonic() + 30
        while time.monotonic() < until:
            if objects.is_dir() and sum(1 for _ in objects.rglob("*.txt")) >= 100:
                return
        self.fail("no upload began")

    def go_on_and_compare(self):
        """What is there is whole; run again, all is there."""
        self.fine("download", f"s3://{BUCKET}/out", "part")
        for path in (self.folder / "part").rglob("*.txt"):
            self.assertEqual(path.read_bytes(), (self.folder / "out" / path.relative_to(self.folder / "part")).read_bytes())
        again = self.fine("upload", "out", f"s3://{BUCKET}/out")
        self.assertIn("unchanged", again.err)
        self.fine("download", f"s3://{BUCKET}/out", "back")
        self.assert_same_files(self.folder / "out", self.folder / "back")
        self.assertIn("uploaded 0 files", self.fine("upload", "out", f"s3://{BUCKET}/out").err)

    def test_a_killed_upload_goes_on_where_it_was(self):
        self.some_files(2000)
        process = self.start("upload", "out", f"s3://{BUCKET}/out")
        self.uploaded_in_part()
        process.kill()
        self.assertEqual(self.look_on(process).code, -signal.SIGKILL)
        self.go_on_and_compare()

    def test_ctrl_c_ends_an_upload_as_cancelled(self):
        self.some_files(2000)
        process = self.start("upload", "out", f"s3://{BUCKET}/out")
        self.uploaded_in_part()
        process.send_signal(signal.SIGINT)
        answer = self.look_on(process)
        self.assert_refused(answer, 130)
        self.go_on_and_compare()

    def leftovers(self):
        """Uploads in parts that were begun and neither completed nor aborted, as the server lists them."""
        status, answer = self.server.signed("GET", f"/{BUCKET}", {"uploads": ""})
        self.assertEqual(status, 200, answer)
        return answer.count(b"<UploadId>")

    def interrupt_a_large_upload(self, how):
        content = self.random.randbytes(1 << 20) * 300
        self.file("large", content)
        process = self.start("upload", "large", f"s3://{BUCKET}/large")
        until = time.monotonic() + 30
        while self.leftovers() == 0 and time.monotonic() < until:
            time.sleep(0.002)
        process.send_signal(how)
        answer = self.look_on(process)
        self.assertEqual(self.keys(), [])
        return answer, content

    def test_a_killed_upload_in_parts_is_no_object_and_can_be_sent_again(self):
        answer, content = self.interrupt_a_large_upload(signal.SIGKILL)
        self.assertEqual(answer.code, -signal.SIGKILL)
        self.assertEqual(self.leftovers(), 1)  # nobody was left to abort it: docs say how a bucket gets rid of these
        self.fine("upload", "large", f"s3://{BUCKET}/large")
        self.fine("download", f"s3://{BUCKET}/large", "back")
        self.assertEqual(hashlib.sha256((self.folder / "back").read_bytes()).digest(), hashlib.sha256(content).digest())

    def test_ctrl_c_aborts_an_upload_in_parts(self):
        answer, _ = self.interrupt_a_large_upload(signal.SIGINT)
        self.assert_refused(answer, 130)
        self.assertEqual(self.leftovers(), 0)

    def odd_name(self, number):
        name = "".join(self.random.choices(ODD, k=self.random.randint(1, 20)))
        return f"k{name}{number}"  # a name of its own, none with a dot before it: those are left out

    def test_ten_thousand_odd_names_come_back_equal(self):
        for number in range(10_000):
            folder = f"{self.odd_name(0)}-{number % 100}/" if number % 3 else ""
            self.file(f"out/{folder}{self.odd_name(number)}", f"{number}")
        self.fine("upload", "out", f"s3://{BUCKET}/odd %+é")
        names = [path.relative_to(self.folder / "out").as_posix() for path in (self.folder / "out").rglob("*") if path.is_file()]
        self.assertEqual(len(names), 10_000)
        self.assertEqual(self.keys(), sorted((f"odd %+é/{name}" for name in names), key=str.encode))
        self.fine("download", f"s3://{BUCKET}/odd %+é", "back")
        self.assert_same_files(self.folder / "out", self.folder / "back")
