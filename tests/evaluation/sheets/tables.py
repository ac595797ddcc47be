"""Tables as people bring them."""

import csv
import io

from openpyxl import Workbook

HEAD = ["Weg", "Datum", "Baustein", "Art", "Name", "Text"]


def xlsx(*rows, head=HEAD):
    book = Workbook()
    for row in (head, *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(*rows, head=HEAD, delimiter=";", encoding="utf-8"):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([head, *rows])
    return out.getvalue().encode(encoding)
