"""The agreed text of a Konzept or a Strategie as a `Manuscript`: what everybody may read.

Headings stand as the import expects them, so that what goes out comes in again unchanged:
Strategien on the first level, their Bausteine on the second, headings of texts below.
"""

import hashlib
from dataclasses import replace
from itertools import chain

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from strategies.models import Baustein, Fassung, Leitprojekt, Strategie

from ..blocks import (
    Break,
    Heading,
    ListBlock,
    NoteRef,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
)
from ..commonmark import parse
from .headings import baustein_heading, strategie_heading
from .html import read_html
from .parts import Contents, Manuscript, StoredPicture, Title, heading

MOST_PICTURE_BYTES = 100_000_000
"""Of all pictures of one document; those beyond it are named in their place."""

_FIRST_LEVEL = 3
# From so many Bausteine on there is a table of contents.
_WITH_CONTENTS = 6


def state_of(strategien):
    """A text that changes whenever the agreed text of these Strategien does, or a name in it.

    Args:
        strategien: a queryset.
    """
    bausteine = Baustein.objects.published().goals().filter(strategie__in=strategien)
    rows = bausteine.order_by("strategie", "position", "pk").values_list(
        "pk", "fassung", "number", "outline_number", "title", "strategie"
    )
    projects = Leitprojekt.objects.filter(pk__in=bausteine).order_by("pk")
    texts = strategien.order_by("position", "pk").values_list(
        "pk", "number", "title", "intro_html", "konzept__title"
    )
    supports = projects.values_list("pk", "source", "supports")
    state = repr([list(texts), list(rows), sorted(map(str, supports))])
    return hashlib.sha256(state.encode()).hexdigest()


def public_strategien(**which):
    """The Strategien that everybody may read, as a queryset in the order of the document."""
    rows = Strategie.objects.visible_to(AnonymousUser()).filter(**which)
    return rows.select_related("konzept").order_by("position", "pk")


def agreed_at(strategien):
    """When the last of these texts was published, or None where there is none."""
    fassungen = Fassung.objects.filter(
        pk__in=Baustein.objects.published().filter(strategie__in=strategien).values("fassung")
    )
    return fassungen.aggregate(at=Max("published_at"))["at"]


def agreed_paper(konzept, strategien, *, title, **about):
    """The agreed text of a Konzept, or of some of its Strategien, as a `Manuscript`.

    Args:
        strategien: a queryset of `public_strategien`.
        about: ``author``, ``at``, ``head`` and ``foot`` of the Manuscript.
    """
    collector = TextCollector()
    parts = list(chain.from_iterable(_strategie(row, collector) for row in loaded(strategien)))
    contents = [Contents(_("Inhalt"))] if collector.texts > _WITH_CONTENTS else []
    return Manuscript(
        title=title,
        subject=konzept.title,
        parts=(Title(title, konzept.get_kind_display()), *contents, *parts),
        notes=collector.notes,
        pictures=stored_pictures(konzept, collector.pictures),
        **about,
    )


def loaded(strategien):
    """The Strategien as a list, each with its public ``parts_of_document``; four queries."""
    rows = list(strategien)
    bausteine = Baustein.objects.published().goals().filter(strategie__in=rows)
    bausteine = list(bausteine.select_related("fassung").order_by("position", "pk"))
    projects = Leitprojekt.objects.filter(pk__in=bausteine).prefetch_related("supports")
    projects = {row.pk: row for row in projects}
    for row in rows:
        row.parts_of_document = [each for each in bausteine if each.strategie_id == row.pk]
        for each in row.parts_of_document:
            each.project = projects.get(each.pk)
    return rows


def _strategie(strategie, collector):
    yield heading(strategie_heading(strategie.number, strategie.title), 1)
    yield from collector.shown(strategie.intro_html, f"strategie-{strategie.pk}")
    public = {row.pk for row in strategie.parts_of_document}
    for baustein in strategie.parts_of_document:
        yield from _baustein(baustein, collector, public)


