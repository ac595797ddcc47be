"""Staff notices on Stände that are due or wait to be published, and on questions about Vorhaben."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext, ngettext_lazy

from accounts.notices import Counted, Notice, Urgency
from comments.models import Kommentar
from progress import rules
from progress.models import Stand

from .access import written_by
from .reminders import OVERDUE, SOON


def notices(user):
    start, drafts = reverse("umsetzung:start"), Stand.objects.drafts()
    today = timezone.localdate()
    own = written_by(user).published().due_by(today + SOON)
    days = [row.due_on for row in own.exclude(pk__in=drafts.values("vorhaben"))]
    for number, text, urgency in _due(days, today):
        if number:
            yield Notice(text % {"n": number}, start, urgency)
    yield Counted(
        drafts.filter(vorhaben__konzept__in=rules.edited_konzepte(user)),
        ngettext_lazy(
            "%(n)d Stand wartet auf Veröffentlichung",
            "%(n)d Stände warten auf Veröffentlichung",
            "n",
        ),
        start,
    )
    yield _questions(user)


def _questions(user):
    """What people ask about the Vorhaben that ``user`` writes for."""
    asked = written_by(user).published().filter(discussed__isnull=False)
    return Counted(
        Kommentar.objects.unanswered_questions().filter(baustein__in=asked.values("discussed")),
        ngettext_lazy(
            "%(n)d Frage zu Vorhaben ohne Antwort", "%(n)d Fragen zu Vorhaben ohne Antwort", "n"
        ),
        # Each line there says how much was asked, and leads to it.
        f"{reverse('progress:umsetzung')}#alle",
    )


def _due(days, today):
    """How much of what, as a sentence, and how urgent it is."""
    n = sum(day + OVERDUE <= today for day in days)
    text = ngettext(
        "%(n)d Stand seit mehr als 30 Tagen fällig", "%(n)d Stände seit mehr als 30 Tagen fällig", n
    )
    yield n, text, Urgency.OVERDUE
    n = sum(day <= today < day + OVERDUE for day in days)
    yield n, ngettext("%(n)d Stand fällig", "%(n)d Stände fällig", n), Urgency.WAITING
    n = sum(today < day <= today + SOON for day in days)
    text = ngettext(
        "%(n)d Stand in zwei Wochen oder früher fällig",
        "%(n)d Stände in zwei Wochen oder früher fällig",
        n,
    )
    yield n, text, Urgency.SOON
