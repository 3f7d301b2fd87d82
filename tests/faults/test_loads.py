"""Files that COPY must refuse, or load in spite of how they are written."""
import os
import random

from harness import FaultTest


class Loads(FaultTest):
    def table(self, columns="a INT, b VARCHAR(8)"):
        self.assert_fine(self.sql(f"CREATE TABLE t ({columns})"))

    def copy(self, options, name="data"):
        return self.sql(f"COPY t FROM 's3://test/{name}' {options}")

    def rejected(self, column="err_code"):
        return self.value(f"SELECT {column} FROM stl_load_errors ORDER BY starttime DESC, line_number LIMIT 1")

    def assert_rejects(self, options, line, *parts):
        """Refused as a whole, with the line in the message and in stl_load_errors; the table stays empty."""
        self.assert_refused(self.copy(options), 2, *parts)
        self.assertEqual(self.rejected("line_number"), str(line))
        self.assertIn("lake/data" if "lake" in self.rejected("filename") else "data", self.rejected("filename"))
        self.assertEqual(self.value("SELECT COUNT(*) FROM t"), "0")

    def test_a_json_line_cut_in_half_is_told_with_its_line(self):
        self.table()
        self.file("lake/data", '{"a":1,"b":"x"}\n{"a":2,"b":\n')
        self.assert_rejects("JSON 'auto'", 2)

    def test_invalid_utf8_is_told_with_its_line(self):
        self.table()
        self.file("lake/data", b'1,good\n2,b\xff\xfed\n')
        self.assert_rejects("CSV", 2)

    def test_invalid_utf8_in_json_is_told_with_its_line(self):
        self.table()
        self.file("lake/data", b'{"a":1,"b":"x"}\n{"a":2,"b":"b\xffd"}\n')
        self.assert_rejects("JSON 'auto'", 2)

    def test_a_text_too_long_is_told_with_its_column(self):
        self.table()
        self.file("lake/data", "1,good\n2,much_too_long\n")
        self.assert_rejects("CSV", 2)
        self.assertEqual(self.rejected("TRIM(colname)"), "b")
        self.assertIn("much_too_long", self.rejected("raw_field_value"))

    def test_length_counts_bytes_and_not_characters(self):
        self.table()
        self.file("lake/data", "1,éééé\n2,ééééé\n")
        self.assert_rejects("CSV", 2)

    def test_a_null_in_not_null_is_told(self):
        self.table("a INT NOT NULL, b VARCHAR(8)")
        self.file("lake/data", '{"a":1,"b":"x"}\n{"a":null,"b":"y"}\n')
        self.assert_rejects("JSON 'auto'", 2)

    def test_a_letter_in_a_number_is_told(self):
        self.table()
        self.file("lake/data", "1,x\n2o,y\n")
        self.assert_rejects("CSV", 2)
        self.assertIn("2o", self.rejected("raw_field_value"))

    def test_bad_rows_within_maxerror_are_counted_and_kept(self):
        self.table()
        self.file("lake/data", "1,x\n2o,y\n3,z\n")
        answer = self.assert_fine(self.copy("CSV MAXERROR 2"))
        self.assertIn("1", answer.err)
        self.assertEqual(self.value("SELECT COUNT(*) FROM t"), "2")
        self.assertEqual(self.rejected("line_number"), "2")

    def test_jsonpaths_of_another_count_are_refused(self):
        self.table()
        self.file("lake/paths.json", '{"jsonpaths": ["$[\'a\']"]}')
        self.file("lake/data", '{"a":1,"b":"x"}\n')
        self.assert_refused(self.copy("JSON 's3://test/paths.json'"), 2, "1", "2")

    def test_a_missing_jsonpaths_file_is_named(self):
        self.table()
        self.file("lake/data", '{"a":1}\n')
        self.assert_refused(self.copy("JSON 's3://test/path.json'"), 3, "path.json")

    def test_a_missing_table_is_told(self):
        self.assert_fine(self.sql("CREATE TABLE staging_events (a INT)"))
        self.file("lake/data", "1\n")
        self.assert_refused(self.sql("COPY staging_event FROM 's3://test/data' CSV"), 3, "staging_event")

    def test_a_prefix_without_objects_is_told(self):
        self.table()
        self.assert_refused(self.copy("CSV", name="absent"), 3, "absent")

    def test_a_bucket_that_is_no_folder_is_told(self):
        self.table()
        answer = self.sql("COPY t FROM 's3://tset/data' CSV")
        self.assertIn(answer.code, (3, 4, 5), answer)  # it is looked for in S3, with what credentials there are
        self.assertIn("lake: { buckets: { tset: FOLDER } }", answer.err)

    def test_a_file_that_may_not_be_read_is_denied(self):
        self.table()
        data = self.file("lake/data", "1,x\n")
        options = self.as_nobody()
        os.chmod(data, 0)
        self.assert_refused(self.sql("COPY t FROM 's3://test/data' CSV", **options), 4, "data")

    def test_one_bad_file_of_many_loads_none(self):
        self.table()
        for number in range(20):
            self.file(f"lake/data/{number:02}.csv", "1,x\n" if number != 13 else "oops,x\n")
        self.assert_refused(self.copy("CSV", name="data/"), 2, "13.csv")
        self.assertEqual(self.value("SELECT COUNT(*) FROM t"), "0")

    def test_empty_files_load(self):
        self.table()
        self.file("lake/data/1", "")
        self.file("lake/data/2", "1,x\n")
        self.file("lake/data/3", "")
        self.assert_fine(self.copy("CSV", name="data/"))
        self.assertEqual(self.value("SELECT COUNT(*) FROM t"), "1")

    def test_an_empty_json_file_loads(self):
        self.table()
        self.file("lake/data", "")
        self.assert_fine(self.copy("JSON 'auto'"))
        self.assertEqual(self.value("SELECT COUNT(*) FROM t"), "0")

    def test_a_byte_order_mark_is_no_data(self):
        self.table()
        self.file("lake/data", b"\xef\xbb\xbf1,x\n")
        self.assert_fine(self.copy("CSV"))
        self.assertEqual(self.value("SELECT a FROM t"), "1")

    def test_a_byte_order_mark_before_json_is_no_data(self):
        self.table()
        self.file("lake/data", b'\xef\xbb\xbf{"a":1,"b":"x"}\n')
        self.assert_fine(self.copy("JSON 'auto'"))
        self.assertEqual(self.value("SELECT a FROM t"), "1")

    def test_windows_line_ends_load(self):
        self.table()
        self.file("lake/data", b"1,x\r\n2,y\r\n")
        self.assert_fine(self.copy("CSV"))
        self.assertEqual(self.value("SELECT COUNT(*) FROM t WHERE b IN ('x', 'y')"), "2")

    def test_windows_line_ends_load_as_json(self):
        self.table()
        self.file("lake/data", b'{"a":1,"b":"x"}\r\n{"a":2,"b":"y"}\r\n')
        self.assert_fine(self.copy("JSON 'auto'"))
        self.assertEqual(self.value("SELECT COUNT(*) FROM t WHERE b IN ('x', 'y')"), "2")

    def test_a_last_line_without_its_end_loads(self):
        self.table()
        self.file("lake/data", '{"a":1,"b":"x"}\n{"a":2,"b":"y"}')
        self.assert_fine(self.copy("JSON 'auto'"))
        self.assertEqual(self.value("SELECT COUNT(*) FROM t"), "2")


