"""Servers that speak like AWS, on free ports of 127.0.0.1, each with folders of its own that go with it.

    with Versitygw() as server:
        subprocess.run([...], env={**os.environ, **server.environment()})

Each is ready when the block begins and stopped when it ends. What they get wrong: README.md.
"""
import http.client
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from urllib.parse import quote, urlencode

import pinned
import signed

READY_SECONDS = 60


class Server:
    """One process; a kind of server says with which command, and at which path it answers once it is ready."""

    region = "us-east-1"
    ready_path = "/"
    access_key, secret_key = "DARTIESTESTKEY", "darties-test-secret"

    def __init__(self, access_key=None, secret_key=None):
        self.access_key = access_key or self.access_key
        self.secret_key = secret_key or self.secret_key
        self.port, self.process, self.folder = None, None, None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def environment(self):
        """What a client needs to talk to it."""
        return {"AWS_ENDPOINT_URL": self.url, "DARTIES_S3_ENDPOINT": self.url, "AWS_REGION": self.region,
                "AWS_ACCESS_KEY_ID": self.access_key, "AWS_SECRET_ACCESS_KEY": self.secret_key}

    def command(self):
        """Words to start it with, and what its environment has besides."""
        raise NotImplementedError

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="darties-server-"))
        try:
            self.port = free_port()
            words, variables = self.command()
            with open(self.folder / "log", "wb") as log:
                self.process = subprocess.Popen(list(map(str, words)), env={**os.environ, **variables},
                                                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder)
            self.wait_until_ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def wait_until_ready(self):
        until = time.monotonic() + READY_SECONDS
        while self.status() != 200:
            if self.process.poll() is not None or time.monotonic() > until:
                log = (self.folder / "log").read_text(errors="replace")
                raise RuntimeError(f"{type(self).__name__} did not become ready on port {self.port}:\n{log[-3000:]}")
            time.sleep(0.02)

    def status(self):
        """The status of its answer at ready_path; None while nobody answers."""
        try:
            return self.ask("GET", self.ready_path)[0]
        except (OSError, http.client.HTTPException):
            return None

    def ask(self, method, path, body=None, headers=None):
        """Status and body of one request without signature."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def signed(self, method, path, query=None, body=b"", service="s3", extra=None):
        """Status and body of one request with the root user's signature."""
        query = query or {}
        headers = signed.headers(method, path, query, body, host=f"127.0.0.1:{self.port}", service=service, region=self.region,
                                 access_key=self.access_key, secret_key=self.secret_key)
        target = f"{path}?{urlencode(query, quote_via=quote)}" if query else path
        return self.ask(method, target, body, {**headers, **(extra or {})})

    def make_folder(self, name):
        (self.folder / name).mkdir()
        return self.folder / name


class Versitygw(Server):
    """S3 that checks signatures and checksums. Users other than the root one: add_user."""

    ready_path = "/healthz"

    def command(self):
        words = [pinned.program("versitygw"), "--port", f"127.0.0.1:{self.port}", "--keep-alive", "--quiet", "--health",
                 self.ready_path, "--iam-dir", self.make_folder("users"), "posix", self.make_folder("data")]
        return words, {"ROOT_ACCESS_KEY": self.access_key, "ROOT_SECRET_KEY": self.secret_key}

    def add_user(self, access_key, secret_key):
        """A user who may do nothing but what the policy of a bucket allows."""
        subprocess.run([pinned.program("versitygw"), "admin", "create-user", "--access", access_key, "--secret", secret_key,
                        "--role", "user"], check=True, capture_output=True, timeout=60,
                       env={**os.environ, "ADMIN_ACCESS_KEY_ID": self.access_key, "ADMIN_SECRET_ACCESS_KEY": self.secret_key,
                            "ADMIN_ENDPOINT_URL": self.url, "ADMIN_REGION": self.region})


class Minio(Server):
    """S3 with session credentials that expire."""

    ready_path = "/minio/health/ready"

    def command(self):
        words = [pinned.program("minio"), "server", "--quiet", "--address", f"127.0.0.1:{self.port}",
                 "--console-address", f"127.0.0.1:{free_port()}", self.make_folder("data")]
        return words, {"MINIO_ROOT_USER": self.access_key, "MINIO_ROOT_PASSWORD": self.secret_key,
                       "HOME": str(self.folder), "MINIO_UPDATE": "off"}

    def status(self):
        """It calls itself ready before it gives tokens: those are asked for."""
        return super().status() == 200 and self.assume_role()[0]

    def assume_role(self):
        """Status and XML with the credentials of a session of the root user."""
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.signed("POST", "/", {}, b"Action=AssumeRole&Version=2011-06-15&DurationSeconds=900", "sts", form)


class Moto(Server):
    """IAM, STS, EC2, Redshift and S3 of an account that is empty at first; checks neither signatures nor checksums."""

    ready_path = "/moto-api/data.json"

    def command(self):
        return [pinned.moto(), "-H", "127.0.0.1", "-p", self.port], {"MOTO_IAM_LOAD_MANAGED_POLICIES": "true"}

    def query(self, service, action, version):
        """The XML with which a service of the Query API answers."""
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        status, answer = self.signed("POST", "/", {}, f"Action={action}&Version={version}".encode(), service, form)
        if status != 200:
            raise RuntimeError(f"moto answers {action} with {status}: {answer[:500]!r}")
        return answer.decode()


KINDS = {"versitygw": Versitygw, "minio": Minio, "moto": Moto}


def free_port():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]
