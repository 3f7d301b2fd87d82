"""Compares what darties, calamine and openpyxl read of workbooks that openpyxl, XlsxWriter and LibreOffice wrote. See `run`.

The judge of a cell is the value that was written, where the test wrote it; else both other readers where they agree, and one of them where they do
not."""
import argparse
import collections
import pathlib
import random
import sys
import tempfile

import openpyxl.utils.cell

import cells
import readers
import writers

FORMATS = ["General", "0", "0.00", "#,##0", "0%", "0.00E+00", "# ?/?", "mm/dd/yy", "d-mmm-yy", "mmm-yy", "h:mm AM/PM", "h:mm:ss", "m/d/yy h:mm", "mm:ss",
           "[h]:mm:ss", "mm:ss.0", "##0.0E+0", "@", "yyyy-mm-dd", "dd/mm/yyyy hh:mm", "[$-40C]d mmmm yyyy", "[Red]0.00", "[>100]0;0.0",
           '0" days"', '"m"0', "\\d0", "_-* #,##0.00 €_-", "[hh]", "[mm]", "[ss]", "yyyy", "dddd", "mmmm", "hh", "0;[Red]-0", "yyyy/mm/dd;@",
           '[$-F800]dddd, mmmm dd, yyyy', '[$€-2] #,##0', '#,##0.00 "EUR"', '0.0 "sec"', "0.00_ ;[Red]-0.00", "hh:mm:ss;@", "s.000"]

SHOWN = 60


class Account:
    """Cells and differences, by who wrote the workbook."""

    def __init__(self):
        self.books, self.cells, self.disagreed = collections.Counter(), collections.Counter(), collections.Counter()
        self.differences = []

    def compare(self, writer, file, ours, judges):
        """`judges`: {name: cells}; of several, one is enough where they differ from each other."""
        self.books[writer] += 1
        for place in sorted(set(ours).union(*judges.values())):
            self.cells[writer] += 1
            mine = ours.get(place)
            said = {name: judge.get(place) for name, judge in judges.items()}
            fits = [name for name, value in said.items() if cells.equal(mine, value)]
            if not fits:
                self.differences.append((writer, file.name, place, mine, said))
            elif len(fits) < len(said):
                self.disagreed[writer] += 1

    def refuse(self, writer, file, reason):
        self.books[writer] += 1
        self.differences.append((writer, file.name, None, f"refused: {reason}", {}))

    def print(self):
        print(f"{'written by':<34} {'workbooks':>9} {'cells':>9} {'others differ':>13} {'darties differs':>15}")
        wrong = collections.Counter(writer for writer, *_ in self.differences)
        for writer, books in self.books.items():
            print(f"{writer:<34} {books:>9,} {self.cells[writer]:>9,} {self.disagreed[writer]:>13,} {wrong[writer]:>15,}")
        for writer, file, place, mine, said in self.differences[:SHOWN]:
            where = f"{openpyxl.utils.cell.get_column_letter(place[1])}{place[0]}" if place else ""
            print(f"{writer}, {file} {where}: darties {mine!r}, " + ", ".join(f"{name} {value!r}" for name, value in said.items()))
        if len(self.differences) > SHOWN:
            print(f"and {len(self.differences) - SHOWN} more")


class Comparison:
    def __init__(self, program, folder, seed):
        self.program, self.folder, self.random, self.account = program, folder, random.Random(seed), Account()

    def read(self, writer, file, judges, *options):
        try:
            self.account.compare(writer, file, readers.by_darties(self.program, file, *options), judges)
        except readers.Refused as refused:
            self.account.refuse(writer, file, refused)

    def random_books(self, count):
        """Tables whose values are known, by every way of writing them."""
        ways = {
            "openpyxl": writers.by_openpyxl,
            "openpyxl, 1904": lambda file, table: writers.by_openpyxl(file, table, since_1904=True),
            "openpyxl, ISO dates": lambda file, table: writers.by_openpyxl(file, table, iso_dates=True),
            "openpyxl, write only": lambda file, table: writers.by_openpyxl(file, table, write_only=True),
            "XlsxWriter": writers.by_xlsxwriter,
            "XlsxWriter, 1904": lambda file, table: writers.by_xlsxwriter(file, table, since_1904=True),
            "XlsxWriter, inline texts": lambda file, table: writers.by_xlsxwriter(file, table, constant_memory=True),
        }
        for number in range(count):
            table = cells.random_table(self.random)
            written = {place: cell for place, value in table.items() if (cell := cells.as_written(value)) is not None}
            for name, write in ways.items():
                file = self.folder / f"{number}_{name.replace(' ', '_').replace(',', '')}.xlsx"
                write(file, table)
                self.read(name, file, {"written": written})
                if name.startswith("XlsxWriter"):
                    self.changed_books(name, file, written, "1904" in name)

    def changed_books(self, name, file, written, since_1904):
        """The strict twin of a workbook, and one with extensions of newer versions of Excel."""
        strict = file.with_name("strict_" + file.name)
        writers.make_strict(file, strict, since_1904)
        self.read(name + ", strict", strict, {"written": written})
        if since_1904:
            extended = file.with_name("extended_" + file.name)
            writers.add_extensions(file, extended)
            self.read(name + ", extensions", extended, {"written": written})

    def fixed_books(self):
        file = self.folder / "formulas.xlsx"
        writers.formulas_by_xlsxwriter(file)
        self.read("XlsxWriter, formulas and merges", file, self.others(file))
        self.read("XlsxWriter, merges filled", file, {"openpyxl": readers.by_openpyxl(file, fill_merged=True)}, "--fill-merged")
        file = self.folder / "formats.xlsx"
        writers.by_formats(file, FORMATS)
        self.read("XlsxWriter, number formats", file, self.others(file))

    def libreoffice_books(self, count):
        """What LibreOffice writes of spreadsheets of its own form, and of what the others wrote, strict workbooks among them."""
        tables = {}
        for number in range(count):
            tables[self.folder / f"calc_{number}.fods"] = cells.random_table(self.random)
        for file, table in tables.items():
            writers.flat_calc(file, table)
        others = [self.folder / f"formats.xlsx", self.folder / "formulas.xlsx"]
        others += [file for file in sorted(self.folder.glob("*XlsxWriter*.xlsx")) if file.name.startswith(("strict_", "extended_"))][:count]
        others += sorted(self.folder.glob("*openpyxl*.xlsx"))[:count]
        target = self.folder / "libreoffice"
        for name, files in (("LibreOffice", list(tables)), ("LibreOffice, of the others' books", others)):
            for file in writers.by_libreoffice(files, target):
                self.read(name, file, self.others(file))

    def others(self, file):
        return {"calamine": readers.by_calamine(file), "openpyxl": readers.by_openpyxl(file)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--full", action="store_true", help="many workbooks, and LibreOffice")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--books", type=int)
    options = parser.parse_args()
    books = options.books or (60 if options.full else 3)
    with tempfile.TemporaryDirectory(prefix="darties_workbooks_") as folder:
        comparison = Comparison(str(pathlib.Path(options.program).resolve()), pathlib.Path(folder), options.seed)
        comparison.random_books(books)
        comparison.fixed_books()
        if options.full:
            comparison.libreoffice_books(books)
    comparison.account.print()
    return 1 if comparison.account.differences else 0


if __name__ == "__main__":
    sys.exit(main())
