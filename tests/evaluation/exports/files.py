"""Read what was written, as the programs of its readers do."""

import csv
import io
import json
import zipfile
from datetime import date, datetime

import openpyxl
from lxml import etree

from evaluation.exports import Export


def written(scope, name, format):
    return b"".join(Export(scope, name, format).write())


def csv_rows(data):
    lines = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
    return list(lines)


def workbook(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def xlsx_rows(data, sheet=0):
    head, *rows = workbook(data).worksheets[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def json_rows(data, name="beitraege"):
    return json.loads(data)[name]


_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TABLE, _TEXT = (_ODF % name for name in ("office", "table", "text"))


def ods_tables(data):
    """The tables of a workbook of OpenDocument by name, as lists of rows of values."""
    content = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("content.xml"))
    return {
        table.get(f"{_TABLE}name"): [
            [_ods_value(cell) for cell in row.iter(f"{_TABLE}table-cell")]
            for row in table.iter(f"{_TABLE}table-row")
        ]
        for table in content.iter(f"{_TABLE}table")
    }


def ods_rows(data, sheet=0):
    head, *rows = list(ods_tables(data).values())[sheet]
    return [dict(zip(head, row, strict=True)) for row in rows]


def _ods_value(cell):
    match cell.get(f"{_OFFICE}value-type"):
        case None:
            return None
        case "float":
            return int(cell.get(f"{_OFFICE}value"))
        case "date":
            said = cell.get(f"{_OFFICE}date-value")
            return (datetime if "T" in said else date).fromisoformat(said)
    return "\n".join(_ods_text(line) for line in cell.iter(f"{_TEXT}p"))


def _ods_text(line):
    parts = [line.text or ""]
    for child in line:
        blanks = int(child.get(f"{_TEXT}c", 1))
        parts.append("\t" if child.tag == f"{_TEXT}tab" else " " * blanks)
        parts.append(child.tail or "")
    return "".join(parts)


READERS = {"csv": csv_rows, "xlsx": xlsx_rows, "ods": ods_rows, "json": json_rows}
