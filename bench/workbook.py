"""Writes big workbooks for the reading bench: one sheet of 13 columns, texts as shared strings, mixed with numbers.

Written part by part, so that the sizes here do not depend on a library's memory.
"""
import io
import zipfile

CITIES = ["Amiens", "Angers", "Arras", "Bastia", "Bordeaux", "Lille", "Lyon", "Metz", "Nancy", "Nice", "Paris", "Tours"]
HEADINGS = ["Villes", "Enseignes", "Publicité", "REGION", "Emplacemen", "Nb_Caisses", "Population", "Taux_Ouvri",
            "Taux_Cadre", "Taux_Inact", "Moins_25an", "Les_25_35a", "Plus_35ans"]
FIXED = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
    "</Types>",
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="darties" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>",
}
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def row_xml(number, distinct):
    """One row: five texts (the first of them distinct when asked for) and eight numbers."""
    n = number * 2654435761 % 4294967296
    city = len(HEADINGS) + len(CITIES) + number if distinct else len(HEADINGS) + n % len(CITIES)
    texts = [city] + [len(HEADINGS) + (n >> shift) % len(CITIES) for shift in (3, 7)]
    numbers = [13 + n % 4, 249729 + n % 1600000, n % 172 / 10, n % 131 / 10, n % 500 / 10, n % 397 / 10, n % 202 / 10,
               n % 590 / 10, n % 2402 / 10]
    cells = [f'<c r="{letter}{number}" t="s"><v>{text}</v></c>' for letter, text in zip("ABD", texts)]
    cells.insert(2, f'<c r="C{number}"><v>{numbers[8]}</v></c>')
    cells.append(f'<c r="E{number}" t="s"><v>{texts[1]}</v></c>')
    cells += [f'<c r="{letter}{number}"><v>{value}</v></c>' for letter, value in zip("FGHIJKLM", numbers)]
    return f'<row r="{number}">{"".join(cells)}</row>'


def write_workbook(path, rows, distinct):
    """`distinct`: as many shared strings as rows, instead of a dozen."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as book:
        for name, text in FIXED.items():
            book.writestr(name, PROLOGUE + text)
        with io.TextIOWrapper(book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True), "utf-8") as sheet:
            sheet.write(f"{PROLOGUE}<worksheet {NAMESPACE}><sheetData><row r=\"1\">")
            for index, letter in enumerate("ABCDEFGHIJKLM"):
                sheet.write(f'<c r="{letter}1" t="s"><v>{index}</v></c>')
            sheet.write("</row>")
            for number in range(2, rows + 2):
                sheet.write(row_xml(number, distinct))
            sheet.write("</sheetData></worksheet>")
        with io.TextIOWrapper(book.open("xl/sharedStrings.xml", "w", force_zip64=True), "utf-8") as strings:
            strings.write(f"{PROLOGUE}<sst {NAMESPACE}>")
            for text in HEADINGS + CITIES:
                strings.write(f"<si><t>{text}</t></si>")
            for number in range(rows + 2 if distinct else 0):
                strings.write(f"<si><t>store {number} of {CITIES[number % len(CITIES)]}</t></si>")
            strings.write("</sst>")


def sums(rows):
    """What a reader must find below the headings: how many rows, and the sums of the two whole-number columns."""
    hashes = [number * 2654435761 % 4294967296 for number in range(2, rows + 2)]
    return {"rows": rows, "Nb_Caisses": sum(13 + n % 4 for n in hashes), "Population": sum(249729 + n % 1600000 for n in hashes)}
