"""Makes the workbooks of this folder: pip install openpyxl odfpy msoffcrypto-tool, then python make.py."""

import datetime
import io

import msoffcrypto.format.ooxml
import openpyxl
from odf import opendocument, table, text

HEAD = ["platform", "title", "sent", "count", "share", "imminent", "note"]
ROWS = {
    2: ["YouTube", "دھمکیاں", datetime.date(2024, 3, 5), 3, 0.25, True, "two\nlines & <more>"],
    5: ["臉書", "Ancaman", datetime.datetime(2024, 12, 31, 23, 30), 40000000000, None, False, None],
}

book = openpyxl.Workbook()
hidden = book.active
hidden.title = "Hidden"
hidden.append(["nothing"])
hidden.sheet_state = "hidden"
sheet = book.create_sheet("Past")
for at, name in enumerate(HEAD):
    sheet.cell(row=1, column=at + 1, value=name)
for line, row in ROWS.items():
    for at, value in enumerate(row):
        sheet.cell(row=line, column=at + 1, value=value)
book.create_sheet("Other").append(["only"])
book.active = 1
# The list of sheets in the file begins with a hidden one; what is asked for by no name is the first that is seen.
book.save("past.xlsx")

with open("past.xlsx", "rb") as plain, open("locked.xlsx", "wb") as locked:
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(plain.read())).encrypt("secret", locked)


def cell(value):
    if value is None:
        return table.TableCell()
    if isinstance(value, bool):
        made = table.TableCell(valuetype="boolean", booleanvalue=str(value).lower())
    elif isinstance(value, datetime.datetime):
        made = table.TableCell(valuetype="date", datevalue=value.isoformat())
    elif isinstance(value, datetime.date):
        made = table.TableCell(valuetype="date", datevalue=value.isoformat())
    elif isinstance(value, (int, float)):
        made = table.TableCell(valuetype="float", value=str(value))
    else:
        made = table.TableCell(valuetype="string")
    for line in str(value).split("\n"):
        made.addElement(text.P(text=line))
    return made


document = opendocument.OpenDocumentSpreadsheet()
past = table.Table(name="Past")
for line in [HEAD, ROWS[2], None, ROWS[5]]:
    row = table.TableRow()
    if line is None:
        row = table.TableRow(numberrowsrepeated="2")
        row.addElement(table.TableCell(numbercolumnsrepeated="1024"))
    for value in line or []:
        row.addElement(cell(value))
    past.addElement(row)
end = table.TableRow(numberrowsrepeated="1048571")
end.addElement(table.TableCell(numbercolumnsrepeated="16384"))
past.addElement(end)
document.spreadsheet.addElement(past)
other = table.Table(name="Other")
row = table.TableRow()
row.addElement(cell("only"))
other.addElement(row)
document.spreadsheet.addElement(other)
document.save("past.ods")
