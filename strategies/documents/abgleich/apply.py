"""Carrying out a plan: drafts and metadata, in one transaction, nothing published."""

from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.db import transaction

from strategies.actions import ActionRefused, archive
from strategies.addresses import free_slug, taken_slugs
from strategies.creating import create_konzept, create_strategie
from strategies.gliederung import put_in_order, rearrange
from strategies.models import Bild, Fassung, Konzept, Leitprojekt, Strategie
from strategies.models.baustein import KINDS
from strategies.steckbrief import kept

from .state import fingerprint, load_state
from .supports import managed_links, supported_lines

_EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg"}
_WRITTEN = {"new", "changed", "unchanged"}


class ImportOutdated(Exception):
    """The Konzept changed since the plan was made; make a new plan and look at it."""


class ImportConflict(Exception):
    """The plan cannot be carried out as decided; the message is for the editor to read."""


@dataclass
class Imported:
    """What came of a plan.

    Attributes:
        counterparts: what each part of the document is now, as `Decisions.counterparts` says
            it; to be kept instead of „neu“, so that the next import does not make it again.
    """

    konzept: Konzept
    counterparts: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def apply_import(plan, *, by):
    """Write what the plan says is new or changed; leave the rest alone.

    Saves the Konzept if it is new; creates Strategien and Bausteine; writes one draft
    Fassung for each new or changed text (a text that goes back to the published one
    removes the draft), the Strategie's intro, and metadata; gives Bausteine another kind or
    Strategie where that was decided; archives what is missing where that was decided; links
    Leitprojekte with their Handlungsfelder; stores pictures. Publishes nothing. Unclear and
    missing parts stay.

    Args:
        plan: as the person saw it.
        by: the user who imports, None on the command line.

    Returns:
        `Imported`.

    Raises:
        ImportOutdated: the Konzept changed since; nothing is saved.
        ImportConflict: something decided is not possible now, such as archiving in an open
            phase; nothing is saved.
    """
    konzept = plan.konzept
    if konzept.pk is None:
        create_konzept(konzept)
    else:
        Konzept.objects.select_for_update().get(pk=konzept.pk)
        if fingerprint(load_state(konzept, lock=True)) != plan.fingerprint:
            raise ImportOutdated
    if plan.obstacles:
        raise ImportConflict(plan.obstacles[0])
    try:
        return _Import(plan, by).run()
    except ActionRefused as refusal:
        raise ImportConflict(str(refusal)) from refusal


