"""What changed in a text: what came is underlined, what went is struck out."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from strategies.diff import BlockStatus, compare
from strategies.documents.writing.parts import OwnSpan, OwnText, paragraph
from strategies.models import Baustein, Fassung


class NoText:
    """What stood before a text that is new."""

    title = text = ""


def legend():
    """How marked text is to be read."""
    return OwnText(
        (
            OwnSpan(_("So ist zu lesen: ")),
            OwnSpan(_("unterstrichen"), mark="insert"),
            OwnSpan(_(" ist neu, ")),
            OwnSpan(_("durchgestrichen"), mark="delete"),
            OwnSpan(_(" ist entfallen.")),
        )
    )


def gap(number):
    """What stands for paragraphs that stayed as they were."""
    words = ngettext(
        "[… %(n)d Absatz bleibt, wie er war …]",
        "[… %(n)d Absätze bleiben, wie sie waren …]",
        number,
    )
    return words % {"n": number}


def moved():
    """What stands before a paragraph that was moved."""
    return OwnSpan(_("[verschoben] "), italic=True)


def spans(runs, *, bold=False):
    """The runs of a difference as the words of a paper."""
    return [
        OwnSpan(run.text, bold=bold, mark="" if run.kind == "equal" else run.kind.value)
        for run in runs
    ]


def editorial_changes(ausgabe, content):
    """Yield (after, before) of the texts that an edition names as mere corrections.

    Args:
        content: what its document says.
    """
    for row in content["redaktionell"]:
        after = (
            Fassung.objects.published()
            .filter(
                baustein__in=Baustein.objects.published(),
                baustein__strategie=ausgabe.auswertung.strategie,
                baustein__kind=row["art"],
                baustein__slug=row["adresse"],
                number=row["fassung"],
            )
            .select_related("baustein__strategie")
            .first()
        )
        if after:
            yield after, after.baustein.fassungen.filter(number=after.number - 1).first()


def changes(before, after):
    """Yield the difference of two Fassungen as paragraphs.

    Args:
        before: a Fassung, or None for a new text.
    """
    comparison = compare(before or NoText, after)
    if comparison.title_changed:
        yield OwnText(tuple(spans(comparison.title, bold=True)))
    for section in comparison.sections:
        if section.folded:
            yield paragraph(gap(len(section.blocks)), look="caption")
            continue
        for block in section.blocks:
            if block.status != BlockStatus.AWAY:
                yield _block(block)


def _block(block):
    is_heading = block.kind == "heading"
    line = [OwnSpan(f"{block.mark} ")] if block.mark else []
    if block.status == BlockStatus.MOVED:
        line.append(moved())
    line += spans(block.runs, bold=is_heading or block.is_head)
    depth = block.level + 1 if block.kind in ("item", "quote", "note") else 0
    return OwnText(tuple(line), depth=depth, keep=is_heading, air=is_heading)
