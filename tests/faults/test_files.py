"""Text files and documents made to harm, and files that are not what their name says: each ends soon, in little memory, with a message."""
import os
import time

from harness import FaultTest

MOST_BYTES = 1_300_000_000
MOST_SECONDS = 120


class Files(FaultTest):
    def extract(self, name, content, *words):
        """Runs extract on these bytes; fails when it takes gigabytes or minutes."""
        self.file(name, content)
        begin = time.monotonic()
        process = self.start("extract", self.folder / name, "--to", self.folder / "out.jsonl", *words)
        err = process.stderr.read().decode(errors="replace")
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        process.stdout.close()
        process.stderr.close()
        self.assertLess(usage.ru_maxrss * 1024, MOST_BYTES, err)
        self.assertLess(time.monotonic() - begin, MOST_SECONDS, err)
        return process.returncode, err

    def assert_no(self, name, content, part, *words):
        code, err = self.extract(name, content, *words)
        self.assertEqual(code, 2, err)
        self.assertIn(part, err)
        self.assertFalse((self.folder / "out.jsonl").exists())

    def test_one_cell_of_a_page_that_spans_a_million(self):
        text = "x" * 13_500
        self.assert_no("a.html", f"<table><tr><td colspan=1000 rowspan=1000>{text}" + "<tr>" * 1000 + "</table>", "more than")

    def test_a_hundred_spans_of_a_page(self):
        cells = "".join(f"<tr><td colspan=1000 rowspan=1000>{number}" for number in range(100))
        self.assert_no("a.html", f"<table>{cells}" + "<tr>" * 1000 + "</table>", "more than")

    def test_xml_whose_records_share_no_attribute(self):
        self.assert_no("a.xml", "<l>" + "".join(f"<r a{number}='1'/>" for number in range(30_000)) + "</l>", "16384 columns")
        # As many columns as are allowed: the fields without a value are counted too.
        self.assert_no("a.xml", "<l>" + "".join(f"<r a{number}='1'/>" for number in range(16_000)) + "</l>", "hardly a column in common")

    def test_xml_of_more_tags_than_memory(self):
        self.assert_no("a.xml", "<l>" + "<r/>" * 5_000_000 + "</l>", "4000000 tags")

    def test_json_lines_that_share_no_key(self):
        self.assert_no("a.jsonl", "".join(f'{{"k{number}":1}}\n' for number in range(30_000)), "16384 different keys")
        self.assert_no("a.jsonl", "".join(f'{{"k{number}":1}}\n' for number in range(16_000)), "hardly a column in common")

    def test_csv_with_two_hundred_thousand_headings(self):
        self.assert_no("a.csv", ",".join(f"h{number}" for number in range(200_000)) + "\n", "16384 fields")

    def test_a_line_and_a_value_without_an_end(self):
        self.assert_no("a.csv", "a\n" + "x" * (70 << 20), "a line of more than")
        self.assert_no("a.csv", 'a\n"' + "x\n" * (35 << 20), "a quote that is never closed")
        self.assert_no("a.json", '{"a":"' + "x" * (70 << 20), "a JSON value of more than")
        self.assert_no("a.html", "x" * (65 << 20), "more than the")

    def test_deep_documents(self):
        self.assert_no("a.json", '{"a":' + "[" * 100_000 + "]" * 100_000 + "}", "broken JSON")
        self.assert_no("a.xml", "<a>" * 100_000 + "</a>" * 100_000, "deep")
        self.assert_no("a.html", "<div>" * 100_000 + "<table><tr><td>1</table>", "deep")

    def test_a_jsonpaths_file_of_a_hundred_thousand_steps(self):
        self.file("lake/rows", '{"a":1}\n')
        self.file("lake/paths", '{"jsonpaths":["$' + ".a" * 100_000 + '"]}')
        self.assert_refused(self.sql("CREATE TABLE t (a INT); COPY t FROM 's3://test/rows' JSON 's3://test/paths'"), 2, "at most 1000 steps")

    def test_files_that_are_not_what_their_name_says(self):
        self.assert_no("a.csv", b"PK\x03\x04" + bytes(100), "it is a zip")
        self.assert_no("a.json", b"\x1f\x8b" + bytes(100), "compressed by gzip")
        self.assert_no("a.xls", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "old binary format")
        self.assert_no("a.xls", bytes(range(256)), "no workbook, nor text")

