"""S3: many small objects and one large one, beside DuckDB's httpfs, rclone and curl, on one and the same server."""
import atexit
import contextlib
import datetime
import hashlib
import hmac
import json
import random
import shutil
import subprocess
import sys
import urllib.parse
import urllib.request

import ground
import truths
from ground import DARTIES, HTTPFS_PEER, PEERS, WORK
from measure import Runner

sys.path.insert(0, str(ground.ROOT / "tests/servers"))
import servers  # noqa: E402

SONGS, SMALL_FILES, SMALL_BYTES, LARGE_BYTES = 15_000, 10_000, 250, 4 << 30
RCLONE = WORK / "tools/rclone/rclone"
_running = contextlib.ExitStack()
atexit.register(_running.close)
_servers = {}


class FakeCloud:
    """Our own S3, whose answers can be made late."""

    def __enter__(self):
        builds = [ground.ROOT / f"build/{preset}/tests/fake_cloud" for preset in ("dev", "ci")]
        program = next((path for path in builds if path.exists()), None)
        if program is None:
            raise RuntimeError("no fake_cloud here: ./dev build dev --target fake_cloud")
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.url = f"http://127.0.0.1:{int(self.process.stdout.readline())}"
        self.set(keeps_log=False)
        return self

    def __exit__(self, *_):
        self.process.communicate()  # the end of its input ends it

    def set(self, **settings):
        body = json.dumps(settings).encode()
        urllib.request.urlopen(urllib.request.Request(f"{self.url}/_fake/settings", body, method="POST")).read()

    def environment(self):
        return {"AWS_ENDPOINT_URL": self.url, "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "AKIACANARYKEYID00001",
                "AWS_SECRET_ACCESS_KEY": "canary-secret-of-the-tests-00001"}


def server(name):
    """Started at the first contest that asks for it, stopped at the end. Throws RuntimeError where it can not be had."""
    if name not in _servers:
        try:
            _servers[name] = _running.enter_context(FakeCloud() if name == "fake" else servers.Versitygw())
        except servers.pinned.Absent as absent:
            raise RuntimeError(f"{name} is not here: {absent}") from absent
    return _servers[name]


def send(server_, *arguments):
    subprocess.run([DARTIES, *arguments], env={**ground.os.environ, **server_.environment()}, check=True, stderr=subprocess.DEVNULL)


def make_bucket(server_, name):
    send(server_, "bucket", "create", name)


def songs_in(server_, count, say):
    """The song files in bucket `songs`. Returns what a load must give."""
    folder, truth = ground.sparkify_data(2, count, say)
    make_bucket(server_, "songs")
    send(server_, "upload", folder / "song_data", "s3://songs/song_data")
    return truth


def songs_contest(name, server_, count, say):
    truth = songs_in(server_, count, say)
    project, reset = ground.project(name, WORK)
    config = project / "darties.yml"
    config.write_text(config.read_text().replace("  buckets:\n    udacity-dend: data/sparkify\n", "  buckets: {}\n"))
    (project / "load.sql").write_text((project / "2_staging/create_tables.sql").read_text() +
                                      "\nCOPY staging_songs FROM 's3://songs/song_data' JSON 'auto';\n")
    out, empty = ground.empty_folder(f"duckdb-{name}")
    database, tables = out / "songs.duckdb", {"staging_songs": truth["tables"]["staging_songs"]}
    peer = [HTTPFS_PEER, PEERS / "duckdb_s3.py", "s3://songs/song_data/*/*/*/*.json", database]
    ours = Runner("darties", [DARTIES, "-C", project, "sql", "-f", project / "load.sql"], reset, env=server_.environment(),
                  verify=truths.tables_of(project, tables))
    return [ours, Runner("httpfs", peer, empty, env=server_.environment(), verify=truths.database_counts(database, tables, "httpfs"))]


def s3_songs(config, say):
    return songs_contest("s3_songs", server("versitygw"), 300 if config.quick else SONGS, say)


def s3_songs_far(config, say):
    """Every answer takes 30 ms longer: what a bucket in another region is like."""
    far = server("fake")
    far.set(latency_ms=0)
    runners = songs_contest("s3_songs_far", far, 100 if config.quick else SONGS, say)
    far.set(latency_ms=30)
    return runners


def small_files():
    folder = WORK / f"data/small-{SMALL_FILES}"
    if not folder.exists():
        part = folder.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        dice = random.Random(7)
        for number in range(SMALL_FILES):
            file = part / f"{number % 100:02}/{number:05}.bin"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(dice.randbytes(SMALL_BYTES))
        part.rename(folder)
    return folder