def _baustein(baustein, collector, public):
    project = baustein.project
    yield heading(
        baustein_heading(
            baustein.kind,
            baustein.number,
            baustein.fassung.title,
            outline_number=baustein.outline_number,
            source=project.source if project else "",
        ),
        2,
    )
    yield from fact_table(baustein.fassung.said_facts)
    yield from collector.blocks(baustein.fassung.text, f"baustein-{baustein.pk}")
    if project:
        yield from _supports(project, public)


def fact_table(facts):
    """Yield what a Steckbrief says as a table, as it is read again; nothing without facts.

    Args:
        facts: pairs of label and value.
    """
    if rows := [((Run(str(label)),), (Run(value),)) for label, value in facts]:
        yield Table((((Run(_("Steckbrief")),), ()), *rows))


def _supports(project, public):
    """The Handlungsfelder a Leitprojekt supports, in the words by which they are read."""
    rows = [row for row in project.supports.all() if row.pk in public]
    lines = [
        baustein_heading(row.kind, row.number, row.title)
        for row in rows
        if row.kind == Baustein.Kind.HANDLUNGSFELD
    ]
    if lines:
        line = [Run("Das Leitprojekt unterstützt:")]
        for words in lines:
            line += [Break(), Run(words)]
        yield Paragraph(tuple(line))


class TextCollector:
    """Takes Markdown texts for one document: their notes and pictures together.

    Attributes:
        notes: the blocks of all notes, by keys that differ from text to text.
        pictures: sha256 of all pictures.
        texts: how many there were.
    """

    def __init__(self):
        self.notes = {}
        self.pictures = set()
        self.texts = 0

    def blocks(self, text, prefix):
        """The blocks of a text, its headings below those of the Bausteine.

        Args:
            prefix: names the text among the others.
        """
        blocks, notes = parse(text, picture=self._picture, as_shown=True)
        return self._taken(blocks, notes, prefix)

    def shown(self, html, prefix):
        """The blocks of a text that is kept only as it is shown; arguments as in `blocks`."""
        blocks, notes = read_html(html, picture=self._picture)
        return self._taken(blocks, notes, prefix)

    def _taken(self, blocks, notes, prefix):
        self.texts += 1
        found = {key: tuple(_keyed(note, prefix)) for key, note in notes.items()}
        self.notes.update({f"{prefix}-{key}": note for key, note in found.items()})
        levels = [block.level for block in blocks if isinstance(block, Heading)]
        shift = max(_FIRST_LEVEL - min(levels, default=_FIRST_LEVEL), 0)
        for block in _keyed(blocks, prefix):
            if isinstance(block, Heading):
                yield replace(block, level=block.level + shift)
            else:
                yield block

    def _picture(self, source, alt, place):
        name = source.removeprefix("bild:")
        if name == source:
            return Run(alt) if alt else None
        self.pictures.add(name)
        return Picture(name, alt)


def _keyed(blocks, prefix):
    """The blocks with marks that name their text."""
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield replace(block, line=_keyed_line(block.line, prefix))
            case ListBlock():
                items = (tuple(_keyed(item, prefix)) for item in block.items)
                yield replace(block, items=tuple(items))
            case Quote():
                yield Quote(tuple(_keyed(block.blocks, prefix)))
            case Table():
                rows = (tuple(_keyed_line(cell, prefix) for cell in row) for row in block.rows)
                yield Table(tuple(rows))
            case _:
                yield block


def _keyed_line(line, prefix):
    return tuple(
        NoteRef(f"{prefix}-{item.key}") if isinstance(item, NoteRef) else item for item in line
    )


def stored_pictures(konzept, names):
    """The pictures of a Konzept by sha256, as far as there is room and they can be read."""
    found, room = {}, MOST_PICTURE_BYTES
    for row in konzept.bilder.filter(sha256__in=names).order_by("pk"):
        try:
            with row.file.open() as file:
                data = file.read(room + 1)
                with Image.open(file) as image:
                    size = image.size
        except (OSError, UnidentifiedImageError):
            continue
        if len(data) <= room:
            room -= len(data)
            found[row.sha256] = StoredPicture(data, *size)
    return found
