"""How many rows a download has, and about how large it gets and how long it takes."""

from dataclasses import dataclass

# Bytes of a row, and rows written in a second on a busy machine (tests/drills/test_exports.py).
BYTES = {"csv": 1000, "xlsx": 250, "ods": 250, "json": 1450}
ROWS_PER_SECOND = {"csv": 2000, "xlsx": 1700, "ods": 1500, "json": 1500}
# Shorter times are not worth a word.
WORTH_SAYING = 5


@dataclass(frozen=True)
class Size:
    """The size of a download.

    Attributes:
        bytes: about so many.
        seconds: about so long it takes; 0 for what is there at once.
    """

    format: str
    rows: int

    @property
    def bytes(self):
        return self.rows * BYTES[self.format]

    @property
    def seconds(self):
        seconds = round(self.rows / ROWS_PER_SECOND[self.format])
        return seconds if seconds >= WORTH_SAYING else 0


def sizes(scope):
    """The Sizes of the contributions of a scope, by format."""
    rows = scope.contributions().count()
    return [Size(format, rows) for format in BYTES]
