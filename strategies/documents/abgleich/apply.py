"""Carrying out a plan: drafts and metadata, in one transaction, nothing published."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from strategies.models import Baustein, Bild, Fassung, Konzept, Leitprojekt, Strategie
from strategies.models.baustein import KINDS

from .plan import managed_links, supported_lines
from .state import fingerprint, load_state

_EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg"}
_SLUG_LENGTH = 60
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
)


class ImportOutdated(Exception):
    """The Konzept changed since the plan was made; make a new plan and look at it."""


class ImportConflict(Exception):
    """The plan cannot be carried out as decided; the message is for the editor to read."""


@transaction.atomic
def apply_import(plan, *, by):
    """Write what the plan says is new or changed; leave the rest alone.

    Saves the Konzept if it is new; creates Strategien and Bausteine; writes one draft
    Fassung for each new or changed text (a text that goes back to the published one
    removes the draft), the Strategie's intro, and metadata; links Leitprojekte with their
    Handlungsfelder; stores pictures. Publishes nothing. Unclear and missing parts stay.

    Args:
        plan: as the person saw it.
        by: the user who imports, None on the command line.

    Returns:
        The Konzept.

    Raises:
        ImportOutdated: the Konzept changed since; nothing is saved.
        ImportConflict: two Bausteine would bear one number; nothing is saved.
    """
    konzept = plan.konzept
    if konzept.pk is None:
        konzept.slug = konzept.slug or _free_slug(
            konzept.title, set(Konzept.objects.values_list("slug", flat=True))
        )
        konzept.save()
    else:
        Konzept.objects.select_for_update().get(pk=konzept.pk)
        if fingerprint(load_state(konzept, lock=True)) != plan.fingerprint:
            raise ImportOutdated
    for strategie in plan.strategien:
        if strategie.state in {"new", "changed", "unchanged"}:
            _apply_strategie(konzept, strategie, by)
    _store_pictures(konzept, plan.baum.bilder)
    return konzept


def _apply_strategie(konzept, plan, by):
    if plan.existing is None:
        strategie = _create_strategie(konzept, plan.teil)
    else:
        strategie = plan.existing.strategie
        if plan.state == "changed":
            strategie.number = plan.teil.number or strategie.number
            strategie.title = plan.teil.title
            strategie.intro = plan.teil.intro
            strategie.save(update_fields=["number", "title", "folded", "intro"])
    existing = plan.existing.bausteine if plan.existing else []
    lines = [line for line in plan.posten if line.state in {"new", "changed", "unchanged"}]
    _free_numbers(lines, existing)
    slugs = {(state.baustein.kind, state.baustein.slug) for state in existing}
    rows = {}
    for line in lines:
        if line.existing is None:
            rows[line.key] = _create_baustein(strategie, line.teil, slugs, by)
        else:
            rows[line.key] = line.existing.baustein
            if line.state == "changed" and not line.by_reference:
                _update_baustein(line.existing, line.teil, by)
    for line in lines:
        if line.teil.supports:
            _link(line, lines, rows, existing)
    if any(line.existing is None or _("Reihenfolge") in line.changes for line in lines):
        _arrange([rows[line.key] for line in lines], [state.baustein for state in existing])


def _create_strategie(konzept, teil):
    others = list(konzept.strategien.values_list("slug", "position"))
    slug = _free_slug(teil.title, {slug for slug, _position in others} | Strategie.RESERVED_SLUGS)
    position = max((position for _slug, position in others), default=0) + 1
    return Strategie.objects.create(
        konzept=konzept,
        number=teil.number,
        title=teil.title,
        slug=slug,
        intro=teil.intro,
        position=position,
    )


def _create_baustein(strategie, teil, slugs, by):
    slug = _free_slug(teil.title, {slug for kind, slug in slugs if kind == teil.kind})
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
    Fassung.objects.create(baustein=baustein, title=teil.title, text=teil.text, created_by=by)
    return baustein


def _update_baustein(state, teil, by):
    baustein = state.baustein
    baustein.number = teil.number or baustein.number
    baustein.outline_number = teil.outline_number
    if baustein.fassung is None:
        baustein.title = teil.title
    baustein.save(update_fields=["number", "outline_number", "title", "folded"])
    if teil.kind == "leitprojekt":
        Leitprojekt.objects.filter(pk=baustein.pk).update(
            source=teil.source or state.source, region=teil.region or state.region
        )
    _write_draft(state, teil, by)


def _write_draft(state, teil, by):
    wanted = (teil.title, teil.text)
    published, draft = state.baustein.fassung, state.draft
    if published and (published.title, published.text) == wanted:
        if draft:
            draft.delete()
    elif draft is None:
        Fassung.objects.create(
            baustein=state.baustein, title=teil.title, text=teil.text, created_by=by
        )
    elif (draft.title, draft.text) != wanted:
        draft.title, draft.text = wanted
        draft.created_by = by
        draft.save(update_fields=["title", "text", "folded", "created_by"])


def _free_numbers(lines, existing):
    """Take numbers back before giving them out, so that two Bausteine can swap theirs."""
    after = {state.baustein.pk: (state.baustein.kind, state.baustein.number) for state in existing}
    for line in lines:
        number = line.teil.number
        pk = line.existing.baustein.pk if line.existing else line.key
        if number or not line.existing:
            after[pk] = (line.teil.kind, number)
    numbered = [identity for identity in after.values() if identity[1]]
    if double := next((i for i in numbered if numbered.count(i) > 1), None):
        raise ImportConflict(
            _(
                "Die Nummer %(number)s wäre danach zweimal vergeben. Bitte entscheiden Sie auch "
                "über den anderen Baustein, der sie trägt."
            )
            % {"number": double[1]}
        )
    moving = [
        state.baustein.pk
        for state in existing
        if after[state.baustein.pk][1] != state.baustein.number
    ]
    if moving:
        Baustein.objects.filter(pk__in=moving).update(number="")


def _link(line, lines, rows, existing):
    wanted = {rows[other.key].pk for other in supported_lines(line, lines)}
    now = managed_links(line.existing, existing) if line.existing else set()
    if wanted == now:
        return
    supports = Leitprojekt.objects.get(pk=rows[line.key].pk).supports
    supports.remove(*now - wanted)
    supports.add(*wanted - now)


def _arrange(rows, existing):
    """Put the Bausteine into the document's order; those it lacks keep their predecessor."""
    order = list(rows)
    for index, baustein in enumerate(existing):
        if baustein not in order:
            before = existing[index - 1] if index else None
            order.insert(order.index(before) + 1 if before in order else 0, baustein)
    new = set(rows) - set(existing)
    last = 0
    for baustein in order:
        position = baustein.position
        if baustein in new or position <= last:
            position = last + 1
        if position != baustein.position:
            Baustein.objects.filter(pk=baustein.pk).update(position=position)
        last = position


def _store_pictures(konzept, bilder):
    known = set(konzept.bilder.values_list("sha256", flat=True)) if bilder else set()
    for bild in bilder:
        if bild.sha256 not in known:
            name = f"{bild.sha256}.{_EXTENSIONS[bild.content_type]}"
            Bild.objects.create(
                konzept=konzept,
                sha256=bild.sha256,
                content_type=bild.content_type,
                file=ContentFile(bild.data, name=name),
            )


def _free_slug(title, taken):
    base = slugify(title.translate(_UMLAUTS))[:_SLUG_LENGTH].strip("-") or "teil"
    slug, count = base, 1
    while slug in taken:
        count += 1
        slug = f"{base}-{count}"
    return slug
