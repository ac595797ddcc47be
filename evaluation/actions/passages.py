"""A long contribution in passages, each with its Anliegen."""

from django.db import transaction
from django.utils.translation import gettext as _

from comments.actions import ActionRefused

from ..models import Abschnitt, Zuordnung
from ..paragraphs import paragraphs
from .bundle import refuse_foreign, set_aside
from .steps import Action, locked_auswertung, log


@transaction.atomic
def divide(auswertung, kommentar, *, starts, by):
    """Divide a contribution into passages; those that stay keep their Anliegen.

    A passage that ends is part of the one before, and so are its Anliegen.

    Args:
        starts: numbers of the paragraphs at which a passage begins; the first always does.

    Returns:
        The Abschnitte; none where all is one.

    Raises:
        PermissionDenied: ``by`` does not evaluate in this Konzept.
        ActionRefused: it is not of this phase or not public, or has no such paragraph.
    """
    auswertung = locked_auswertung(auswertung, by)
    refuse_foreign(auswertung, [kommentar])
    wanted = sorted({1, *starts})
    if wanted[0] < 1 or wanted[-1] > len(paragraphs(kommentar.text)):
        raise ActionRefused(_("Der Beitrag hat sich geändert. Bitte teilen Sie ihn noch einmal."))
    if len(wanted) == 1:
        wanted = []
    before = {row.first: row for row in kommentar.abschnitte.all()}
    if sorted(before) == wanted:
        return list(before.values())
    missing = [Abschnitt(kommentar=kommentar, first=n) for n in wanted if n not in before]
    Abschnitt.objects.bulk_create(missing)
    rows = list(kommentar.abschnitte.order_by("first"))
    _join([row for row in rows if row.first not in wanted], rows, wanted)
    log(auswertung, Action.DIVIDED, by=by, details=f"{kommentar.pk}: {len(wanted) or 1}")
    return list(kommentar.abschnitte.order_by("first"))


def _join(gone, rows, wanted):
    """Give what the passages that end have to those they become part of."""
    kept = {row.first: row for row in rows if row.first in wanted}
    for row in gone:
        earlier = [first for first in kept if first < row.first]
        if earlier:
            kept[max(earlier)].zuordnungen.add(*row.zuordnungen.all())
        row.delete()


def give(zuordnung, abschnitte):
    """Note that these passages raise the Anliegen; return the keys of those of which it is new."""
    known = set(zuordnung.abschnitte.values_list("pk", flat=True))
    new = [row for row in abschnitte if row.pk not in known]
    zuordnung.abschnitte.add(*new)
    Abschnitt.objects.filter(pk__in=[row.pk for row in new]).update(status=Abschnitt.Status.OPEN)
    return [row.pk for row in new]


@transaction.atomic
def set_passages_aside(auswertung, kommentar, *, abschnitte, by):
    """Note that passages hold no Anliegen; when none of a contribution does, that it does not.

    Raises:
        PermissionDenied: ``by`` does not evaluate in this Konzept.
        ActionRefused: it is not of this phase or not public, or one is in an Anliegen.
    """
    auswertung = locked_auswertung(auswertung, by)
    refuse_foreign(auswertung, [kommentar])
    rows = kommentar.abschnitte.filter(pk__in=[row.pk for row in abschnitte])
    if rows.exclude(zuordnungen=None).exists():
        raise ActionRefused(_("Was schon in einem Anliegen ist, bitte dort erst herausnehmen."))
    rows.update(status=Abschnitt.Status.ASIDE)
    numbers = ", ".join(map(str, rows.values_list("first", flat=True)))
    log(auswertung, Action.SET_ASIDE, by=by, details=f"{kommentar.pk}: {numbers}")
    is_all = not kommentar.abschnitte.exclude(status=Abschnitt.Status.ASIDE).exists()
    if is_all and not Zuordnung.objects.filter(kommentar=kommentar).exists():
        set_aside(auswertung, by=by, kommentare=[kommentar])
