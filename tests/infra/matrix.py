#!/usr/bin/env python3
"""Every call of `infra up` and `infra down` fails in every way, and the account is empty afterwards.

For each call: kill -9 before and after it is carried out, an answer that never comes, 500, throttling, access denied. Then
three ways to go on: `up` again and `down`; `down` at once; `infra orphans --delete` alone from a folder that is no project. No byte that
was written, printed or shown by ps may hold a secret.

    matrix.py PROGRAM provisioned|serverless [--every-way]      without it, each fault goes on in one of the three ways, in turn
"""
import os
import pathlib
import shutil
import stat
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from control_plane import UNSEEN_S, ControlPlane, Fault  # noqa: E402

KEY_ID = "AKIACANARYCANARY0001"
SECRET_KEY = "canaryOfTheSecretKey0123456789abcdefABCD"
KINDS = ["kill_before", "kill_after", "time_out", "500", "throttle", "denied"]
SURVIVED = {"time_out", "500", "throttle"}  # the program itself goes on
WAYS = ["again", "down", "orphans"]
DWH = "[AWS]\nKEY={}\nSECRET={}\n\n[DWH]\n; sizes\nDWH_NODE_TYPE=ra3.large\nDWH_IAM_ROLE_NAME=dwhRole\nDWH_CLUSTER_IDENTIFIER=dwhCluster\n"
SETTINGS = {"AWS__REGION": "us-east-1", "AWS__TIMEOUT": "150ms", "INFRA__POLL_INTERVAL": "5ms",
            "INFRA__SETTLE_TIME": "200ms", "INFRA__ASSUME_TIME": "5s", "INFRA__WAIT_LIMIT": "10s"}


