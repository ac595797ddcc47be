"""Tables by their lines: horizontal and vertical rules that touch make a grid."""

from bisect import bisect_right

from ...limits import MOST_CELLS, MOST_COLUMNS

_NEAR = 3.0
_MOST_PAIRS = 400_000


def find_grids(rules):
    """The grids that rules draw, each with at least two cells.

    Args:
        rules: boxes of lines, as in `Content.rules`.
    """
    flat = _merged([r for r in rules if r[2] - r[0] >= r[3] - r[1]], along=0)
    upright = _merged([r for r in rules if r[2] - r[0] < r[3] - r[1]], along=1)
    if len(flat) * len(upright) > _MOST_PAIRS:
        return []
    groups = _connected(flat, upright)
    grids = [Grid(*group) for group in groups if len(group[0]) >= 2 and group[1]]
    return [grid for grid in grids if grid.is_table]


class Grid:
    """Cells between lines; cells that no line parts are one.

    Attributes:
        box: of the whole.
        edges: x where columns begin and end.
    """

    def __init__(self, flat, upright):
        left, right = min(r[0] for r in flat), max(r[2] for r in flat)
        bottom, top = min(r[1] for r in upright), max(r[3] for r in upright)
        self._xs = _places([left, right, *((r[0] + r[2]) / 2 for r in upright)])
        middles = ((r[1] + r[3]) / 2 for r in flat)
        self._ys = _places([min(bottom, *(r[1] for r in flat)), top, *middles])
        self._flat, self._upright = flat, upright
        self.box = (self._xs[0], self._ys[0], self._xs[-1], self._ys[-1])
        self.edges = tuple(self._xs)
        self.columns, self.rows = len(self._xs) - 1, len(self._ys) - 1

    @property
    def is_table(self):
        cells = self.rows * self.columns
        return 1 < cells <= MOST_CELLS and self.columns <= MOST_COLUMNS and self.rows > 0

    def join(self):
        """Find out which cells are one; for `place`."""
        self._root = list(range(self.rows * self.columns))
        for row in range(self.rows):
            y = (self._ys[row] + self._ys[row + 1]) / 2
            for column in range(self.columns):
                x = (self._xs[column] + self._xs[column + 1]) / 2
                here = row * self.columns + column
                if column + 1 < self.columns and not _covered(
                    self._upright, self._xs[column + 1], y, 0
                ):
                    self._unite(here, here + 1)
                if row + 1 < self.rows and not _covered(self._flat, self._ys[row + 1], x, 1):
                    self._unite(here, here + self.columns)
        return len({self._find(cell) for cell in range(len(self._root))})

    def _find(self, cell):
        while self._root[cell] != cell:
            self._root[cell] = cell = self._root[self._root[cell]]
        return cell

    def _unite(self, first, second):
        first, second = self._find(first), self._find(second)
        # Rows count from below: the upper left cell stands for all.
        key = {cell: (-(cell // self.columns), cell % self.columns) for cell in (first, second)}
        upper, other = sorted((first, second), key=key.get)
        self._root[other] = upper

    def place(self, x, y):
        """Row (from above) and column of the cell at a point, None outside."""
        column, row = bisect_right(self._xs, x) - 1, bisect_right(self._ys, y) - 1
        if not (0 <= column < self.columns and 0 <= row < self.rows):
            return None
        root = self._find(row * self.columns + column)
        return self.rows - 1 - root // self.columns, root % self.columns


def _covered(rules, place, point, axis):
    """Whether a rule at ``place`` runs past ``point``."""
    other = 1 - axis
    return any(
        abs((r[axis] + r[axis + 2]) / 2 - place) <= _NEAR
        and r[other] - 1 <= point <= r[other + 2] + 1
        for r in rules
    )


def _merged(rules, along):
    """Rules of one line that touch, as one: each cell may draw its own piece."""
    across = 1 - along
    result = []
    for rule in sorted(rules, key=lambda r: (round((r[across] + r[across + 2]) / 4), r[along])):
        last = result[-1] if result else None
        if (
            last
            and abs(last[across] - rule[across]) <= 1.5
            and rule[along] <= last[along + 2] + _NEAR
        ):
            joined = list(last)
            joined[along + 2] = max(last[along + 2], rule[along + 2])
            result[-1] = tuple(joined)
        else:
            result.append(rule)
    return result


def _connected(flat, upright):
    """Groups of rules that touch each other."""
    groups = []
    for rule in upright:
        crossed = {index for index, other in enumerate(flat) if _touch(rule, other)}
        joined, rest = ([rule], set(crossed)), []
        for group in groups:
            if group[1] & joined[1]:
                joined = (joined[0] + group[0], joined[1] | group[1])
            else:
                rest.append(group)
        groups = [*rest, joined]
    return [([flat[index] for index in found], rules) for rules, found in groups if found]


def _touch(upright, flat):
    return (
        flat[0] - _NEAR <= (upright[0] + upright[2]) / 2 <= flat[2] + _NEAR
        and upright[1] - _NEAR <= (flat[1] + flat[3]) / 2 <= upright[3] + _NEAR
    )


def _places(values):
    """Sorted values, those near to each other as one."""
    result = []
    for value in sorted(values):
        if not result or value - result[-1] > _NEAR:
            result.append(value)
    return result
