"""In lists: who is on what, and how many notes there are."""

from teamwork import claims, notes


def mark(rows, column):
    """Give each row its standing ``claim`` (or None) and ``note_count``, in two queries.

    Args:
        rows: of Kommentar or Anliegen, a page of them.
        column: „kommentar“ or „anliegen“.

    Returns:
        The rows.
    """
    keys = [row.pk for row in rows]
    held, counts = claims.claims_on(column, keys), notes.counted(column, keys)
    for row in rows:
        row.claim, row.note_count = held.get(row.pk), counts.get(row.pk, 0)
    return rows
