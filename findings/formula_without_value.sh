#!/usr/bin/env bash
# A formula whose value nobody has computed: 0 or a blank, by who wrote the file; the reader tells neither from a figure.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check python-calamine==0.9.1 openpyxl==3.1.5 xlsxwriter==3.3.1
cd "$folder" && venv/bin/python - <<'PY'
import zipfile
from importlib.metadata import version

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

for name in ("python-calamine", "openpyxl", "xlsxwriter"):
    print(name, version(name))

with xlsxwriter.Workbook("a.xlsx") as book:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [40, 2])
    sheet.write_formula(0, 2, "=A1+B1")
book = openpyxl.Workbook()
book.active.append([40, 2, "=A1+B1"])
book.save("b.xlsx")

seen = {}
for file in ("a.xlsx", "b.xlsx"):
    row = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()[0]
    value = openpyxl.load_workbook(file, data_only=True).active["C1"].value
    recalculated = b"fullCalcOnLoad" in zipfile.ZipFile(file).read("xl/workbook.xml")
    seen[file] = (row[2:], value, recalculated)
    print(f"{file}: calamine {row[2:]!r}, openpyxl with data_only {value!r}, fullCalcOnLoad {recalculated}")
print("The sum is 42. XlsxWriter stores 0, openpyxl nothing, and calamine ends the row before it; both ask for a calculation on load, and no reader says so.")
assert seen == {"a.xlsx": ([0.0], 0, True), "b.xlsx": ([], None, True)}, seen
PY
