"""Read what was written, as the programs of its readers do."""

import csv
import io
import json

import openpyxl

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


READERS = {"csv": csv_rows, "xlsx": xlsx_rows, "json": json_rows}
