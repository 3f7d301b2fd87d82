#!/usr/bin/env python3
"""Runs commands as they stand in transcripts and documents, and compares what they print.

    tests/transcripts.py build/dev/bin tests/cli            every *.cli below the folder
    tests/transcripts.py build/dev/bin README.md docs       every `console` block of these documents
    tests/transcripts.py --fence "console aws" …            the blocks with another fence, for those that need a server

A line that starts with "$ " is a command for bash; the lines below it are what it prints, stdout and stderr together.
A line "[3]" at the end is its exit code (absent: 0). A line "..." stands for any lines, "[..]" for anything within a line.
A transcript runs in an empty folder of its own with an empty home; the blocks of a document run one after another at the
project's root, and only those fenced with ```console alone. Durations and run ids differ from day to day and are not compared.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TIMEOUT_SECONDS = 300


class Step:
    def __init__(self, command, line):
        self.command, self.line, self.expected, self.code = command, line, [], 0


def steps_of(lines):
    """Yields the steps of a transcript; `lines` are (number, text) pairs."""
    step = None
    for number, text in lines:
        if text.startswith("$ "):
            if step:
                yield step
            step = Step(text[2:], number)
        elif step is None:
            continue
        elif text.startswith("> ") and not step.expected:
            step.command += "\n" + text[2:]
        elif re.fullmatch(r"\[\d+\]", text):
            step.code = int(text[1:-1])
        else:
            step.expected.append(text)
    if step:
        yield step


def console_blocks(text, fence):
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() == "```" + fence:
            inside = True
        elif line.strip() == "```":
            inside = False
        elif inside:
            yield number, line


def timeless(line):
    """The line without what differs from run to run: durations, run ids, and the padding around them."""
    line = re.sub(r"\b\d{8}-\d{6}-[0-9a-f]{4}\b", "<run>", line.rstrip())
    line = re.sub(r"\b\d+(\.\d+)? (ms|s)\b", "<time>", line)
    return re.sub(r" {2,}", " ", line)


def line_matches(pattern, line):
    parts = [re.escape(part) for part in timeless(pattern).split("[..]")]
    return re.fullmatch(".*".join(parts), timeless(line)) is not None


def matches(expected, found):
    """True when `found` is what `expected` describes, "..." standing for any number of lines."""
    if not expected:
        return not found
    if expected[0].strip() == "...":
        return any(matches(expected[1:], found[i:]) for i in range(len(found) + 1))
    return bool(found) and line_matches(expected[0], found[0]) and matches(expected[1:], found[1:])


def run(step, folder, environment):
    done = subprocess.run(["bash", "-c", step.command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=TIMEOUT_SECONDS)
    found = done.stdout.decode("utf-8", "replace").splitlines()
    expected = [line for line in step.expected]
    while expected and not expected[-1].strip():
        expected.pop()
    while found and not found[-1].strip():
        found.pop()
    if done.returncode == step.code and matches(expected, found):
        return None
    return (f"  $ {step.command}\n  expected (exit {step.code}):\n" + "".join(f"    {line}\n" for line in expected) +
            f"  found (exit {done.returncode}):\n" + "".join(f"    {line}\n" for line in found))


def run_file(path, bin_folder, fence):
    text = path.read_text()
    lines = list(console_blocks(text, fence)) if path.suffix == ".md" else list(enumerate(text.splitlines(), 1))
    steps = list(steps_of(lines))
    with tempfile.TemporaryDirectory(prefix="darties-cli-") as scratch:
        home = pathlib.Path(scratch) / "home"
        work = pathlib.Path(scratch) / "work"
        home.mkdir()
        work.mkdir()
        environment = dict(os.environ, HOME=str(home), PATH=f"{bin_folder}:{os.environ['PATH']}", NO_COLOR="1",
                           ROOT=str(ROOT), LC_ALL="C.UTF-8", TZ="UTC")
        environment.pop("XDG_CONFIG_HOME", None)
        environment.setdefault("XDG_CACHE_HOME", os.path.join(os.environ.get("HOME", "/root"), ".cache"))
        for step in steps:
            fault = run(step, ROOT if path.suffix == ".md" else work, environment)
            if fault:
                return len(steps), f"{path}:{step.line}:\n{fault}"
    return len(steps), None


def main():
    arguments = sys.argv[1:]
    fence = "console"
    if arguments[0] == "--fence":
        fence, arguments = arguments[1], arguments[2:]
    bin_folder = pathlib.Path(arguments[0]).resolve()
    paths = []
    for name in arguments[1:]:
        path = pathlib.Path(name)
        paths += sorted([*path.rglob("*.cli"), *path.rglob("*.md")]) if path.is_dir() else [path]
    paths = [p for p in paths if p.suffix == ".cli" or f"```{fence}\n" in p.read_text()]
    passed, faults = 0, []
    for path in paths:
        steps, fault = run_file(path, bin_folder, fence)
        if fault:
            faults.append(fault)
        elif steps:
            passed += 1
    print("\n".join(faults), end="\n" if faults else "")
    print(f"{passed} passed, {len(faults)} failed")
    return 1 if faults or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
