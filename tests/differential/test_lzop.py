"""COPY of LZOP beside the program lzop: what lzop compresses, in every way it knows, must load as it was."""
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "faults"))
from harness import FaultTest  # noqa: E402

SEED = int(os.environ.get("DARTIES_SEED", 1))
WAYS = [[], ["-1"], ["-2"], ["-6"], ["-7"], ["-8"], ["-9"], ["--crc32"], ["-F"]]
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def without_repeats(dice):
    return ["".join(dice.choice(LETTERS) for _ in range(200)) for _ in range(500)]


def the_same_everywhere(dice):
    return [dice.choice(LETTERS) * 3000] * 300


def words_again_from_afar(dice):
    """Texts that come back after 100 bytes, 2 KB, 20 KB, 40 KB and, out of reach, 60 KB."""
    lines = without_repeats(dice)
    for back in (1, 10, 100, 200, 300):
        lines += [lines[-back][dice.randrange(50):] for _ in range(150)]
    return lines


def short_repeats(dice):
    words = ["".join(dice.choice(LETTERS) for _ in range(dice.randrange(1, 9))) for _ in range(40)]
    return ["-".join(dice.choice(words) for _ in range(dice.randrange(1, 120))) for _ in range(3000)]


def one_short_line(dice):
    return [dice.choice(LETTERS)]


TEXTS = [without_repeats, the_same_everywhere, words_again_from_afar, short_repeats, one_short_line]


class Lzop(FaultTest):
    def setUp(self):
        super().setUp()
        if shutil.which("lzop") is None:
            if "DARTIES_SKIP_FAILS" in os.environ:
                self.fail("no lzop here (apt: lzop): COPY of LZOP was not compared with it")
            print("SKIPPED: no lzop here; COPY of LZOP was not compared with it.", file=sys.stderr)
            raise unittest.SkipTest("no lzop")
        self.dice = random.Random(SEED)

    def compressed(self, text, options):
        return subprocess.run(["lzop", "-c", *options], input=text, capture_output=True, check=True).stdout

    def test_copy_reads_what_lzop_writes(self):
        script = ["CREATE TABLE t (file INT, line INT, s VARCHAR(65535));"]
        expected = {}
        for number, (make, way) in enumerate((make, way) for make in TEXTS for way in WAYS):
            lines = make(self.dice)
            text = "".join(f"{number}|{line}|{value}\n" for line, value in enumerate(lines)).encode()
            self.file(f"lake/{number:03}/data.lzo", self.compressed(text, way))
            script.append(f"COPY t FROM 's3://test/{number:03}/' LZOP;")
            expected[number] = (make.__name__, way, lines)
        script.append("SELECT file, line, s FROM t ORDER BY file, line;")
        self.file("load.sql", "\n".join(script))
        answer = self.assert_fine(self.darties("-o", "jsonl", "sql", "-f", self.folder / "load.sql", timeout=300))
        found = {number: [] for number in expected}
        for line in answer.out.splitlines():
            row = json.loads(line)
            found[int(row["file"])].append(row["s"])
        for number, (name, way, lines) in expected.items():
            self.assertTrue(found[number] == lines, f"{name} compressed with lzop {' '.join(way)} loads as something else")
