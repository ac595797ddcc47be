"""Spans → lines in the order in which a person reads them, columns one after the other."""

from .model import Line, is_drop_cap

_SAME_LINE = 0.6  # of the size: how far a raised or lowered figure stands from its line
_TAB = 1.6  # of the size: a gap this wide is no blank between words
_GUTTER = 8  # points between two columns, at least
_LEAST_LINES = 3  # in a column
_FULL = 0.72  # of the column's width, so that a line is one of running text


def in_drawn_order(spans):
    """Lines of spans that come in reading order, as tags give them."""
    lines = []
    for span in spans:
        if lines and _goes_on(lines[-1].spans, span):
            lines[-1].spans.append(span)
        elif span.text.strip():
            lines.append(Line([span]))
    return lines


def _goes_on(spans, span):
    before = spans[-1]
    if before.page != span.page:
        return False
    if not span.text.strip():
        return True
    if is_drop_cap(before, span):
        return True
    size = max(before.size, span.size)
    return (
        abs(span.base - before.base) < _SAME_LINE * size and span.left >= before.left
    ) or _is_note_mark(before, span)


def _is_note_mark(before, span):
    return (
        span.size < 0.8 * before.size
        and 0 <= span.left - before.right < before.size
        and before.box[1] <= span.base <= before.box[3]
    )


def in_reading_order(spans):
    """Lines of a page of which nobody says how it is read.

    Returns:
        Groups of lines, one for each column; the lines of a group follow each other.
    """
    segments = _segments(spans)
    return [lines for column in _columns(segments) if (lines := _joined(column))]


def _segments(spans):
    """Spans drawn one after the other without a gap between them."""
    segments = []
    for span in spans:
        last = segments[-1] if segments else None
        if (
            last
            and _goes_on(last.spans, span)
            and span.left - last.right < _TAB * max(span.size, last.spans[-1].size)
        ):
            last.spans.append(span)
        elif span.text.strip():
            segments.append(Line([span]))
    return segments


def _columns(segments, depth=0):
    """The segments in groups that are read one after the other."""
    gutter = _gutter(segments) if depth < 3 else None
    if gutter is None:
        return [segments]
    groups = []
    left, right, across = [], [], []
    for segment in sorted(segments, key=lambda part: -part.base):
        side = left if segment.right <= gutter + 1 else right
        if segment.left < gutter - 1 < gutter + 1 < segment.right:
            groups += _both(left, right, depth)
            left, right = [], []
            across.append(segment)
            continue
        if across:
            groups.append(across)
            across = []
        side.append(segment)
    return [*groups, *([across] if across else []), *_both(left, right, depth)]


def _both(left, right, depth):
    return [group for side in (left, right) if side for group in _columns(side, depth + 1) if group]


def _gutter(segments):
    """x of the space between two columns of running text, None where there are none."""
    if len(segments) < 2 * _LEAST_LINES:
        return None
    edges = sorted({round(segment.left) for segment in segments})
    best = None
    for edge in edges[1:]:
        left = [part for part in segments if part.right <= edge - 1]
        right = [part for part in segments if part.left >= edge - 1]
        if len(left) < _LEAST_LINES or len(right) < _LEAST_LINES:
            continue
        space = edge - max(part.right for part in left)
        if space < _GUTTER and not _apart(left, right, edge):
            continue
        if not (_is_text(left) and _is_text(right)) or not _side_by_side(left, right):
            continue
        crossing = len(segments) - len(left) - len(right)
        if crossing > 0.5 * len(segments):
            continue
        if best is None or crossing < best[0]:
            best = (crossing, edge)
    return None if best is None else best[1] - 1


def _apart(left, right, edge):
    return edge - sorted(part.right for part in left)[int(0.9 * len(left))] >= _GUTTER


def _is_text(column):
    """Whether most lines fill the column: the labels before values do not."""
    begin = min(part.left for part in column)
    width = max(part.right for part in column) - begin
    if width < 60:
        return False
    filled = sum(1 for part in column if part.right - begin >= _FULL * width)
    return filled >= 0.5 * len(column)


def _side_by_side(left, right):
    tops = [max(part.box_top for part in side) for side in (left, right)]
    ends = [min(part.base for part in side) for side in (left, right)]
    common = min(tops) - max(ends)
    return common >= 0.3 * min(tops[0] - ends[0], tops[1] - ends[1])


def _joined(segments):
    """The lines of one column, from top to bottom."""
    lines = []
    for segment in sorted(segments, key=lambda part: (-round(part.base, 1), part.left)):
        for line in lines[:-4:-1]:
            if abs(line.base - segment.base) < 0.3 * max(line.size, segment.size) or (
                len(line.spans) == 1 and is_drop_cap(line.spans[0], segment.spans[0])
            ):
                line.spans = sorted([*line.spans, *segment.spans], key=lambda span: span.left)
                break
        else:
            lines.append(segment)
    return lines
