"""Brings the servers that tests are run against, in the versions of pins.txt and moto.txt, into a folder of their own.

    program("versitygw")    the path of the built program; builds it the first time, which takes a minute or two
    moto()                  the path of moto_server, in a virtual environment
    environment("x", file)  a virtual environment of its own for what a file of requirements asks for

They lie in $XDG_CACHE_HOME/darties-tests (else ~/.cache/darties-tests) and stay there; another version in the pins replaces
them. Absent is raised where they can not be had: no Go, no network.
"""
import contextlib
import fcntl
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "darties-tests"


class Absent(Exception):
    """A server that can not be had here; the text says what would bring it."""


def program(name):
    """The path of a server written in Go, in its pinned version."""
    package, version = _pins()[name]
    built = CACHE / "bin" / name
    go = shutil.which("go") or _usual_go()
    if not go:
        raise Absent(f"no Go here, which builds {name} {version} (apt-get install golang, or https://go.dev/dl)")
    with _one_at_a_time():
        if _built_version(go, built) != version:
            _build(go, f"{package}@{version}", built)
    return built


def moto():
    """The path of moto_server, in the versions of moto.txt."""
    return environment("moto", HERE / "moto.txt") / "bin/moto_server"


def environment(name, requirements):
    """The folder of a virtual environment with what a file of requirements asks for."""
    folder, wanted = CACHE / name, requirements.read_text()
    installed = folder / "installed.txt"
    with _one_at_a_time():
        if not installed.exists() or installed.read_text() != wanted:
            _install(folder, requirements)
            installed.write_text(wanted)
    return folder


def _pins():
    lines = [line.split() for line in (HERE / "pins.txt").read_text().splitlines() if not line.startswith("#")]
    return {name: (package, version) for name, package, version in lines}


def _usual_go():
    usual = pathlib.Path("/usr/local/go/bin/go")
    return str(usual) if usual.exists() else None


@contextlib.contextmanager
def _one_at_a_time():
    CACHE.mkdir(parents=True, exist_ok=True)
    with open(CACHE / "lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _built_version(go, built):
    """The version a built program says it is of; None where there is none."""
    if not built.exists():
        return None
    said = subprocess.run([go, "version", "-m", built], capture_output=True, text=True, check=False).stdout
    modules = [line.split() for line in said.splitlines() if line.startswith("\tmod\t")]
    return modules[0][2] if modules else None


def _build(go, package, built):
    print(f"building {package} into {built}", file=sys.stderr, flush=True)
    built.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        done = subprocess.run([go, "install", package], env={**os.environ, "GOBIN": folder, "CGO_ENABLED": "0"},
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Absent(f"go install {package} failed:\n{done.stderr[-2000:]}")
        os.replace(pathlib.Path(folder) / built.name, built)


def _install(folder, requirements):
    print(f"installing {requirements.name} into {folder}", file=sys.stderr, flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    for command in ([sys.executable, "-m", "venv", folder],
                    [folder / "bin/pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Absent(f"{requirements.name} could not be installed:\n{done.stderr[-2000:]}{done.stdout[-2000:]}")
