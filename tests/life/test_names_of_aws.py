"""S3 under the names that AWS gives it: TLS, the bucket in the host's name, signed for its region. No endpoint is said; `aws.connect_to`
leads the names to this machine."""
import http.client
import ssl
import subprocess

from life import BUCKET, LifeTest, Versitygw

REGION = "eu-west-1"
DOMAIN = f"s3.{REGION}.amazonaws.com"


class AsAws(Versitygw):
    region = REGION

    def certificate(self):
        return self.folder / "certificate.pem"

    def command(self):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=darties test",
                        "-addext", f"subjectAltName=DNS:{DOMAIN},DNS:*.{DOMAIN}", "-keyout", self.folder / "key.pem",
                        "-out", self.certificate()], check=True, capture_output=True, timeout=60)
        words, variables = super().command()
        more = ["--cert", self.certificate(), "--key", self.folder / "key.pem", "--region", REGION, "--virtual-domain", DOMAIN]
        return [*words[:1], *more, *words[1:]], variables

    def ask(self, method, path, body=None, headers=None):
        context = ssl.create_default_context(cafile=str(self.certificate()))
        context.check_hostname = False
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=30, context=context)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def environment(self):
        return {"AWS_ACCESS_KEY_ID": self.access_key, "AWS_SECRET_ACCESS_KEY": self.secret_key, "AWS_REGION": REGION,
                "AWS_CA_BUNDLE": str(self.certificate())}


class NamesOfAws(LifeTest):
    kind = AsAws

    def setUp(self):
        super().setUp()
        names = [f"{host}:443:127.0.0.1:{self.server.port}" for host in (DOMAIN, f"{BUCKET}.{DOMAIN}")]
        self.file("darties.yml", f"name: life\nformat_version: 1\ntarget: embedded\naws: {{ connect_to: {names} }}\n")
        self.server.make_folder(f"data/{BUCKET}")
        for number in range(30):
            self.file(f"out/{number:02} é+%.csv", f"{number},one\n")

    def test_files_rows_and_buckets(self):
        self.fine("upload", "out", f"s3://{BUCKET}/in")
        self.fine("download", f"s3://{BUCKET}/in", "back")
        self.assert_same_files(self.folder / "out", self.folder / "back")
        self.assertIn(BUCKET, self.fine("ls", "-o", "csv").out)
        copy = f"CREATE TABLE t (a INT, b VARCHAR(9));\nCOPY t FROM 's3://{BUCKET}/in' CSV;\nSELECT COUNT(*), SUM(a) FROM t;\n"
        self.assertIn("30,435", self.script(copy).out)
        self.remove_bucket()

    def test_a_certificate_that_nobody_vouches_for(self):
        self.variables = {"AWS_CA_BUNDLE": ""}
        self.assert_refused(self.darties("ls", f"s3://{BUCKET}/"), 4, "aws.ca_bundle")
