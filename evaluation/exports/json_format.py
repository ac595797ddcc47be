"""JSON (RFC 8259): an object with what the data are, and each table as an array of objects.

Nothing is defused or cut here: a program reads exactly what was written.
"""

import json
from itertools import batched

from .cells import plain

MEDIA_TYPE = "application/json"
ROWS = 100


def write(export):
    """Yield all tables of an Export, as bytes."""
    yield _text(export.metadata)[:-1].encode()
    for table in export.tables:
        yield f",\n{_text(table.name)}: [".encode()
        names, before = [column.name for column in table.columns], "\n"
        for rows in batched(table.rows, ROWS):
            objects = [_text(dict(zip(names, row, strict=True))) for row in rows]
            yield (before + ",\n".join(objects)).encode()
            before = ",\n"
        yield b"\n]"
    yield b"\n}\n"


def _text(value):
    return json.dumps(value, ensure_ascii=False, default=plain)
