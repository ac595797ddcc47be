"""Staff notices on what waits in Auswertungen."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from accounts.notices import Counted, Notice, Urgency
from evaluation.models.auswertung import evaluated_konzepte
from municipality.language import german, sentence
from phases.models import Kommentierphase

from .waiting import prepared_for, returned_to, rows_waiting

# What waits → words, urgency, and what is said of the nearest deadline.
WORDS = {
    "overdue": (
        ngettext_lazy("%(n)d Anliegen überfällig", "%(n)d Anliegen überfällig", "n"),
        Urgency.OVERDUE,
        gettext_lazy("Frist war der %(day)s"),
    ),
    "due": (
        ngettext_lazy(
            "%(n)d Anliegen in drei Tagen oder früher fällig",
            "%(n)d Anliegen in drei Tagen oder früher fällig",
            "n",
        ),
        Urgency.SOON,
        gettext_lazy("Frist %(day)s"),
    ),
    "assigned": (
        ngettext_lazy(
            "%(n)d Anliegen bei Ihrem Amt in Arbeit", "%(n)d Anliegen bei Ihrem Amt in Arbeit", "n"
        ),
        Urgency.WAITING,
        gettext_lazy("nächste Frist %(day)s"),
    ),
}


def notices(user):
    start = reverse("auswertung:start")
    for name, rows in rows_waiting(user).items():
        words, urgency, when = WORDS[name]
        yield Counted(rows, words, start, urgency, first="deadline", when=when)
    for auswertung, n in prepared_for(user).items():
        text = ngettext(
            "%(n)d Anliegen wartet auf Freigabe", "%(n)d Anliegen warten auf Freigabe", n
        )
        yield Notice(text % {"n": n}, reverse("auswertung:to_release", args=[auswertung]))
    for anliegen in returned_to(user):
        text = sentence(_("Zurückgegeben: „%(what)s“"), what=german(anliegen))
        yield Notice(text, anliegen.get_absolute_url())
    for phase in _without_auswertung(user):
        text = _("Die Auswertung zu „%(strategie)s“ hat noch nicht begonnen")
        yield Notice(sentence(text, strategie=german(phase.strategie.title)), start)


def _without_auswertung(user):
    over = Kommentierphase.objects.over_at(timezone.now()).filter(auswertung=None)
    own = over.filter(strategie__konzept__in=evaluated_konzepte(user))
    return own.select_related("strategie").order_by("ends_at", "pk")
