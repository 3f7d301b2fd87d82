"""What S3 refuses is said in words that help, with the exit code of its kind."""
import json
import re

from life import BUCKET, LifeTest, Minio

DENIED, NOT_FOUND = 4, 3


class Refusals(LifeTest):
    def setUp(self):
        super().setUp()
        self.fine("bucket", "create", BUCKET)
        self.file("out/a.csv", "1,one\n2,two\n")
        self.fine("upload", "out", f"s3://{BUCKET}/out")

    def be(self, key_id, secret):
        self.variables = {"AWS_ACCESS_KEY_ID": key_id, "AWS_SECRET_ACCESS_KEY": secret}
        self.secrets.add(secret)

    def everywhere_refused(self, code, *parts):
        for words in (["ls", f"s3://{BUCKET}/"], ["cat", f"s3://{BUCKET}/out/a.csv"], ["upload", "out", f"s3://{BUCKET}/other"],
                      ["download", f"s3://{BUCKET}/out", "back"], ["bucket", "create", "darties-second"],
                      ["sql", "-c", f"CREATE TABLE t (a INT, b VARCHAR(9)); COPY t FROM 's3://{BUCKET}/out' CSV"]):
            with self.subTest(words=words):
                self.assert_refused(self.darties(*words), code, *parts)

    def test_a_wrong_secret(self):
        self.be(self.server.access_key, "canary/ofAWrong+Secret=0123456789abcdef")
        self.everywhere_refused(DENIED, "SignatureDoesNotMatch")

    def test_keys_of_nobody(self):
        self.be("AKIACANARYOFNOBODY01", "canary/ofNobodys+Secret=0123456789abcde")
        self.everywhere_refused(DENIED, "InvalidAccessKeyId")

    def test_no_keys_at_all(self):
        self.variables = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_EC2_METADATA_DISABLED": "true"}
        self.everywhere_refused(DENIED, "no credentials for AWS", "dwh.cfg")

    def test_a_bucket_that_is_not_there(self):
        for words in (["ls", "s3://darties-absent/"], ["cat", "s3://darties-absent/a"], ["upload", "out", "s3://darties-absent/"],
                      ["download", "s3://darties-absent/out", "back"],
                      ["bucket", "delete", "darties-absent", "--confirm", "darties-absent"]):
            with self.subTest(words=words):
                self.assert_refused(self.darties(*words), NOT_FOUND, "NoSuchBucket", "darties-absent")
        self.assert_refused(self.darties("cat", f"s3://{BUCKET}/out/b.csv"), NOT_FOUND, "out/b.csv")
        self.assert_refused(self.darties("download", f"s3://{BUCKET}/nothing", "back"), NOT_FOUND, "nothing")

    def test_a_user_who_may_only_read(self):
        reader, secret = "AKIACANARYOFAREADER1", "canary/ofTheReader+Secret=0123456789abc"
        self.server.add_user(reader, secret)
        policy = {"Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": {"AWS": [reader]}, "Action": ["s3:GetObject", "s3:ListBucket"],
            "Resource": [f"arn:aws:s3:::{BUCKET}", f"arn:aws:s3:::{BUCKET}/*"]}]}
        status, answer = self.server.signed("PUT", f"/{BUCKET}", {"policy": ""}, json.dumps(policy).encode())
        self.assertLess(status, 300, answer)
        self.be(reader, secret)
        self.assertEqual(self.keys(), ["out/a.csv"])
        self.assertEqual(self.fine("cat", f"s3://{BUCKET}/out/a.csv").out, "1,one\n2,two\n")
        self.fine("sql", "-c", f"CREATE TABLE t (a INT, b VARCHAR(9)); COPY t FROM 's3://{BUCKET}/out' CSV")
        for words in (["upload", "out", f"s3://{BUCKET}/other"],
                      ["upload", "out", f"s3://{BUCKET}/", "--delete", "--yes"],
                      ["sql", "-c", f"UNLOAD ('SELECT * FROM t') TO 's3://{BUCKET}/unloaded'"],
                      ["bucket", "delete", BUCKET, "--confirm", BUCKET]):
            with self.subTest(words=words):
                self.assert_refused(self.darties(*words), DENIED, "AccessDenied", BUCKET)


class Sessions(LifeTest):
    """Credentials that a service of tokens gave, as minio checks them."""

    kind = Minio

    def assume_role(self):
        status, answer = self.server.assume_role()
        self.assertEqual(status, 200, answer)
        found = [re.search(f"<{name}>(.*?)</{name}>", answer.decode())[1]
                 for name in ("AccessKeyId", "SecretAccessKey", "SessionToken")]
        self.secrets.update(found[1:])
        return dict(zip(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"), found))

    def test_a_session_is_used_with_its_token_and_refused_without_it(self):
        self.fine("bucket", "create", BUCKET)
        self.file("out/a.csv", "1,one\n")
        self.variables = session = self.assume_role()
        self.fine("upload", "out", f"s3://{BUCKET}/out")
        self.assertEqual(self.fine("cat", f"s3://{BUCKET}/out/a.csv").out, "1,one\n")
        keys = (f"ACCESS_KEY_ID '{session['AWS_ACCESS_KEY_ID']}' SECRET_ACCESS_KEY '{session['AWS_SECRET_ACCESS_KEY']}' "
                f"SESSION_TOKEN '{session['AWS_SESSION_TOKEN']}'")
        self.variables = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}
        copy = "CREATE TABLE IF NOT EXISTS t (a INT, b VARCHAR(9)); COPY t FROM 's3://{}/out' CSV {}"
        self.assertEqual(self.script(copy.format(BUCKET, keys)).code, 0)
        self.assert_refused(self.script(copy.format(BUCKET, keys.split("SESSION")[0])), DENIED, "403")
        for wrong in ("", session["AWS_SESSION_TOKEN"][:-6] + "AAAAAA"):
            self.variables = {**session, "AWS_SESSION_TOKEN": wrong}
            self.assert_refused(self.darties("ls", f"s3://{BUCKET}/"), DENIED, "Status 403")
