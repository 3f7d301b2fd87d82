"""Runs a command once and tells how long it took and how much memory its largest process had."""
import dataclasses
import os
import pathlib
import statistics
import subprocess
import time


@dataclasses.dataclass
class Once:
    seconds: float
    megabytes: float


class Failed(Exception):
    pass


def run_once(command, cwd=None, env=None, log=None, keep_output=True):
    """Wall time from start to exit; peak memory of the process or of the largest one it waited for."""
    output = open(log, "wb") if log else subprocess.DEVNULL
    started = time.perf_counter()
    process = subprocess.Popen([str(word) for word in command], cwd=cwd, env=env, stdin=subprocess.DEVNULL,
                               stdout=output if keep_output else subprocess.DEVNULL, stderr=output)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if log:
        output.close()
    if process.returncode != 0:
        tail = pathlib.Path(log).read_text(errors="replace")[-2000:] if log else ""
        raise Failed(f"{' '.join(map(str, command))}: exit {process.returncode}\n{tail}")
    return Once(seconds, usage.ru_maxrss / 1024)


@dataclasses.dataclass
class Runner:
    """One side of a contest. `reset` puts the ground back to before the run, outside the clock."""

    name: str
    command: list
    reset: object = None
    cwd: object = None
    env: dict = None
    keep_output: bool = True  # False: what it prints is the result, and goes to /dev/null
    verify: object = None  # called after a run; raises when the result is wrong

    def run(self, log):
        if self.reset:
            self.reset()
        once = run_once(self.command, self.cwd, {**os.environ, **(self.env or {})}, log, self.keep_output)
        if self.verify:
            self.verify()
        return once


def in_turn(runners, repeat, log_folder, say):
    """Every runner once, then again, so that a noisy minute hits all of them. Returns a list of Once by name."""
    results = {runner.name: [] for runner in runners}
    for turn in range(repeat):
        for runner in runners:
            once = runner.run(log_folder / f"{runner.name}.log")
            results[runner.name].append(once)
            say(f"  {turn + 1}/{repeat} {runner.name:<12} {once.seconds:8.3f} s {once.megabytes:8.0f} MB")
    return results


def median(results):
    return Once(statistics.median(r.seconds for r in results), max(r.megabytes for r in results))
