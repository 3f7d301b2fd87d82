"""The ground that contests stand on: data made by `darties generate`, project folders, and the places of tools."""
import json
import os
import pathlib
import shutil
import subprocess

import workbook

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = ROOT / "build/bench"
DARTIES = pathlib.Path(os.environ.get("DARTIES", ROOT / "build/release/bin/darties")).resolve()
PEER = WORK / "tools/peer/bin/python"
HTTPFS_PEER = WORK / "tools/httpfs/bin/python"
DLT_DBT = WORK / "tools/dlt_dbt"
PEERS = ROOT / "bench/peers"
SHARED = pathlib.Path(os.environ.get("DARTIES_SHARED", ROOT.parent / "shared"))


def sparkify_data(scale, songs, say):
    """Generated once; kept under a name that tells what it is. Returns the folder and what a load must give."""
    folder = WORK / f"data/sparkify-{scale}-{songs}"
    expect = folder.with_suffix(".json")
    if not expect.exists():
        say(f"  generating {folder.relative_to(ROOT)}")
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([DARTIES, "generate", "sparkify", "--scale", str(scale), "--songs", str(songs), "--out", folder,
                        "--expect", expect], check=True, stdout=subprocess.DEVNULL)
    warm(folder)
    return folder, json.loads(expect.read_text())


def real_sparkify():
    """The real small data, or None."""
    folder = SHARED / "data/sparkify"
    return folder if (folder / "log_data").exists() else None


def big_workbook(rows, distinct, say):
    path = WORK / f"data/{'distinct' if distinct else 'few'}-{rows}.xlsx"
    if not path.exists():
        say(f"  writing {path.relative_to(ROOT)}")
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        workbook.write_workbook(part, rows, distinct)
        part.rename(path)
    warm(path)
    return path


def warm(path):
    """Reads everything once, so that the first runner does not pay for the disk."""
    for file in [path] if path.is_file() else path.rglob("*"):
        if file.is_file():
            with open(file, "rb") as bytes_:
                while bytes_.read(1 << 24):
                    pass


def project(name, bucket):
    """A fresh copy of projects/sparkify whose bucket is this folder. Returns it and a function that empties it."""
    folder = WORK / f"projects/{name}"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "projects/sparkify", folder, ignore=shutil.ignore_patterns(".darties", "data"))
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data/sparkify").symlink_to(bucket)
    return folder, lambda: shutil.rmtree(folder / ".darties", ignore_errors=True)


def empty_folder(name):
    """A folder, and a function that empties it."""
    folder = WORK / f"out/{name}"

    def reset():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    reset()
    return folder, reset


def small_project(name, pipeline):
    """A project with nothing but one pipeline."""
    folder = WORK / f"projects/{name}"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "pipelines").mkdir(parents=True)
    (folder / "darties.yml").write_text(f"name: {name}\nformat_version: 1\ntarget: embedded\n")
    (folder / f"pipelines/{name}.yml").write_text(pipeline)
    return folder, lambda: shutil.rmtree(folder / ".darties", ignore_errors=True)


def rows_of(folder, table):
    answer = subprocess.run([DARTIES, "-C", folder, "-o", "csv", "sql", "-c", f"SELECT COUNT(*) FROM {table}"],
                            check=True, capture_output=True, text=True)
    return int(answer.stdout.split()[-1])


def judge_sparkify(project, data):
    """Raises when a table of sparkify differs from what another engine makes of the same data (tests/scale)."""
    subprocess.run([PEER, ROOT / "tests/scale/scale.py", DARTIES, "--judge", project, data, data.with_suffix(".json")], check=True)
