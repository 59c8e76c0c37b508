#!/usr/bin/env bash
# A raised footnote digit behind a figure in a text cell becomes a digit of the figure.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check python-calamine==0.9.1 openpyxl==3.1.5 xlsxwriter==3.3.1
cd "$folder" && venv/bin/python - <<'PY'
from importlib.metadata import version

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

for name in ("python-calamine", "openpyxl", "xlsxwriter"):
    print(name, version(name))

with xlsxwriter.Workbook("note.xlsx") as book:
    sheet, raised = book.add_worksheet(), book.add_format({"font_script": 1})
    sheet.write_rich_string(0, 0, "80", raised, "1")
    sheet.write_string(1, 0, "801")
column = [row[0] for row in CalamineWorkbook.from_path("note.xlsx").get_sheet_by_index(0).to_python()]
plain = [cell.value for cell in openpyxl.load_workbook("note.xlsx").active["A"]]
rich = openpyxl.load_workbook("note.xlsx", rich_text=True).active["A1"].value
print(f"80 with the raised note 1, and 801: calamine {column}, openpyxl {plain}")
print(f"openpyxl with rich_text keeps the run apart: {[str(part) for part in rich]}")
assert column == plain == ["801", "801"], (column, plain)
assert [str(part) for part in rich] == ["80", "1"], rich
PY
