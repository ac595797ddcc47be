"""One act publishes everything: Anliegen, reasons and new Fassungen (docs/adr)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.actions import ActionRefused
from municipality.wording import says_something
from strategies.actions import publish_strategie
from strategies.models import Baustein, Konzept, Strategie, Zustaendigkeit

from .. import notify
from ..canonical import canonical, content_of, fingerprint
from ..hurdles import hurdles
from ..letters import paragraphs_of
from ..models import (
    Ausgabe,
    Auswertung,
    Ergebnis,
    Ergebnisbeitrag,
    Ergebnisfassung,
    Textaenderung,
)
from .steps import Action, locked_auswertung, log


class PublicationBlocked(ActionRefused):
    """Something is missing; ``hurdles`` say what and where."""

    def __init__(self, found):
        super().__init__(
            _("Diese Auswertung kann noch nicht veröffentlicht werden. Es fehlt noch etwas.")
        )
        self.hurdles = found


def may_publish(auswertung, user):
    """Whether ``user`` publishes in its Konzept: by group and as its Redaktion."""
    konzepte = Konzept.objects.assigned_to(user, Zustaendigkeit.Role.REDAKTION)
    return (
        user.has_perm("evaluation.publish_auswertung")
        and konzepte.filter(pk=auswertung.strategie.konzept_id).exists()
    )


@transaction.atomic
def publish(auswertung, *, by, note=""):
    """Publish an Auswertung with all its drafts, or a corrected edition of it.

    In this order: lock the Auswertung, the Strategie and its Bausteine, so that no
    comment is released or hidden and no phase opened meanwhile; look for hurdles;
    publish the drafts; write the edition; queue the mails.

    Args:
        note: what was corrected; needed from the second edition on.

    Returns:
        The new Ausgabe.

    Raises:
        PermissionDenied: ``by`` does not publish in this Konzept.
        PublicationBlocked: with the hurdles.
        ActionRefused: the note on a correction is missing.
    """
    auswertung = locked_auswertung(auswertung, by)
    if not may_publish(auswertung, by):
        raise PermissionDenied
    number = (auswertung.ausgaben.aggregate(n=Max("number"))["n"] or 0) + 1
    if number > 1 and not says_something(note):
        raise ActionRefused(_("Bitte geben Sie an, was in dieser Ausgabe berichtigt ist."))
    _lock_texts(auswertung)
    if found := hurdles(auswertung, user=by):
        raise PublicationBlocked(found)
    drafts = list(auswertung.changed_drafts())
    publish_strategie(auswertung.strategie, in_its_act=True)
    _realise(auswertung, drafts)
    ausgabe = _write(auswertung, number, drafts, by=by, note=note.strip() if number > 1 else "")
    Auswertung.objects.filter(pk=auswertung.pk).update(status=Auswertung.Status.PUBLISHED)
    log(auswertung, Action.PUBLISHED, by=by, details=str(ausgabe.number), reason=ausgabe.note)
    notify.published(ausgabe)
    return ausgabe


def _lock_texts(auswertung):
    """Opening a phase waits for the Strategie's row, counting a comment for its Baustein's."""
    strategie = auswertung.kommentierphase.strategie_id
    Strategie.objects.select_for_update(no_key=True).get(pk=strategie)
    list(
        Baustein.objects.select_for_update(no_key=True)
        .filter(strategie=strategie)
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def _realise(auswertung, drafts):
    """Note on what was planned which published Fassung did it."""
    for fassung in drafts:
        Textaenderung.objects.filter(
            anliegen__in=auswertung.anliegen.active(), baustein=fassung.baustein_id, fassung=None
        ).update(fassung=fassung)


def _write(auswertung, number, drafts, *, by, note):
    ausgabe = Ausgabe(
        auswertung=auswertung,
        number=number,
        # Its document names the moment to the second.
        published_at=timezone.now().replace(microsecond=0),
        published_by=by,
        note=note,
    )
    ausgabe.save()
    ergebnisse = [_ergebnis(ausgabe, row) for row in auswertung.anliegen.active()]
    prefetch_related_objects(
        ergebnisse, "beitraege", "fassungen__fassung__baustein", "fassungen__before"
    )
    editorial = [row for row in drafts if row.editorial]
    for row in editorial:
        row.refresh_from_db()
    ausgabe.document = canonical(content_of(ausgabe, ergebnisse, editorial))
    ausgabe.sha256 = fingerprint(ausgabe.document)
    ausgabe.save(update_fields=["document", "sha256"])
    return ausgabe


def _ergebnis(ausgabe, anliegen):
    ergebnis = Ergebnis.objects.create(
        ausgabe=ausgabe,
        anliegen=anliegen,
        number=anliegen.number,
        title=anliegen.title,
        summary=anliegen.summary,
        office=anliegen.office,
        verdict=anliegen.verdict,
        reasons=anliegen.reasons,
    )
    paragraphs = paragraphs_of(anliegen)
    Ergebnisbeitrag.objects.bulk_create(
        Ergebnisbeitrag(ergebnis=ergebnis, kommentar=row, paragraphs=paragraphs.get(row.pk, ""))
        for row in anliegen.contributions()
    )
    realised = anliegen.textaenderungen.exclude(fassung=None).select_related("fassung__baustein")
    Ergebnisfassung.objects.bulk_create(
        Ergebnisfassung(ergebnis=ergebnis, fassung=row.fassung, before=_before(row.fassung))
        for row in realised
    )
    return ergebnis


def _before(fassung):
    """The Fassung that ``fassung`` replaced; None for the first."""
    return fassung.baustein.fassungen.filter(number=fassung.number - 1).first()
