"""Workbooks that are not there, not whole, or not what their name says."""
import os
import time
import zipfile

from harness import FaultTest, workbook, MAIN


def wait_for_any(folder, pattern):
    """Until a file of this name is there."""
    deadline = time.monotonic() + 60
    while not list(folder.glob(pattern)):
        if time.monotonic() > deadline:
            raise TimeoutError(f"no {folder}/{pattern}")
        time.sleep(0.001)


class Workbooks(FaultTest):
    def good(self, name="2021.xlsx", rows=(("Villes", "O_mois"), ("Lyon", "20.3"))):
        return workbook(self.folder / name, {"CA_Fours": [list(row) for row in rows], "CA_Hifi": [["Villes"]]})

    def extract(self, book, *words):
        return self.darties("extract", book, *words)

    def test_a_good_workbook_is_read(self):
        answer = self.assert_fine(self.extract(self.good(), "-s", "CA_Fours"))
        self.assertIn("Lyon", answer.out)
        self.assertIn("20.3", answer.out)

    def test_a_missing_workbook_is_named_with_the_nearest(self):
        self.good("Janvier_2021.xlsx")
        self.assert_refused(self.extract(self.folder / "Janvier_2012.xlsx"), 3, "Janvier_2012.xlsx", "Janvier_2021.xlsx")

    def test_a_text_file_called_xlsx_is_no_workbook(self):
        book = self.file("2021.xlsx", "Villes;O_mois\nLyon;20.3\n")
        self.assert_refused(self.extract(book), 2, "2021.xlsx", "text file")

    def test_a_workbook_cut_off_is_damaged(self):
        book = self.good()
        book.write_bytes(book.read_bytes()[:-300])
        self.assert_refused(self.extract(book), 2, "2021.xlsx", "damaged")

    def test_an_empty_workbook_file_is_refused(self):
        self.assert_refused(self.extract(self.file("2021.xlsx", "")), 2, "2021.xlsx", "empty")

    def test_a_workbook_with_a_password_says_so(self):
        # A compound file whose directory names the stream of an encrypted package, as Excel writes it.
        header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + bytes.fromhex("3e000300feff0900060000000000000000000000")
        header += (1).to_bytes(4, "little") + (1).to_bytes(4, "little") + bytes(4) + (4096).to_bytes(4, "little")
        header += b"\xfe\xff\xff\xff" + bytes(4) + b"\xfe\xff\xff\xff" + bytes(4) + (0).to_bytes(4, "little")
        header = header.ljust(512, b"\xff")
        table = (b"\xfd\xff\xff\xff" + b"\xfe\xff\xff\xff").ljust(512, b"\xff")

        def entry(name, kind):
            text = (name.encode("utf-16-le") + b"\0\0").ljust(64, b"\0")
            return (text + (2 * len(name) + 2).to_bytes(2, "little") + bytes([kind, 1]) + b"\xff" * 12).ljust(128, b"\0")

        directory = entry("Root Entry", 5) + entry("EncryptedPackage", 2) + entry("EncryptionInfo", 2) + bytes(128)
        book = self.file("2021.xlsx", header + table + directory)
        self.assert_refused(self.extract(book), 2, "2021.xlsx", "password")

    def test_a_zip_bomb_is_refused_before_it_goes_off(self):
        xml = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
        xml += "0" * (300 << 20) + "</t></is></c></row></sheetData></worksheet>"
        book = workbook(self.folder / "2021.xlsx", {"CA_Fours": []}, sheet_xml=xml)
        self.assertLess(book.stat().st_size, 1 << 20)
        self.assert_refused(self.extract(book), 2, "2021.xlsx")

    def test_a_workbook_without_its_parts_is_refused(self):
        book = self.folder / "2021.xlsx"
        with zipfile.ZipFile(book, "w") as archive:
            archive.writestr("notes.txt", "nothing")
        self.assert_refused(self.extract(book), 2, "2021.xlsx")

    def test_a_missing_sheet_is_told_with_the_nearest_name(self):
        self.assert_refused(self.extract(self.good(), "-s", "CA_Four"), 3, "CA_Four", "CA_Fours")

    def test_a_missing_column_is_told_with_the_nearest_heading(self):
        self.assert_refused(self.extract(self.good(), "-s", "CA_Fours", "--column", "Ville"), 3, "Ville", "Villes")

    def test_a_letter_in_a_number_is_told_with_its_cell(self):
        book = self.good(rows=(("Villes", "O_mois"), ("Lyon", "2o.3")))
        answer = self.extract(book, "-s", "CA_Fours", "--type", "O_mois=decimal")
        self.assert_refused(answer, 2, "2021.xlsx", "CA_Fours", "B2", "2o.3")

    def test_a_named_pipe_is_refused_at_once(self):
        os.mkfifo(self.folder / "2021.xlsx")
        self.assert_refused(self.darties("extract", "2021.xlsx", timeout=20), 2, "2021.xlsx", "a named pipe, not a file")
        self.assert_refused(self.darties("extract", "2021.xlsx", "--list", timeout=20), 2, "a named pipe")
        for name, words in (("q.sql", ("sql", "-f", "q.sql")), ("pipelines/p.yml", ("run", "p", "-n")), ("dwh.cfg", ("config", "show"))):
            (self.folder / name).parent.mkdir(exist_ok=True)
            os.mkfifo(self.folder / name)
            self.assert_refused(self.darties(*words, timeout=20), 2, name, "it is a named pipe")
            (self.folder / name).unlink()

    def test_a_pipe_of_the_shell_is_read(self):
        reading, writing = os.pipe()
        os.write(writing, b"SELECT 7 AS n;")
        os.close(writing)
        answer = self.darties("-o", "csv", "sql", "-f", "/dev/stdin", stdin=reading)
        os.close(reading)
        self.assertEqual(self.assert_fine(answer).out.split(), ["n", "7"])

    def test_what_a_killed_extract_leaves_goes_with_the_next_one(self):
        rows = [["Villes", "Note"]] + [[f"Ville {n}", "x" * 200] for n in range(60000)]
        book = workbook(self.folder / "2021.xlsx", {"CA_Fours": rows})
        process = self.start("extract", book, "--to", "out/rows.jsonl")
        wait_for_any(self.folder / "out", ".darties-writing.*")
        process.kill()
        process.communicate()
        self.assertTrue(list((self.folder / "out").glob(".darties-writing.*")))
        self.assert_fine(self.darties("extract", book, "--to", "out/rows.jsonl"))
        self.assertEqual([path.name for path in (self.folder / "out").iterdir()], ["rows.jsonl"])

    def test_a_letter_in_a_number_may_be_left_out_and_is_still_told(self):
        book = self.good(rows=(("Villes", "O_mois"), ("Lyon", "2o.3"), ("Nancy", "1,5")))
        answer = self.extract(book, "-s", "CA_Fours", "--type", "O_mois=decimal", "--max-rejects", "1")
        self.assert_fine(answer)
        self.assertIn("Nancy", answer.out)
        self.assertIn("B2", answer.err)
