"""Staff notices on what waits in Auswertungen."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.notices import Notice, Urgency
from evaluation.access import own_auswertungen
from evaluation.models import Anliegen
from evaluation.models.auswertung import evaluated_konzepte
from municipality.language import german, sentence
from phases.models import Kommentierphase


def notices(user):
    anliegen = Anliegen.objects.visible_to(user)
    start = reverse("auswertung:start")
    if overdue := anliegen.overdue(timezone.localdate()).count():
        text = ngettext("%(n)d Anliegen überfällig", "%(n)d Anliegen überfällig", overdue)
        yield Notice(text % {"n": overdue}, start, Urgency.OVERDUE)
    if prepared := _to_release(user).count():
        text = ngettext(
            "%(n)d Anliegen wartet auf Freigabe", "%(n)d Anliegen warten auf Freigabe", prepared
        )
        yield Notice(text % {"n": prepared}, start)
    for phase in _without_auswertung(user):
        text = _("Die Auswertung zu „%(strategie)s“ hat noch nicht begonnen")
        yield Notice(sentence(text, strategie=german(phase.strategie.title)), start)


def _to_release(user):
    """Anliegen that somebody else has prepared."""
    waiting = Anliegen.objects.filter(status=Anliegen.Status.PREPARED)
    return waiting.filter(auswertung__in=own_auswertungen(user)).exclude(prepared_by=user)


def _without_auswertung(user):
    over = Kommentierphase.objects.over_at(timezone.now()).filter(auswertung=None)
    own = over.filter(strategie__konzept__in=evaluated_konzepte(user))
    return own.select_related("strategie").order_by("ends_at", "pk")
