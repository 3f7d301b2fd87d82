"""Writes workbooks: each function makes a file of a table {(row, column): value}, rows and columns counted from 1."""
import datetime
import pathlib
import re
import subprocess
import tempfile
import zipfile
from xml.sax.saxutils import escape

import openpyxl
import openpyxl.utils.datetime
import xlsxwriter

FORMATS = {datetime.datetime: "dd/mm/yyyy hh:mm:ss.000", datetime.date: "dd/mm/yyyy", datetime.time: "hh:mm:ss",
           datetime.timedelta: "[h]:mm:ss"}


def by_openpyxl(file, table, since_1904=False, iso_dates=False, write_only=False):
    book = openpyxl.Workbook(write_only=write_only, iso_dates=iso_dates)
    if since_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.create_sheet() if write_only else book.active
    if write_only:
        for row in range(1, max((row for row, _ in table), default=0) + 1):
            columns = [column for r, column in table if r == row]
            sheet.append([_cell(sheet, table.get((row, column))) for column in range(1, max(columns, default=0) + 1)])
    else:
        for (row, column), value in table.items():
            cell = sheet.cell(row, column)
            _set(cell, value)
    book.save(file)


def _cell(sheet, value):
    cell = openpyxl.cell.WriteOnlyCell(sheet)
    if value is not None:
        _set(cell, value)
    return cell


def _set(cell, value):
    if isinstance(value, str):
        cell.value = value.replace("_x", "_x005F_x")  # openpyxl leaves escaping to its caller
        cell.data_type = "s"  # not a formula, though it begins with "="
        return
    cell.value = value
    if type(value) in FORMATS:
        cell.number_format = FORMATS[type(value)]


def by_xlsxwriter(file, table, since_1904=False, constant_memory=False):
    book = xlsxwriter.Workbook(file, {"date_1904": since_1904, "constant_memory": constant_memory, "nan_inf_to_errors": True})
    formats = {kind: book.add_format({"num_format": code}) for kind, code in FORMATS.items()}
    sheet = book.add_worksheet("Données")
    for (row, column), value in sorted(table.items()):
        place = (row - 1, column - 1)
        if isinstance(value, str):
            sheet.write_string(*place, value)
        elif isinstance(value, bool):
            sheet.write_boolean(*place, value)
        elif type(value) in FORMATS:
            sheet.write_datetime(*place, value, formats[type(value)])
        else:
            sheet.write_number(*place, value)
    book.close()


def formulas_by_xlsxwriter(file):
    """Kept values of formulas, rich texts, errors of which each has a row to itself, and merged cells."""
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    sheet.write_formula("A1", "=6*7", None, 42)
    sheet.write_formula("B1", '="a"&"b"', None, "ab")
    sheet.write_formula("C1", "=TRUE()", None, True)
    sheet.write_formula("D1", '=""', None, "")
    sheet.write_rich_string("E1", "one ", bold, "two", " three")
    sheet.write_blank("F1", None, bold)
    sheet.merge_range("A3:C4", "merged", bold)
    sheet.write("D4", 5)
    sheet.write_url("A5", "https://example.org", string="link")
    sheet.write_comment("B5", "a comment is no value")
    sheet.write("ZZ6", "far right")  # calamine makes room for the whole rectangle
    sheet.write("A300", "far below")
    book.close()


def by_formats(file, codes):
    """One number under every number format."""
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    for row, code in enumerate(codes):
        form = book.add_format({"num_format": code})
        for column, number in enumerate((44227, 44227.4375, 0.4375, 1.5, 1, 59.25, 61, 2958465)):
            sheet.write_number(row, column, number, form)
    book.close()


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "http://purl.oclc.org/ooxml/drawingml/main",
}


def make_strict(file, target, since_1904=False):
    """The strict twin of a workbook: other namespaces, and its dates in ISO 8601, as Excel saves "Strict Open XML". The styles of the file say which
    numbers are dates."""
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        kinds = _style_kinds(source.read("xl/styles.xml").decode())
        for name in source.namelist():
            data = source.read(name).decode()
            if name.startswith("xl/worksheets/sheet"):
                data = re.sub(r'<c r="([A-Z]+\d+)" s="(\d+)"><v>([^<]*)</v></c>', lambda cell: _iso_cell(cell, kinds, since_1904), data)
            if name == "xl/workbook.xml":
                data = data.replace("<workbook ", '<workbook conformance="strict" ', 1)
            for transitional, strict in STRICT.items():
                data = data.replace(transitional, strict)
            out.writestr(name, data)


