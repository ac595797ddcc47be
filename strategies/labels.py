"""How rows are named where one chooses among those of several Konzepte."""


def labels(rows, konzept_of):
    """Yield (row, name) of each row; „Anlass und Aufgabe“ stands in every Konzept.

    Args:
        rows: with their Konzepte loaded.
        konzept_of: function that returns the Konzept of a row.

    The Konzept is named where the rows are of more than one.
    """
    rows = list(rows)
    several = len({konzept_of(row).pk for row in rows}) > 1
    for row in rows:
        yield row, f"{konzept_of(row)}: {row}" if several else str(row)
