#!/usr/bin/env python3
"""Holds what darties is linked to, and what is compiled into it, against the licences that go with Apache-2.0.

    tests/licences.py check BUILD_DIR     fails on a licence that nobody has read, or that does not fit, or a stale docs/licences.md
    tests/licences.py write BUILD_DIR     writes docs/licences.md

What there is comes from the build: ldd of the program, the line that links it, and the headers that ninja saw. Who it belongs to
comes from dpkg and from npm's records. What it is under is written in docs/licences.yml, and must stand in Debian's copyright
file. Exit code 77, a skip, where there is no dpkg.
"""
import functools
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

try:
    import yaml
except ImportError:
    yaml = None

ROOT = pathlib.Path(__file__).resolve().parent.parent
KNOWN = ROOT / "docs/licences.yml"
PAGE = ROOT / "docs/licences.md"
OURS = re.compile(r"CMakeFiles/darties(_(?!fake)[a-z]+)?\.dir/")
HOLDS_NOTHING = {"dl", "pthread", "rt"}  # parts of glibc, which keeps empty archives under the old names


def output_of(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def shared_libraries(program):
    """Every shared library that the program loads, those of its libraries as well."""
    return {os.path.realpath(path) for path in re.findall(r"=> (/\S+)", output_of("ldd", str(program)))}


def archives(build):
    """Static libraries of others that become part of the program."""
    ninja = (build / "build.ninja").read_text()
    line = re.search(r"^build bin/darties:.*?LINK_LIBRARIES = ([^\n]*)", ninja, re.DOTALL | re.MULTILINE).group(1)
    found = {word for word in line.split() if word.startswith("/") and word.endswith(".a")}
    for name in re.findall(r"(?<=\s-l)\S+", line):
        if name in HOLDS_NOTHING:
            continue
        shared = output_of("g++", f"-print-file-name=lib{name}.so").strip()
        if not shared.startswith("/"):
            found.add(output_of("g++", f"-print-file-name=lib{name}.a").strip())
    return {os.path.realpath(path) for path in found if not path.startswith(str(build))}


def headers(build):
    """Headers of others that the program's own objects include."""
    found, ours = set(), False
    for line in output_of("ninja", "-C", str(build), "-t", "deps").splitlines():
        if line and not line[0].isspace():
            ours = OURS.match(line) is not None
        elif ours and line.strip().startswith("/usr/"):
            found.add(os.path.realpath(line.strip()))
    return found


def packages_of(files):
    """The Debian package of each file. A file may be on record below / though it lies below /usr, since they were merged."""
    owners = {}
    for prefix in ("", "/usr"):
        asked = [file.removeprefix(prefix) for file in sorted(files) if file not in owners]
        for line in output_of("dpkg", "-S", *asked).splitlines() if asked else []:
            package, _, path = line.partition(": ")
            owner = package.split(",")[0]
            owners[path if path in files else prefix + path] = owner
    return owners


@functools.cache
def source_of(package):
    return output_of("dpkg-query", "-W", "-f", "${source:Package}", package).strip()


def copyright_of(package):
    file = pathlib.Path("/usr/share/doc") / package.split(":")[0] / "copyright"
    return " ".join(file.read_text(errors="replace").split()) if file.exists() else None


class Part:
    """Everything that comes from one Debian source package."""

    def __init__(self, source):
        self.source, self.packages, self.ways = source, set(), set()


def parts_of(build):
    """The parts by source package, and the files that belong to no package."""
    ways = {"linked": shared_libraries(build / "bin/darties"), "archive": archives(build), "headers": headers(build)}
    owners = packages_of(set().union(*ways.values()))
    parts, unknown = {}, []
    for way, files in ways.items():
        for file in sorted(files):
            if file not in owners:
                unknown.append(file)
                continue
            source = source_of(owners[file])
            part = parts.setdefault(source, Part(source))
            part.packages.add(owners[file])
            part.ways.add(way)
    return parts, unknown


def faults_of_part(part, known):
    record = known["sources"].get(part.source)
    if record is None:
        yield f"{part.source}: nobody has read its licence: add it to docs/licences.yml ({', '.join(sorted(part.packages))})"
        return
    how = known["licences"].get(record["licence"])
    if how is None:
        yield f"{part.source}: {record['licence']} is not among the licences that go with Apache-2.0 (docs/licences.yml)"
    elif how == "shared" and "archive" in part.ways:
        yield f"{part.source}: {record['licence']} allows a shared library only, and an archive is linked in"
    for package in sorted(part.packages):
        text = copyright_of(package)
        if text is None:
            yield f"{part.source}: {package} has no copyright file"
        elif record["words"] not in text:
            yield f"{part.source}: {package}'s copyright file no longer says “{record['words']}”: read it again, then docs/licences.yml"


def npm_records():
    folder = pathlib.Path(output_of(ROOT / "cmake/duckdb/fetch", "--where").strip())
    for name in ("engine", "header"):
        file = folder / f"{name}.json"
        yield name, json.loads(file.read_text()) if file.exists() else None


def faults_of_npm(known):
    for name, record in npm_records():
        wanted = known["npm"][name]
        if record is None:
            yield f"{wanted['package']}: its record was not kept: cmake/duckdb/fetch brings it"
        elif not re.fullmatch(wanted["package"].replace("*", ".*"), record["name"]):
            yield f"{record['name']}: nobody has read its licence: add it to docs/licences.yml"
        elif record.get("license") != wanted["licence"] or known["licences"].get(wanted["licence"]) != "anywhere":
            yield f"{record['name']}: npm's record says {record.get('license')} instead of {wanted['licence']}"


def row_of(part, record):
    ways = {frozenset({"headers"}): "headers", frozenset({"linked"}): "linked"}.get(frozenset(part.ways), "linked, headers")
    if "archive" in part.ways:
        ways = "part of the program"
    return f"| {part.source} | {record['licence']} | {ways} | {record.get('note', '')} |"


def page_of(parts, known):
    lines = ["<!-- written by tests/licences.py from the build and docs/licences.yml; do not edit -->",
             "# What darties is made of, and under which licences", "", known["introduction"].rstrip(), "",
             "| from npm | licence | as | note |", "|---|---|---|---|"]
    lines += [f"| `{record['package']}` | {record['licence']} | {record['part']} | {record.get('note', '')} |" for record in known["npm"].values()]
    lines += ["", "Debian's source packages, as Debian 12 links them:", "", "| source | licence | as | note |", "|---|---|---|---|"]
    lines += [row_of(part, known["sources"][name]) for name, part in sorted(parts.items()) if name in known["sources"]]
    return "\n".join(lines) + "\n"


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in ("check", "write"):
        print(__doc__, file=sys.stderr)
        return 2
    if yaml is None or shutil.which("dpkg") is None:
        print("SKIPPED: no dpkg or no python3-yaml; licences were not compared.", file=sys.stderr)
        return 1 if "DARTIES_SKIP_FAILS" in os.environ else 77
    known, build = yaml.safe_load(KNOWN.read_text()), pathlib.Path(sys.argv[2]).resolve()
    parts, unknown = parts_of(build)
    page = page_of(parts, known)
    if sys.argv[1] == "write":
        PAGE.write_text(page)
    faults = [f"{file}: belongs to no Debian package, so that its licence is unknown" for file in unknown]
    for part in parts.values():
        faults += faults_of_part(part, known)
    faults += [f"{name}: nothing comes from it any more: take it out of docs/licences.yml" for name in known["sources"] if name not in parts]
    faults += faults_of_npm(known)
    if not faults and (not PAGE.exists() or PAGE.read_text() != page):
        faults.append("docs/licences.md is stale: tests/licences.py write BUILD_DIR")
    print("\n".join(faults) or f"{len(parts)} packages linked or compiled in, each under a licence that goes with Apache-2.0")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
