"""Reads every cell of the first sheet with calamine, the Rust library behind fastexcel.

usage: fastexcel_read.py WORKBOOK
"""
import sys

import fastexcel

sheet = fastexcel.read_excel(sys.argv[1]).load_sheet(0, header_row=0)
print(sheet.height, "rows", sheet.width, "columns")