class ParquetFiles(FaultTest):
    """What a footer says is not what a file holds; bytes that changed are not tried again."""

    rows = 296

    def setUp(self):
        super().setUp()
        numbers = f"WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < {self.rows}) "
        self.assert_fine(self.sql("CREATE TABLE t (n INTEGER, label VARCHAR(40));"
                                  f"UNLOAD ('{numbers}SELECT n, MD5(n::VARCHAR) AS label FROM r') TO 's3://test/in/' PARQUET PARALLEL OFF"))
        self.path, = (self.folder / "lake/in").glob("*.parquet")
        self.bytes = self.path.read_bytes()
        self.footer = len(self.bytes) - 8 - int.from_bytes(self.bytes[-8:-4], "little")

    def counts(self, number):
        """num_rows as the footer writes it: field of the next number, 64 bits, zigzag in groups of seven bits."""
        number *= 2
        self.assertLess(number, 1 << 14)
        return bytes([0x16, number & 0x7F | 0x80, number >> 7])

    def put(self, content):
        self.path.unlink()
        self.path.write_bytes(content)

    def copy(self):
        return self.sql("COPY t FROM 's3://test/in/' PARQUET")

    def test_a_footer_that_says_more_rows_than_its_row_groups_is_refused(self):
        at = self.bytes.index(self.counts(self.rows), self.footer)
        for said in (300, 290):
            self.put(self.bytes[:at] + self.counts(said) + self.bytes[at + 3:])
            self.assert_refused(self.copy(), 2, f"its footer says {said} rows, its row groups {self.rows}", self.path.name)
        self.assertEqual(self.value("SELECT COUNT(*) FROM t"), "0")

    def test_a_footer_that_agrees_with_itself_and_not_with_the_file_is_refused(self):
        for said in (300, 290):
            self.put(self.bytes[:self.footer] + self.bytes[self.footer:].replace(self.counts(self.rows), self.counts(said)))
            answer = self.copy()
            if answer.code == 0:
                self.assertEqual(self.value("SELECT COUNT(*) FROM t"), str(said), answer)
                self.assertIn(f"{said} record(s)", answer.err + answer.out)
            else:
                self.assert_refused(answer, 2, self.path.name)

    def test_a_changed_byte_loads_or_is_refused_for_good(self):
        places = random.Random(11)
        for _ in range(40):
            at = places.randrange(self.footer if places.random() < 0.5 else 4, len(self.bytes))
            changed = bytearray(self.bytes)
            changed[at] ^= 1 << places.randrange(8)
            self.put(bytes(changed))
            answer = self.copy()
            self.assertIn(answer.code, (0, 2), f"byte {at}: {answer}")

    def test_a_cut_file_is_refused_for_good(self):
        for size in (4, 100, self.footer, len(self.bytes) - 9, len(self.bytes) - 1):
            self.put(self.bytes[:size])
            self.assert_refused(self.copy(), 2, self.path.name)
