"""Everything about one Anliegen, for whoever works on it."""

from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Case, OuterRef, Subquery, When
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comments.decisions.forms import text_blocks_for
from evaluation import actions
from evaluation.access import own_auswertungen
from evaluation.letters import paragraphs_of
from evaluation.models import Anliegen, Verdict, Zuordnung
from evaluation.paragraphs import named, words_of
from evaluation.passages import quoted_by
from strategies.models import Baustein, Fassung, Konzept, Publikationsstatus, Zustaendigkeit

from .forms import form_for, offices_of
from .lists import load_contributions

MOST_HISTORY = 50


@dataclass
class PlannedChange:
    """A Baustein that may change because of the Anliegen.

    Attributes:
        planned: whether it is to.
        draft: whether its new text is begun.
        edit_url: of that text; empty for who may not write it.
    """

    baustein: Baustein
    planned: bool
    draft: bool
    edit_url: str


def anliegen_for(user):
    return Anliegen.objects.visible_to(user).with_strategie().select_related(
        "merged_into", "prepared_by", "released_by"
    )  # fmt: skip


def works_on_whole(user, anliegen):
    """Whether ``user`` evaluates all of it, and not their office's part alone."""
    return own_auswertungen(user).filter(pk=anliegen.auswertung_id).exists()


def next_open(anliegen, user):
    """The next Anliegen in work that ``user`` sees, by number; after the last comes the first."""
    rows = Anliegen.objects.visible_to(user).filter(
        auswertung=anliegen.auswertung_id, status=Anliegen.Status.OPEN
    )
    return _after(anliegen, rows)


def next_to_release(anliegen, user):
    """The next one that waits for a release by ``user``, in the same order."""
    return _after(anliegen, anliegen.auswertung.anliegen.to_release_by(user))


def _after(anliegen, rows):
    begins_anew = Case(When(number__gt=anliegen.number, then=0), default=1)
    return rows.exclude(pk=anliegen.pk).order_by(begins_anew, "number").first()


def build_form(anliegen, *, whole, data=None, initial=None):
    konzept = anliegen.auswertung.strategie.konzept_id
    return form_for(
        anliegen,
        data,
        whole=whole,
        offices=offices_of(konzept) if whole else (),
        text_blocks=text_blocks_for([konzept]),
        initial=initial,
    )


def contributions_of(anliegen, *, after):
    """A page of its public contributions, each with its ``quote``."""
    quote = Zuordnung.objects.filter(anliegen=anliegen.pk, kommentar=OuterRef("pk"))
    rows = anliegen.contributions().annotate(quote=Subquery(quote.values("quote")[:1]))
    page = load_contributions(rows, after=after)
    ranges = paragraphs_of(anliegen)
    for row in page.rows:
        own = ranges.get(row.pk, "")
        row.where_in_it, row.said = named(own), words_of(row.text, own)
    return page


def passages_of(anliegen):
    """What its contributions quote, with how many quote each: {passage: number}."""
    return quoted_by(Zuordnung.objects.filter(anliegen=anliegen.pk), "anliegen")[anliegen.pk]


def changes_of(anliegen, user, chosen=None):
    """A PlannedChange for each Baustein of the Strategie that is not archived.

    Args:
        chosen: primary keys of those that were ticked, where that is not stored yet.
    """
    strategie = anliegen.auswertung.kommentierphase.strategie_id
    planned = actions.planned(anliegen) if chosen is None else set(chosen)
    drafts = set(
        Fassung.objects.drafts()
        .filter(baustein__strategie=strategie)
        .values_list("baustein", flat=True)
    )
    may_write = _may_write(user, anliegen)
    rows = Baustein.objects.goals().filter(strategie=strategie)
    rows = rows.exclude(status=Publikationsstatus.ARCHIVED)
    return [
        PlannedChange(
            baustein=row,
            planned=row.pk in planned,
            draft=row.pk in drafts,
            edit_url=_edit_url(row, anliegen) if may_write else "",
        )
        for row in rows.fetch_mode(FETCH_RAISE)
    ]


def _may_write(user, anliegen):
    konzepte = Konzept.objects.assigned_to(user, Zustaendigkeit.Role.REDAKTION)
    return (
        user.has_perm("strategies.change_baustein")
        and konzepte.filter(pk=anliegen.auswertung.strategie.konzept_id).exists()
    )


def _edit_url(baustein, anliegen):
    """Where its text is written, with the way back."""
    return f"{reverse('texts:text', args=[baustein.pk])}?anliegen={anliegen.pk}"


def realised(anliegen):
    """What earlier editions have published because of it."""
    rows = anliegen.textaenderungen.exclude(fassung=None)
    return list(rows.select_related("fassung__baustein").fetch_mode(FETCH_RAISE))


def history(anliegen):
    rows = anliegen.protokoll.select_related("by").fetch_mode(FETCH_RAISE)
    return list(rows[:MOST_HISTORY])


def differences(anliegen, content, bausteine=None):
    """Where what was typed is not what is stored: (label, stored, typed) in words.

    Args:
        content: of its form.
        bausteine: those that were ticked; None if they were not asked for.
    """
    found = []
    for name, typed in content.items():
        stored = getattr(anliegen, name)
        if stored != typed:
            label = Anliegen._meta.get_field(name).verbose_name
            found.append((label, _in_words(name, stored), _in_words(name, typed)))
    stored = actions.planned(anliegen)
    if bausteine is not None and stored != {row.pk for row in bausteine}:
        rows = Baustein.objects.filter(pk__in=stored)
        found.append((_("Bausteine, die sich ändern"), _names(rows), _names(bausteine)))
    return found


def _names(bausteine):
    return "\n".join(sorted(map(str, bausteine))) or _("– keine –")


def _in_words(name, value):
    if not value:
        return _("– leer –")
    if name == "verdict":
        return Verdict(value).label
    return date_format(value) if name == "deadline" else value
