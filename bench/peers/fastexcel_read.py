"""Reads every cell of the first sheet with calamine, the Rust library behind fastexcel.

usage: fastexcel_read.py WORKBOOK [sums]      sums: prints what bench compares
"""
import json
import sys

import fastexcel

sheet = fastexcel.read_excel(sys.argv[1]).load_sheet(0, header_row=0)
if sys.argv[2:] == ["sums"]:
    frame = sheet.to_pandas()
    print(json.dumps({"rows": len(frame), **{name: int(frame[name].sum()) for name in ("Nb_Caisses", "Population")}}))
else:
    print(sheet.height, "rows", sheet.width, "columns")
