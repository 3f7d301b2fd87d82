"""Reads the first sheet of a workbook: each function gives {(row, column): cell} (cells.py), without blank ones."""
import json
import re
import subprocess
import warnings

import openpyxl
import openpyxl.utils.cell
import python_calamine

import cells

ADDRESS = re.compile(r"([A-Z]+)(\d+)$")


class Refused(Exception):
    """The reader does not take the file, or a cell of it."""


def by_darties(program, file, *options):
    done = subprocess.run([program, "extract", str(file), "-s", "#1", "--header-row", "0", "-q", *options],
                          capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise Refused(done.stderr)
    found = {}
    for line in done.stdout.splitlines():
        row = json.loads(line, parse_float=str, parse_int=str)
        number = int(ADDRESS.match(row.pop("cell"))[2])
        for letters, value in row.items():
            if letters in ("workbook", "sheet") or value is None:
                continue
            is_number = isinstance(value, str) and f'"{letters}":"' not in line
            cell = ("number", float(value)) if is_number else ("boolean", value) if isinstance(value, bool) else cells.from_text(value)
            if cell is not None:
                found[number, openpyxl.utils.cell.column_index_from_string(letters)] = cell
    return found


def by_openpyxl(file, fill_merged=False):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet = openpyxl.load_workbook(file, data_only=True).worksheets[0]
    found = {(cell.row, cell.column): value for row in sheet.iter_rows() for cell in row
             if (value := cells.from_python(cell.value)) is not None}
    for merged in sheet.merged_cells.ranges if fill_merged else ():
        value = found.get((merged.min_row, merged.min_col))
        if value is not None:
            found |= {(row, column): value for row, column in merged.cells}
    return found


def by_calamine(file):
    sheet = python_calamine.CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0)
    if sheet.start is None:
        return {}
    top, left = sheet.start
    return {(top + row + 1, left + column + 1): cell for row, values in enumerate(sheet.to_python(skip_empty_area=True))
            for column, value in enumerate(values) if (cell := cells.from_python(value)) is not None}