def _style_kinds(styles):
    codes = dict(re.findall(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"', styles))
    ids = re.findall(r'<xf numFmtId="(\d+)"', styles[styles.index("<cellXfs"):styles.index("</cellXfs>")])
    kinds = {code: kind for kind, code in FORMATS.items()}
    return [kinds.get(codes.get(number)) for number in ids]


def _iso_cell(cell, kinds, since_1904):
    address, style, number = cell.groups()
    kind = kinds[int(style)]
    if kind is None:
        return cell.group(0)
    moment = datetime.timedelta(days=float(number))
    if kind is datetime.timedelta:
        seconds = moment.total_seconds()
        iso = f"PT{int(seconds // 3600)}H{int(seconds % 3600 // 60)}M{seconds % 60:.9g}S"
    elif kind is datetime.time:
        iso = (datetime.datetime(1904, 1, 1) + moment).time().isoformat()
    else:
        start = datetime.datetime(1904, 1, 1) if since_1904 else datetime.datetime(1899, 12, 30)
        iso = (start + moment).isoformat()
    return f'<c r="{address}" s="{style}" t="d"><v>{iso}</v></c>'


def add_extensions(file, target):
    """The same workbook with what newer versions of Excel add to it in namespaces of their own."""
    extension = ('<extLst><ext uri="{140A7094-0E35-4892-8432-C4D2E57EDEB5}" xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main">'
                 '<x15:workbookPr chartTrackingRefBase="1"/></ext></extLst>')
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            data = source.read(name).decode()
            if name == "xl/workbook.xml":
                data = data.replace("</workbook>", extension + "</workbook>")
            out.writestr(name, data)


def flat_calc(file, table):
    """A spreadsheet of LibreOffice as one XML text, of which it makes a workbook."""
    rows = []
    for row in range(1, max((row for row, _ in table), default=0) + 1):
        columns = max((column for r, column in table if r == row), default=0)
        rows.append("<table:table-row>" + "".join(_flat_cell(table.get((row, column))) for column in range(1, columns + 1))
                    + ("" if columns else "<table:table-cell/>") + "</table:table-row>")
    names = {"d": "day", "m": "moment", "t": "time"}
    number = "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
    styles = (f'<number:date-style xmlns:number="{number}" style:name="day"><number:year number:style="long"/><number:text>-</number:text>'
              '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>'
              f'<number:date-style xmlns:number="{number}" style:name="moment"><number:year number:style="long"/><number:text>-</number:text>'
              '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/><number:text> </number:text>'
              '<number:hours number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/><number:text>:</number:text>'
              '<number:seconds number:style="long" number:decimal-places="3"/></number:date-style>'
              f'<number:time-style xmlns:number="{number}" style:name="time" number:truncate-on-overflow="false"><number:hours number:style="long"/>'
              '<number:text>:</number:text><number:minutes number:style="long"/><number:text>:</number:text><number:seconds number:style="long"/>'
              '</number:time-style>'
              + "".join(f'<style:style style:name="c{letter}" style:family="table-cell" style:data-style-name="{name}"/>'
                        for letter, name in names.items()))
    pathlib.Path(file).write_text(
        '<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
        f'<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Feuille1">'
        + "".join(rows) + "</table:table></office:spreadsheet></office:body></office:document>", encoding="utf-8")


def _flat_cell(value):
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, bool):
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(value).lower()}"/>'
    if isinstance(value, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{value!r}"/>'
    if isinstance(value, datetime.datetime):
        return f'<table:table-cell table:style-name="cm" office:value-type="date" office:date-value="{value.isoformat()}"/>'
    if isinstance(value, datetime.date):
        return f'<table:table-cell table:style-name="cd" office:value-type="date" office:date-value="{value.isoformat()}"/>'
    if isinstance(value, (datetime.time, datetime.timedelta)):
        if isinstance(value, datetime.time):
            value = datetime.timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
        seconds = int(value.total_seconds())
        return (f'<table:table-cell table:style-name="ct" office:value-type="time" '
                f'office:time-value="PT{seconds // 3600:02}H{seconds % 3600 // 60:02}M{seconds % 60:02}S"/>')
    text = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
    return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'


def by_libreoffice(files, folder):
    """What LibreOffice makes of the files, as .xlsx in the folder; all in one go, since it takes seconds to start."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to",
                        "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), *map(str, files)],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=1800)
    return [pathlib.Path(folder) / (pathlib.Path(file).stem + ".xlsx") for file in files]
