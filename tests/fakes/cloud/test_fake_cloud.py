"""The fake S3 against curl, which signs by code of its own: what is right is taken, what is wrong is refused as AWS does.

    DARTIES_FAKE_CLOUD=build/dev/tests/fake_cloud python3 -m unittest tests/fakes/cloud/test_fake_cloud.py
"""
import hashlib
import json
import os
import shutil
import subprocess
import unittest
import urllib.request

KEYS = "AKIACANARYKEYID00001:canary-secret-of-the-tests-00001"
REGION = "us-east-1"


@unittest.skipUnless(shutil.which("curl"), "no curl here: the fake S3 was not checked")
class FakeCloudTest(unittest.TestCase):
    def setUp(self):
        self.server = subprocess.Popen([os.environ["DARTIES_FAKE_CLOUD"]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(self.server.communicate)  # the end of its input ends it
        self.url = f"http://127.0.0.1:{int(self.server.stdout.readline())}"
        self.tell("POST", "buckets", name="lake")

    def tell(self, method, path, **content):
        body = json.dumps(content).encode() if method == "POST" else None
        request = urllib.request.Request(f"{self.url}/_fake/{path}", method=method, data=body)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def curl(self, target, *options, body="", keys=KEYS, region=REGION):
        """Exit code and what curl printed: the answer with its headers."""
        payload = hashlib.sha256(body.encode()).hexdigest()
        done = subprocess.run(["curl", "-sSi", "-m", "10", "--aws-sigv4", f"aws:amz:{region}:s3", "--user", keys,
                               "-H", f"x-amz-content-sha256: {payload}", *options, self.url + target],
                              capture_output=True, text=True, timeout=20)
        return done.returncode, done.stdout

    def put(self, target, body, *options):
        return self.curl(target, "-X", "PUT", "--data-binary", body, *options, body=body)[1]

    def test_what_is_put_is_listed_and_read_back_whole_and_in_part(self):
        self.assertIn(" 200 ", self.put("/lake/a%20b/c", "hello"))
        self.assertIn("hello", self.curl("/lake/a%20b/c")[1])
        self.assertIn("bytes 1-3/5", self.curl("/lake/a%20b/c", "-H", "Range: bytes=1-3")[1])
        self.assertIn(" 416 ", self.curl("/lake/a%20b/c", "-H", "Range: bytes=5-")[1])
        self.assertIn("<Key>a+b/c</Key>", self.curl("/lake?encoding-type=url&list-type=2&prefix=a")[1])

    def test_a_key_stands_beside_keys_below_it_and_pages_lose_none(self):
        for key in ("a", "a/b", "a//b", "a/"):
            self.put(f"/lake/{key}", "x")
        self.tell("POST", "settings", page_size=1)
        found, token = [], ""
        while token is not None:
            page = self.curl(f"/lake?continuation-token={token}&list-type=2" if token else "/lake?list-type=2")[1]
            found.append(page.split("<Key>")[1].split("</Key>")[0])
            more = "<NextContinuationToken>" in page
            token = page.split("<NextContinuationToken>")[1].split("<")[0].replace("=", "%3D") if more else None
        self.assertEqual(found, ["a", "a/", "a//b", "a/b"])

    def test_wrong_keys_clocks_regions_and_payloads_are_refused_by_name(self):
        self.put("/lake/k", "x")
        self.assertIn("SignatureDoesNotMatch", self.curl("/lake/k", keys=KEYS + "x")[1])
        self.assertIn("InvalidAccessKeyId", self.curl("/lake/k", keys="AKIANOBODY:x")[1])
        self.assertIn("<Region>us-east-1</Region>", self.curl("/lake/k", region="eu-west-1")[1])
        self.assertIn("XAmzContentSHA256Mismatch", self.curl("/lake/k", body="other")[1])
        self.assertIn("BadDigest", self.put("/lake/k", "x", "-H", "Content-MD5: AAAAAAAAAAAAAAAAAAAAAA=="))
        self.assertIn("AccessControlListNotSupported", self.put("/lake/k", "x", "-H", "x-amz-acl: public-read"))
        self.tell("POST", "keys", id="ASIAOLD", secret="old", token="", expires_in=-1)
        self.assertIn("ExpiredToken", self.curl("/lake/k", keys="ASIAOLD:old")[1])
        self.tell("POST", "settings", clock_offset_seconds=3600)
        self.assertIn("RequestTimeTooSkewed", self.curl("/lake/k")[1])

    def test_faults_strike_the_call_that_was_named_and_no_other(self):
        self.put("/lake/k", "0123456789")
        for kind, code, said in (("cut", 18, "01234"), ("reset", 56, ""), ("html", 0, " 500 "), ("error", 0, "SlowDown"),
                                 ("corrupt", 0, "0123466789"), ("error_in_200", 0, " 200 ")):
            self.tell("DELETE", "faults")
            self.tell("POST", "faults", operation="GetObject", kind=kind, nth=2)
            self.assertIn("0123456789", self.curl("/lake/k")[1], kind)
            found = self.curl("/lake/k")
            self.assertEqual(found[0], code, kind)
            self.assertIn(said, found[1], kind)
            self.assertIn("0123456789", self.curl("/lake/k")[1], kind)
        self.assertEqual(self.tell("GET", "calls")["counts"]["GetObject"], 18)

    def test_a_call_is_held_until_it_is_dropped_and_was_not_carried_out(self):
        self.tell("POST", "faults", operation="PutObject", kind="hold")
        client = subprocess.Popen(["curl", "-sS", "-m", "20", "-X", "PUT", "--data-binary", "x", self.url + "/lake/held"],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.assertTrue(self.tell("GET", "hold?ms=10000")["held"])
        client.kill()
        client.wait()
        self.tell("POST", "release", carry_out=False)
        self.assertEqual(self.tell("GET", "state")["buckets"], {"lake": 0})


if __name__ == "__main__":
    unittest.main()
