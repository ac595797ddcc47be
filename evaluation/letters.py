"""Long contributions in passages: what stands in each, and which Anliegen it raises."""

from dataclasses import dataclass, field

from .models import Abschnitt
from .paragraphs import as_ranges, paragraphs, passage_texts


@dataclass
class LetterPart:
    """A passage as it is read.

    Attributes:
        number: from 1.
        row: its Abschnitt.
        text: its words.
        zuordnungen: by which it is in Anliegen.
        is_open: whether nobody has said yet where it belongs.
    """

    number: int
    row: Abschnitt
    text: str
    zuordnungen: list = field(default_factory=list)
    is_open: bool = False

    @property
    def is_aside(self):
        return self.row.status == Abschnitt.Status.ASIDE and not self.zuordnungen


def passages_in(kommentar, zuordnungen):
    """The LetterParts of a contribution, in two queries; empty if it is in one piece.

    Args:
        zuordnungen: all of the contribution, loaded.
    """
    rows = list(kommentar.abschnitte.prefetch_related("zuordnungen").order_by("first"))
    texts = passage_texts(kommentar.text, [row.first for row in rows]) if rows else []
    by_key = {row.pk: row for row in zuordnungen}
    found = []
    for number, (row, text) in enumerate(zip(rows, texts, strict=True), 1):
        own = [by_key[link.pk] for link in row.zuordnungen.all() if link.pk in by_key]
        found.append(LetterPart(number, row, text, own))
    divided = {link.pk for passage in found for link in passage.zuordnungen}
    is_whole = any(pk not in divided for pk in by_key)
    for passage in found:
        passage.is_open = not (is_whole or passage.zuordnungen or passage.is_aside)
    return found


def paragraphs_of(anliegen):
    """{contribution: „2-3,5“}: the paragraphs that raise it, of contributions in passages."""
    links = Abschnitt.objects.filter(zuordnungen__anliegen=anliegen)
    chosen = {}
    for pk, kommentar in links.values_list("pk", "kommentar"):
        chosen.setdefault(kommentar, set()).add(pk)
    if not chosen:
        return {}
    rows = Abschnitt.objects.filter(kommentar__in=chosen).select_related("kommentar")
    by_kommentar = {}
    for row in rows.order_by("kommentar", "first"):
        by_kommentar.setdefault(row.kommentar_id, []).append(row)
    return {pk: _ranges(rows, chosen[pk]) for pk, rows in by_kommentar.items()}


def paragraphs_among(keys):
    """{(contribution, Anliegen): „2-3,5“} of those that are in passages, in two queries.

    Args:
        keys: of contributions.
    """
    by_kommentar, chosen = {}, {}
    rows = Abschnitt.objects.filter(kommentar__in=keys).select_related("kommentar")
    for row in rows.order_by("kommentar", "first"):
        by_kommentar.setdefault(row.kommentar_id, []).append(row)
    if not by_kommentar:
        return {}
    links = Abschnitt.objects.filter(kommentar__in=by_kommentar).exclude(zuordnungen=None)
    for kommentar, anliegen, pk in links.values_list("kommentar", "zuordnungen__anliegen", "pk"):
        chosen.setdefault((kommentar, anliegen), set()).add(pk)
    return {key: _ranges(by_kommentar[key[0]], own) for key, own in chosen.items()}


def _ranges(rows, chosen):
    last = len(paragraphs(rows[0].kommentar.text))
    ends = [*(row.first for row in rows[1:]), last + 1]
    pairs = zip(rows, ends, strict=True)
    return as_ranges(n for row, end in pairs if row.pk in chosen for n in range(row.first, end))