class _Import:
    def __init__(self, plan, by):
        self.plan, self.by, self.done = plan, by, Imported(plan.konzept)
        states = load_state(plan.konzept)
        self.states = [each for state in states for each in state.bausteine]

    def run(self):
        written = [(line, self._strategie(line)) for line in self.plan.strategien]
        for line, strategie in written:
            if line.state != "gone":
                self._bausteine(line, strategie)
        for line in self.plan.strategien:
            for missing in (line, *line.posten):
                if missing.state == "gone" and missing.archive:
                    state = missing.existing
                    archive(state.strategie if missing is line else state.baustein)
        _store_pictures(self.plan.konzept, self.plan.baum.bilder)
        return self.done

    def _strategie(self, line):
        """The row of a Strategie; None where that is in doubt."""
        if line.state not in _WRITTEN:
            return None
        if line.existing is None:
            teil, konzept = line.teil, self.plan.konzept
            words = {"number": teil.number, "title": teil.title, "intro": teil.intro}
            strategie = create_strategie(Strategie(konzept=konzept, **words))
        else:
            strategie = line.existing.strategie
            if line.state == "changed":
                strategie.number = line.teil.number or strategie.number
                strategie.title = line.teil.title
                strategie.intro = line.teil.intro
                strategie.save(update_fields=["number", "title", "folded", "intro"])
        self.done.counterparts[line.key] = f"strategie-{strategie.pk}"
        return strategie

    def _bausteine(self, plan, strategie):
        lines = [line for line in plan.posten if line.state in _WRITTEN]
        slugs = taken_slugs(strategie) if strategie else set()
        rows, reordered = {}, set()
        for line in lines:
            if line.existing is None:
                rows[line.key] = self._create(strategie, line.teil, slugs)
            else:
                rows[line.key] = line.existing.baustein
                if line.state == "changed" and not line.by_reference:
                    self._update(line, strategie)
            if not line.by_reference:
                self.done.counterparts[line.key] = f"baustein-{rows[line.key].pk}"
                if line.reordered:
                    reordered.add(rows[line.key].pk)
        for line in lines:
            if line.teil.supports and strategie:
                self._link(line, lines, rows)
        new = {rows[line.key].pk for line in lines if line.existing is None}
        if strategie and (reordered or new or any(line.moves for line in lines)):
            order = [rows[line.key].pk for line in lines]
            put_in_order(strategie, order, by=self.by, moved=reordered, new=new)

    def _create(self, strategie, teil, slugs):
        slug = free_slug(teil.title, {slug for kind, slug in slugs if kind == teil.kind})
        slugs.add((teil.kind, slug))
        only_leitprojekt = (
            {"source": teil.source, "region": teil.region} if teil.kind == "leitprojekt" else {}
        )
        baustein = KINDS[teil.kind].objects.create(
            strategie=strategie,
            kind=teil.kind,
            number=teil.number,
            outline_number=teil.outline_number,
            title=teil.title,
            slug=slug,
            **only_leitprojekt,
        )
        Fassung.objects.create(
            baustein=baustein,
            title=teil.title,
            text=teil.text,
            facts=kept(teil.facts),
            created_by=self.by,
        )
        return baustein

    def _update(self, line, strategie):
        state, teil = line.existing, line.teil
        rearrange(
            state.baustein,
            by=self.by,
            kind=teil.kind,
            strategie=strategie,
            number=teil.number or None,
        )
        baustein = state.baustein
        baustein.number = teil.number or baustein.number
        baustein.outline_number = teil.outline_number
        if baustein.fassung is None:
            baustein.title = teil.title
        baustein.save(update_fields=["outline_number", "title", "folded"])
        if teil.kind == "leitprojekt":
            facts = {"source": teil.source, "region": teil.region}
            facts = {name: value for name, value in facts.items() if value}
            if facts:
                Leitprojekt.objects.filter(pk=baustein.pk).update(**facts)
        _write_draft(state, teil, self.by)

    def _link(self, line, lines, rows):
        wanted = {rows[other.key].pk for other in supported_lines(line, lines)}
        now = managed_links(line.existing, self.states) if line.existing else set()
        if wanted == now:
            return
        supports = Leitprojekt.objects.get(pk=rows[line.key].pk).supports
        supports.remove(*now - wanted)
        supports.add(*wanted - now)


def _write_draft(state, teil, by):
    facts = state.facts_after(teil)
    wanted = (teil.title, teil.text, facts)
    published, draft = state.baustein.fassung, state.draft
    if published and (published.title, published.text, published.facts) == wanted:
        if draft:
            draft.delete()
    elif draft is None:
        Fassung.objects.create(
            baustein=state.baustein,
            title=teil.title,
            text=teil.text,
            facts=facts,
            created_by=by,
        )
    elif (draft.title, draft.text, draft.facts) != wanted:
        draft.title, draft.text, draft.facts = wanted
        draft.created_by = by
        draft.save(update_fields=["title", "text", "facts", "folded", "created_by"])


def _store_pictures(konzept, bilder):
    known = {row.sha256: row for row in konzept.bilder.all()} if bilder else {}
    for bild in bilder:
        row = known.get(bild.sha256)
        if row is None:
            Bild.objects.create(
                konzept=konzept,
                sha256=bild.sha256,
                content_type=bild.content_type,
                file=ContentFile(bild.data, name=f"{bild.sha256}.{_EXTENSIONS[bild.content_type]}"),
                small=ContentFile(bild.small, name=f"{bild.sha256}.webp") if bild.small else "",
                credit=bild.credit,
            )
        elif bild.credit and bild.credit != row.credit:
            row.credit = bild.credit
            row.save(update_fields=["credit"])
