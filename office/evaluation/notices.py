"""Staff notices on what waits in Auswertungen."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.notices import Notice, Urgency
from evaluation.models.auswertung import evaluated_konzepte
from municipality.language import german, sentence
from phases.models import Kommentierphase

from .waiting import waiting_for


def notices(user):
    waiting, start = waiting_for(user), reverse("auswertung:start")
    for number, text, urgency in _counted(waiting):
        if number:
            yield Notice(text % {"n": number}, start, urgency)
    for auswertung, n in waiting.prepared.items():
        text = ngettext(
            "%(n)d Anliegen wartet auf Freigabe", "%(n)d Anliegen warten auf Freigabe", n
        )
        yield Notice(text % {"n": n}, reverse("auswertung:to_release", args=[auswertung]))
    for anliegen in waiting.returned:
        text = sentence(_("Zurückgegeben: „%(what)s“"), what=german(anliegen))
        yield Notice(text, anliegen.get_absolute_url())
    for phase in _without_auswertung(user):
        text = _("Die Auswertung zu „%(strategie)s“ hat noch nicht begonnen")
        yield Notice(sentence(text, strategie=german(phase.strategie.title)), start)


def _counted(waiting):
    """How much of what, as a sentence, and how urgent it is."""
    n = waiting.overdue
    yield n, ngettext("%(n)d Anliegen überfällig", "%(n)d Anliegen überfällig", n), Urgency.OVERDUE
    n = waiting.due
    text = ngettext(
        "%(n)d Anliegen in drei Tagen oder früher fällig",
        "%(n)d Anliegen in drei Tagen oder früher fällig",
        n,
    )
    yield n, text, Urgency.SOON
    n = waiting.assigned
    text = ngettext(
        "%(n)d Anliegen bei Ihrem Amt in Arbeit", "%(n)d Anliegen bei Ihrem Amt in Arbeit", n
    )
    yield n, text, Urgency.WAITING


def _without_auswertung(user):
    over = Kommentierphase.objects.over_at(timezone.now()).filter(auswertung=None)
    own = over.filter(strategie__konzept__in=evaluated_konzepte(user))
    return own.select_related("strategie").order_by("ends_at", "pk")
