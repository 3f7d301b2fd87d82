#!/usr/bin/env python3
"""The life of a leased cluster, command by command: what `infra with` gives back, and what the end of a lease does.

    life.py PROGRAM provisioned|serverless
"""
import pathlib
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from matrix import Bench  # noqa: E402


def expect(bench, code, text, *words):
    found, output = bench.run(*words)
    assert found == code and text in output, f"infra {' '.join(words)}: exit {found}: {output}"


def with_gives_back(bench):
    expect(bench, 3, "hi", "with", "--ttl", "2h", "--", "sh", "-c", "echo hi; exit 3")
    bench.check_empty()
    expect(bench, 3, "cannot start", "with", "--ttl", "2h", "--", "/no/such/program")
    bench.check_empty()


def with_leaves_what_is_held(bench):
    bench.must("up")
    expect(bench, 2, "holds", "with", "--ttl", "2h", "--", "true")
    expect(bench, 0, "available", "status")
    bench.must("down", "--confirm", "dwhcluster")
    bench.check_empty()


def with_gives_back_after_ctrl_c(bench):
    started = bench.project / "started"
    words = [bench.program, "infra", "with", "--ttl", "2h", "--", "sh", "-c", f"touch {started}; exec sleep 60"]
    child = subprocess.Popen(words, cwd=bench.project, env=bench.environment(), stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True)
    while not started.exists() and child.poll() is None:
        time.sleep(0.01)
    child.send_signal(signal.SIGINT)
    output = child.communicate(timeout=30)[0]
    assert child.returncode == 130, output
    bench.check_empty()


def port_and_lease(bench):
    bench.must("up", "--ttl", "2h")
    expect(bench, 2, "--to-the-whole-internet", "open", "--cidr", "0.0.0.0/0")
    bench.must("open", "--cidr", "10.0.0.0/8")
    expect(bench, 0, "10.0.0.0/8", "status")
    bench.must("close")
    assert next(iter(bench.plane.account.groups.values()))["cidrs"] == []
    bench.must("renew", "--ttl", "3h")
    if bench.kind == "provisioned":
        bench.must("pause")
        bench.must("resume")
    bench.must("down")
    bench.check_empty()


def the_next_command_gives_back_what_is_over(bench):
    bench.must("up", "--ttl", "1ms")
    for _ in range(20):
        output = subprocess.run([bench.program, "dags"], cwd=bench.project, env=bench.environment(), timeout=30,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
        if bench.plane.account.is_empty():
            return bench.check_empty()
        assert "the lease of" in output, output
    raise AssertionError(bench.plane.account.summary())


def main():
    bench = Bench(str(pathlib.Path(sys.argv[1]).resolve()), sys.argv[2])
    try:
        for part in (with_gives_back, with_leaves_what_is_held, with_gives_back_after_ctrl_c, port_and_lease, the_next_command_gives_back_what_is_over):
            bench.start_over()
            part(bench)
            print(f"ok {part.__name__}")
    finally:
        bench.close()


if __name__ == "__main__":
    main()
