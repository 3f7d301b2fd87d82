"""botocore judges how ~/.aws is read: who signs, for which region, as which role, and which server is asked."""
import http.server
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "servers"))
import pinned

DARTIES = pathlib.Path(os.environ.get("DARTIES", pathlib.Path(__file__).resolve().parents[2] / "build/dev/bin/darties")).resolve()

ASK = """
import botocore.session, botocore.config
session = botocore.session.Session()
config = botocore.config.Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1})
session.create_client("s3", config=config).list_objects_v2(Bucket="shop")
"""
LISTING = "<ListBucketResult><IsTruncated>false</IsTruncated><KeyCount>0</KeyCount></ListBucketResult>"
ROLE = ("<AssumeRoleResponse xmlns='https://sts.amazonaws.com/doc/2011-06-15/'><AssumeRoleResult><Credentials>"
        "<AccessKeyId>ASIAOFTHEROLE0000001</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>"
        "<SessionToken>token</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>"
        "</AssumeRoleResult></AssumeRoleResponse>")
KEYS = "aws_access_key_id = {0}\naws_secret_access_key = secret\n"
INDENTED = "  aws_access_key_id = {0}\n  aws_secret_access_key = secret\n"


class Recorder:
    """Answers a listing, or credentials of a role, and remembers who asked for it."""

    def __init__(self):
        seen = self.seen = set()

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                scope = re.search(r"Credential=([^/]+)/\d+/([^/]+)/([^/]+)/", self.headers.get("Authorization", ""))
                role = re.search(r"RoleArn=([^&]*)", body)
                seen.add((self.server.server_address[1], *(scope.groups() if scope else ("nobody",)), role.group(1) if role else ""))
                text = (ROLE if role else LISTING).encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/xml")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            do_GET = do_POST = answer

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def take(self):
        seen = set(self.seen)
        self.seen.clear()
        return seen

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Profiles(unittest.TestCase):
    def setUp(self):
        try:
            self.python = pathlib.Path(pinned.moto()).with_name("python")
        except pinned.Absent as absent:
            if os.environ.get("DARTIES_SKIP_FAILS"):
                self.fail(f"cannot be skipped here: {absent}")
            self.skipTest(str(absent))
        folder = tempfile.TemporaryDirectory(prefix="darties_profiles_")
        self.addCleanup(folder.cleanup)
        self.home = pathlib.Path(folder.name)
        (self.home / ".aws").mkdir()
        (self.home / "darties.yml").write_text("name: p\n")
        self.first, self.second = Recorder(), Recorder()
        self.addCleanup(self.first.close)
        self.addCleanup(self.second.close)

    def same(self, config, credentials="", endpoint=True, **variables):
        """Both ask the same of the same server."""
        config = config.replace("FIRST", self.first.url).replace("SECOND", self.second.url)
        (self.home / ".aws/config").write_text(config)
        (self.home / ".aws/credentials").write_text(credentials)
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.home), "AWS_EC2_METADATA_DISABLED": "true", **variables}
        if endpoint:
            environment["AWS_ENDPOINT_URL"] = self.first.url
        asked = []
        for command in ([self.python, "-c", ASK], [DARTIES, "-C", self.home, "ls", "s3://shop/"]):
            done = subprocess.run(list(map(str, command)), env=environment, capture_output=True, text=True, timeout=60)
            asked.append((done, self.first.take() | self.second.take()))
        (botocore, expected), (darties, found) = asked
        self.assertTrue(expected, botocore.stderr)
        self.assertEqual(found, expected, f"{config}\n{botocore.stderr[-500:]}\n{darties.stderr}")

    def test_settings_may_be_indented(self):
        self.same("[default]\n  region = eu-west-1\n" + INDENTED.format("AKIA1"))
        self.same("[profile a]\n\tregion=eu-west-1\n\taws_access_key_id=AKIA1\n\taws_secret_access_key=secret\n", AWS_PROFILE="a")
        self.same("[default]\n    region = eu-west-1\n  output = json\n" + KEYS.format("AKIA1"))
        self.same("[default]\nregion = eu-west-3\n", "[default]\n" + INDENTED.format("AKIA2"))

    def test_a_role_that_is_indented_is_assumed(self):
        self.same("[profile a]\n  region = eu-west-1\n  role_arn = arn:aws:iam::1:role/a\n  source_profile = b\n"
                  "[profile b]\n" + INDENTED.format("AKIA1"), "[default]\n" + KEYS.format("AKIA9"), AWS_PROFILE="a")
        self.same("  [profile a]\n    region : eu-west-1\n    role_arn : arn:aws:iam::1:role/a\n\n    # by\n    source_profile : b\n"
                  "  [profile b]\n" + INDENTED.format("AKIA1"), AWS_PROFILE="a")

    def test_nested_settings_are_not_the_profiles(self):
        self.same("[default]\nregion = eu-west-1\ns3 =\n  region = us-west-2\n  max_concurrent_requests = 5\n\n  addressing_style = path\n"
                  + KEYS.format("AKIA1"))
        self.same("[default]\n  region = eu-west-1\n  s3 =\n    max_queue_size = 5\n" + INDENTED.format("AKIA1"))

    def test_endpoints_stand_in_services_and_profiles(self):
        keys = KEYS.format("AKIA1") + "region = eu-west-1\n"
        self.same(f"[default]\n{keys}endpoint_url = FIRST\n", endpoint=False)
        self.same(f"[default]\n{keys}endpoint_url = FIRST\nservices = s\n[services s]\ns3 =\n  endpoint_url = SECOND\n", endpoint=False)
        self.same(f"[default]\n{keys}services = s\n[services s]\ns3 =\n    endpoint_url = SECOND\nsts =\n    endpoint_url = FIRST\n",
                  endpoint=False)
        self.same(f"[default]\n{keys}endpoint_url = SECOND\nservices = s\n[services s]\ns3 =\n  endpoint_url = SECOND\n")
        self.same(f"[default]\n{keys}endpoint_url = FIRST\n", endpoint=False, AWS_ENDPOINT_URL_S3=self.second.url)
        self.same("[profile a]\nregion = eu-west-1\nrole_arn = arn:aws:iam::1:role/a\nsource_profile = b\nservices = s\n"
                  "[profile b]\n" + KEYS.format("AKIA1") + "[services s]\ns3 =\n  endpoint_url = SECOND\nsts =\n  endpoint_url = FIRST\n",
                  endpoint=False, AWS_PROFILE="a")

    def test_configured_endpoints_are_ignored_when_that_is_said(self):
        self.same("[default]\nregion = eu-west-1\nignore_configured_endpoint_urls = true\nendpoint_url = SECOND\n" + KEYS.format("AKIA1"),
                  endpoint=True, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS="false")


if __name__ == "__main__":
    unittest.main()
