"""Letters of which each row is a passage: rows of one number become one contribution."""

from dataclasses import replace

from django.utils.translation import gettext as _

from ..paragraphs import MOST, blocks

OF = "Teil von"
_TEXT = "Text"


def letters(rows):
    """Yield (row, starts, problems) for each contribution of a table.

    The row has all of its text, the passages with an empty line between them; ``starts`` are the
    paragraphs at which they begin. What the first row says of a letter the others may leave out.
    """
    found = {}
    for row in rows:
        key = " ".join(str(row.cells.get(OF) or "").split()).casefold()
        found.setdefault(key or row.number, []).append(row)
    for parts in found.values():
        yield (parts[0], [], []) if len(parts) == 1 else _joined(parts)


def _joined(parts):
    head = parts[0]
    problems = [problem for row in parts for problem in _problems(row, head)]
    texts = [str(row.cells.get(_TEXT) or "").strip() for row in parts]
    starts, at = [], 1
    for text in texts:
        starts.append(at)
        at += max(1, len(blocks(text)))
    row = replace(head, cells={**head.cells, _TEXT: "\n\n".join(texts)})
    return row, [start for start in starts if start <= MOST], problems


def _problems(row, head):
    """What a row says otherwise than the first of its letter, or does not say at all."""
    text = row.cells.get(_TEXT)
    if text is None or not str(text).strip():
        yield _("Zeile %(row)d: Der Text des Abschnitts fehlt.") % {"row": row.number}
    elif str(text).lstrip().startswith("="):
        yield _("In „%(name)s“ steht eine Formel. Bitte tragen Sie den Wert selbst ein.") % {
            "name": _TEXT
        }
    for name, cell in row.cells.items():
        said = cell is not None and str(cell).strip() != ""
        if name not in (_TEXT, OF) and said and cell != head.cells.get(name):
            words = _(
                "Zeile %(row)d: „%(name)s“ ist anders als in Zeile %(first)d. Ein Brief ist ein "
                "Beitrag mit einem Weg, einem Datum und einem Baustein."
            )
            yield words % {"row": row.number, "name": name, "first": head.number}