class Bench:
    """A project, an account and the program between them."""

    def __init__(self, program, kind):
        self.program, self.kind = program, kind
        self.plane = ControlPlane(silence_s=0.3)
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="darties-infra-"))
        self.project, self.elsewhere = self.root / "project", self.root / "elsewhere"
        self.passwords, self.outputs, self.child = set(), [], None

    def close(self):
        self.plane.close()
        shutil.rmtree(self.root)

    def start_over(self):
        shutil.rmtree(self.project, ignore_errors=True)
        shutil.rmtree(self.elsewhere, ignore_errors=True)
        self.project.mkdir()
        self.elsewhere.mkdir()
        (self.project / "darties.yml").write_text("name: matrix\n")
        cfg = self.project / "dwh.cfg"
        cfg.write_text(DWH.format(KEY_ID, SECRET_KEY))
        cfg.chmod(0o600)
        self.plane.forget()
        self.outputs = []

    def environment(self):
        settings = {**SETTINGS, "AWS__ENDPOINT_URL": self.plane.url, "INFRA__KIND": self.kind,
                    "INFRA__ADDRESS_URL": self.plane.url, "INFRA__PUBLIC": "true"}
        keys = {"AWS_ACCESS_KEY_ID": KEY_ID, "AWS_SECRET_ACCESS_KEY": SECRET_KEY}
        return {"PATH": os.environ["PATH"], "HOME": str(self.elsewhere), **keys,
                **{f"DARTIES_{name}": value for name, value in settings.items()}}

    def kill(self):
        self.look_at_arguments()
        self.child.kill()

    def look_at_arguments(self):
        try:
            self.outputs.append(pathlib.Path(f"/proc/{self.child.pid}/cmdline").read_text())
        except OSError:
            pass

    def run(self, *words, fault=None, folder=None):
        self.plane.fault = fault or Fault()
        self.child = subprocess.Popen([self.program, "infra", *words], cwd=folder or self.project, env=self.environment(),
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.look_at_arguments()
        try:
            output = self.child.communicate(timeout=30)[0]
        except subprocess.TimeoutExpired:
            self.child.kill()
            output = self.child.communicate()[0] + "\nnever ended"
        self.outputs.append(output)
        file = self.project / ".darties" / "database_password"
        if file.exists():
            self.passwords.add(file.read_text().strip())
        return self.child.returncode, output

    def must(self, *words, folder=None):
        code, output = self.run(*words, folder=folder)
        if code != 0:
            raise AssertionError(f"infra {' '.join(words)}: exit {code}: {output}")

    def check_secrets(self):
        """Only dwh.cfg, the password file and the one call that needs it hold a secret."""
        secrets = [SECRET_KEY, *self.passwords]
        written = {"output": "".join(self.outputs).encode()}
        for file in self.root.rglob("*"):
            if file.is_file() and file.name not in ("dwh.cfg", "database_password"):
                written[file.name] = file.read_bytes()
            elif file.is_file() and stat.S_IMODE(file.stat().st_mode) != 0o600:
                raise AssertionError(f"{file.name} can be read by others")
        for service, action, headers, body in self.plane.requests:
            if action not in ("CreateCluster", "CreateNamespace"):
                written[f"{service}:{action}"] = (headers + body).encode()
        for place, data in written.items():
            if any(secret.encode() in data for secret in secrets):
                raise AssertionError(f"{place} holds a secret")

    def check_up(self):
        account = self.plane.account
        clusters = account.clusters if self.kind == "provisioned" else account.workgroups
        if [len(account.roles), len(account.groups), len(clusters)] != [1, 1, 1]:
            raise AssertionError(f"after up: {account.summary()}")
        group = next(iter(account.groups.values()))
        if group["cidrs"] != ["203.0.113.7/32"]:
            raise AssertionError(f"open to {group['cidrs']}")
        text = (self.project / "dwh.cfg").read_text()
        if "us-east-1.redshift" not in text or "; sizes" not in text:
            raise AssertionError(f"dwh.cfg: {text}")

    def check_empty(self):
        if not self.plane.account.is_empty():
            raise AssertionError(f"left: {self.plane.account.summary()}")
        self.check_secrets()

    def go_on(self, way):
        if way == "again":
            self.must("up", "--ttl", "2h")
            self.check_up()
        if way == "orphans":
            time.sleep(UNSEEN_S)  # what was made a moment ago is not seen yet, and orphans have no journal
            self.must("orphans", "--delete", "--of-project", "matrix", folder=self.elsewhere)
        else:
            self.must("down")
        self.check_empty()

    def judge_end(self, kind, code, output, fault):
        if fault.action is None:
            return  # the command was over before
        if kind in SURVIVED and code != 0:
            raise AssertionError(f"{kind} was not survived: exit {code}: {output}")
        if kind == "denied" and (code != 4 or fault.action.split(":")[1] not in output or "infra policy" not in output):
            raise AssertionError(f"denied, and did not say so: exit {code}: {output}")

    def case(self, command, kind, nth, way):
        self.start_over()
        if command == "down":
            self.must("up", "--ttl", "2h")
        fault = Fault(kind, nth, self.kill)
        words = ["up", "--ttl", "2h"] if command == "up" else ["down"]
        self.judge_end(kind, *self.run(*words, fault=fault), fault)
        self.go_on(way)

    def calls_of(self, command):
        self.start_over()
        if command == "down":
            self.must("up", "--ttl", "2h")
        self.must(*(["up", "--ttl", "2h"] if command == "up" else ["down"]))
        return self.plane.fault.calls


def attempt(bench, *case):
    try:
        bench.case(*case)
        return ""
    except AssertionError as failure:
        return str(failure)


def ways_of(command, turn, every_way):
    ways = [way for way in WAYS if (command, way) != ("down", "again")]
    return ways if every_way else [ways[turn % len(ways)]]


def run_table(bench, command, every_way):
    calls, failures = bench.calls_of(command), []
    print(f"\n{bench.kind}, infra {command}: {len(calls)} calls", flush=True)
    print(f"{'':3} {'call':44}" + "".join(f"{kind:>13}" for kind in KINDS))
    for nth, call in enumerate(calls, 1):
        cells = []
        for turn, kind in enumerate(KINDS, nth):
            found = [(way, attempt(bench, command, kind, nth, way)) for way in ways_of(command, turn, every_way)]
            bad = [(way, text) for way, text in found if text]
            cells.append("ok" if not bad else "/".join(way for way, _ in bad))
            failures += [f"{command} call {nth} {call}, {kind}, then {way}: {text}" for way, text in bad]
        print(f"{nth:3} {call:44}" + "".join(f"{cell:>13}" for cell in cells), flush=True)
    return failures


def main():
    bench = Bench(str(pathlib.Path(sys.argv[1]).resolve()), sys.argv[2])
    every_way = "--every-way" in sys.argv
    try:
        failures = run_table(bench, "up", every_way) + run_table(bench, "down", every_way)
    finally:
        bench.close()
    print("\n".join(["", *failures, f"{len(failures)} failures"]))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
