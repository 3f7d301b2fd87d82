#!/usr/bin/env python3
"""Fails when a door of the house opens the wrong way.

A room may include only itself and the rooms listed above it; every room explains itself in a README;
no file is named after nothing in particular; every check of a project has a case that breaks it.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
ROOMS = ["base", "lake", "source", "clean", "sql", "warehouse", "pipeline", "cloud", "endpoint", "web", "cli"]
MAY_NOT = {("sql", "lake"), ("sql", "source"), ("sql", "clean")}  # the dialect knows no files
DUST = {"utils", "util", "helpers", "helper", "common", "misc"}


def wrong_doors(path):
    room = path.relative_to(ROOT / "src").parts[0]
    for number, line in enumerate(path.read_text().splitlines(), 1):
        match = re.match(r'#include "([a-z_]+)/', line)
        if not match or match.group(1) not in ROOMS:
            continue
        target = match.group(1)
        if ROOMS.index(target) > ROOMS.index(room) or (room, target) in MAY_NOT:
            yield f"{path.relative_to(ROOT)}:{number}: {room} may not include {target}"


def checks_without_case():
    for check in sorted((ROOT / "projects").glob("*/4_checks/*.sql")):
        name = check.relative_to(ROOT)
        case = ROOT / "tests" / "cases" / check.parts[-3] / (check.stem + ".test")
        if not case.exists():
            yield f"{name}: no case that breaks it: {case.relative_to(ROOT)}"
        elif f"rows-of {name}\n" not in case.read_text():
            yield f"{case.relative_to(ROOT)}: never asks for the rows-of {name}"


def main():
    sources = [p for p in (ROOT / "src").rglob("*") if p.suffix in (".h", ".cpp")]
    faults = [fault for path in sources for fault in wrong_doors(path)]
    faults += [f"{p.relative_to(ROOT)}: named after nothing in particular" for p in sources if p.stem in DUST]
    rooms = sorted(p for p in (ROOT / "src").iterdir() if p.is_dir())
    faults += [f"src/{room.name}: not a room of the house" for room in rooms if room.name not in ROOMS]
    faults += [f"src/{room.name}: no README.md" for room in rooms if not (room / "README.md").exists()]
    faults += checks_without_case()
    print("\n".join(faults) or f"{len(sources)} sources, {len(rooms)} rooms: every door opens the right way")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
