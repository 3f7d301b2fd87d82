"""What the fault tests share: a project in a temporary folder, the built program, and workbooks made by hand.

The program is build/dev/bin/darties, or what DARTIES names.
"""
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
DARTIES = pathlib.Path(os.environ.get("DARTIES", ROOT / "build/dev/bin/darties")).resolve()
PROJECT = "name: faults\nformat_version: 1\ntarget: embedded\nlake: { buckets: { test: lake } }\n"


class Answer:
    """What one command left behind."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    def __str__(self):
        return f"exit {self.code}\n--- stdout\n{self.out}--- stderr\n{self.err}"


class FaultTest(unittest.TestCase):
    """A new project for each test; self.file() puts files into it, self.darties() runs the program on it."""

    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="darties_fault_"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.file("darties.yml", PROJECT)

    def file(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def pipeline(self, text, name="p"):
        self.file(f"pipelines/{name}.yml", f"dag: {name}\n{text}")

    def environment(self):
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "ASAN_OPTIONS", "UBSAN_OPTIONS") if name in os.environ}
        return {**kept, "HOME": str(self.folder), "NO_COLOR": "1"}

    def program(self):
        return DARTIES

    def start(self, *words, **options):
        command = [str(options.pop("program", DARTIES)), "-C", str(self.folder), *map(str, words)]
        return subprocess.Popen(command, env=self.environment(), stdin=options.pop("stdin", subprocess.DEVNULL),
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.folder, **options)

    def darties(self, *words, timeout=120, **options):
        process = self.start(*words, **options)
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        return Answer(process.returncode, out.decode(errors="replace"), err.decode(errors="replace"))

    def sql(self, text, **options):
        return self.darties("-o", "csv", "sql", "-c", text, **options)

    def value(self, text):
        """The one value of a query."""
        answer = self.sql(text)
        self.assertEqual(answer.code, 0, answer)
        return answer.out.splitlines()[-1]

    def assert_refused(self, answer, code, *parts):
        """Ends with this code, says each part, and neither shows a stack of ours nor stays silent."""
        self.assertEqual(answer.code, code, answer)
        said = answer.err + answer.out
        for part in parts:
            self.assertIn(part, said, answer)
        for insult in ("terminate called", "Segmentation", "basic_string", "AddressSanitizer", "runtime error"):
            self.assertNotIn(insult, said, answer)

    def assert_fine(self, answer):
        self.assertEqual(answer.code, 0, answer)
        return answer

    def skip_loudly(self, why):
        """A skip is a failure where everything must run."""
        if os.environ.get("DARTIES_SKIP_FAILS"):
            self.fail(f"cannot be skipped here: {why}")
        self.skipTest(why)

    def as_nobody(self):
        """Options that run the program without the rights of root, which may read everything; it and its library are
        copied to where everybody may read them."""
        if os.getuid() != 0:
            return {}
        prefix = pathlib.Path(tempfile.mkdtemp(prefix="darties_prefix_"))
        self.addCleanup(shutil.rmtree, prefix, ignore_errors=True)
        prefix.chmod(0o755)
        (prefix / "bin").mkdir()
        (prefix / "lib").mkdir()
        shutil.copy(DARTIES, prefix / "bin/darties")
        library = subprocess.run([ROOT / "cmake/duckdb/fetch", "--where"], capture_output=True, text=True, check=True)
        shutil.copy(f"{library.stdout.strip()}/libduckdb.so", prefix / "lib")
        for path in [self.folder, *self.folder.rglob("*")]:
            os.chown(path, 65534, 65534)
        return {"user": 65534, "group": 65534, "extra_groups": [], "program": prefix / "bin/darties"}


def kill_after(process, seconds):
    """Kills the process hard after so long, unless it ended before. Tells whether it was killed."""
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    return process.returncode == -signal.SIGKILL


def wait_for(path, seconds=20):
    """Waits until a file is there."""
    until = time.monotonic() + seconds
    while not path.exists():
        if time.monotonic() > until:
            raise TimeoutError(f"{path} did not appear")
        time.sleep(0.01)


def limited_memory(megabytes):
    """For preexec_fn: the program gets no more address space than this. Not with sanitizers."""
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def workbook(path, sheets, sheet_xml=None):
    """Writes an xlsx of inline texts and numbers: {"CA_Fours": [["Villes", "O_mois"], ["Lyon", 3]]}.
    `sheet_xml` replaces the XML of the first sheet."""
    names = list(sheets)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types">'
                      '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
                      'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>')
        book.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
                      f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        book.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>' + "".join(
            f'<sheet name="{name}" sheetId="{i}" r:id="s{i}"/>' for i, name in enumerate(names, 1)) + "</sheets></workbook>")
        book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}/relationships">' + "".join(
            f'<Relationship Id="s{i}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
            for i in range(1, len(names) + 1)) + "</Relationships>")
        for number, name in enumerate(names, 1):
            xml = sheet_xml if sheet_xml and number == 1 else sheet_of(sheets[name])
            book.writestr(f"xl/worksheets/sheet{number}.xml", xml)
    return path


def sheet_of(rows):
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>'
    for number, row in enumerate(rows, 1):
        xml += f'<row r="{number}">'
        for index, value in enumerate(row):
            place = f"{chr(65 + index)}{number}"
            if isinstance(value, str):
                xml += f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
            elif value is not None:
                xml += f'<c r="{place}"><v>{value}</v></c>'
        xml += "</row>"
    return xml + "</sheetData></worksheet>"