def rclone(server_, *arguments):
    """Keys go by the environment, never on the command line."""
    environment = {"RCLONE_CONFIG": "/dev/null", "RCLONE_CONFIG_PEER_TYPE": "s3", "RCLONE_CONFIG_PEER_PROVIDER": "Other",
                   "RCLONE_CONFIG_PEER_ENV_AUTH": "true", "RCLONE_CONFIG_PEER_ENDPOINT": server_.environment()["AWS_ENDPOINT_URL"]}
    many = ["--transfers", "64", "--checkers", "64", "--s3-no-check-bucket", "--quiet"]
    return [RCLONE, *arguments, *many], {**server_.environment(), **environment}


def emptied(server_, bucket):
    """A bucket with nothing in it."""
    nothing, _ = ground.empty_folder("nothing")
    make_bucket(server_, bucket)
    send(server_, "upload", nothing, f"s3://{bucket}", "--delete", "--yes")


def same_in_bucket(server_, bucket, folder):
    """Raises unless a bucket holds the files of this folder, byte for byte."""
    back, _ = ground.empty_folder("back")
    send(server_, "download", f"s3://{bucket}", back)
    same_folders(back, folder)


def same_folders(found, expected):
    if differences := subprocess.run(["diff", "-rq", found, expected], capture_output=True, text=True).stdout:
        raise RuntimeError(f"{found} differs from {expected}: {differences[:500]}")


def s3_upload(config, say):
    del config
    gateway, folder = server("versitygw"), small_files()
    command, environment = rclone(gateway, "copy", folder, "peer:small")
    reset = lambda: emptied(gateway, "small")
    verify = lambda: same_in_bucket(gateway, "small", folder)
    return [Runner("darties", [DARTIES, "upload", folder, "s3://small"], reset, env=gateway.environment(), verify=verify),
            Runner("rclone", command, reset, env=environment, verify=verify)]


def s3_download(config, say):
    del config
    gateway, folder = server("versitygw"), small_files()
    make_bucket(gateway, "small")
    send(gateway, "upload", folder, "s3://small")
    ours, reset_ours = ground.empty_folder("down-darties")
    theirs, reset_theirs = ground.empty_folder("down-rclone")
    command, environment = rclone(gateway, "copy", "peer:small", theirs)
    return [Runner("darties", [DARTIES, "download", "s3://small", ours], reset_ours, env=gateway.environment(),
                   verify=lambda: same_folders(ours, folder)),
            Runner("rclone", command, reset_theirs, env=environment, verify=lambda: same_folders(theirs, folder))]


def presigned(server_, bucket, key):
    """A URL that curl can get: signed in its query (AWS Signature Version 4)."""
    access = server_.environment()
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    scope = f"{now[:8]}/{access['AWS_REGION']}/s3/aws4_request"
    host = access["AWS_ENDPOINT_URL"].split("//")[1]
    query = urllib.parse.urlencode(sorted({
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256", "X-Amz-Credential": f"{access['AWS_ACCESS_KEY_ID']}/{scope}", "X-Amz-Date": now,
        "X-Amz-Expires": "3600", "X-Amz-SignedHeaders": "host"}.items()), quote_via=urllib.parse.quote)
    request = f"GET\n/{bucket}/{key}\n{query}\nhost:{host}\n\nhost\nUNSIGNED-PAYLOAD"
    text = f"AWS4-HMAC-SHA256\n{now}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
    signing = ("AWS4" + access["AWS_SECRET_ACCESS_KEY"]).encode()
    for part in scope.split("/"):
        signing = hmac.new(signing, part.encode(), hashlib.sha256).digest()
    signature = hmac.new(signing, text.encode(), hashlib.sha256).hexdigest()
    return f"{access['AWS_ENDPOINT_URL']}/{bucket}/{key}?{query}&X-Amz-Signature={signature}"


def s3_large(config, say):
    size = 64 << 20 if config.quick else LARGE_BYTES
    file = WORK / f"data/large-{size}"
    if not file.exists():
        say(f"  writing {file.relative_to(ground.ROOT)}")
        file.parent.mkdir(parents=True, exist_ok=True)
        with open("/dev/urandom", "rb") as source, open(file, "wb") as target:
            for _ in range(size >> 20):
                target.write(source.read(1 << 20))
    gateway = server("versitygw")
    make_bucket(gateway, "large")
    send(gateway, "upload", file, f"s3://large/{file.name}")
    ours, theirs = [DARTIES, "cat", f"s3://large/{file.name}"], ["curl", "-sf", presigned(gateway, "large", file.name)]
    expected = truths.digest_of_file(file)

    def verify(who, command):  # once more, since what was measured went to /dev/null
        return truths.expect(who, {"SHA-256": expected}, lambda: {"SHA-256": truths.digest_of(command, gateway.environment())})

    return [Runner("darties", ours, env=gateway.environment(), keep_output=False, verify=verify("darties", ours)),
            Runner("curl", theirs, keep_output=False, verify=verify("curl", theirs))]
