"""Staff notices on what waits for a moderator."""

from django.urls import reverse
from django.utils.translation import ngettext, ngettext_lazy

from accounts.notices import Notice
from comments.access import moderates_anywhere
from comments.models import Organisation

from .queue import COMPLAINTS, count_rows

# Tab of the queue → what is said of the comments in it, the most urgent first.
WORDS = {
    COMPLAINTS: ngettext_lazy(
        "%(n)d Beschwerde wartet auf Ihre Entscheidung",
        "%(n)d Beschwerden warten auf Ihre Entscheidung",
        "n",
    ),
    "gemeldet": ngettext_lazy("%(n)d gemeldeter Beitrag", "%(n)d gemeldete Beiträge", "n"),
    "wartet": ngettext_lazy(
        "%(n)d Beitrag wartet auf Prüfung", "%(n)d Beiträge warten auf Prüfung", "n"
    ),
    "fragen": ngettext_lazy("%(n)d Frage ohne Antwort", "%(n)d Fragen ohne Antwort", "n"),
}


def notices(user):
    counts = count_rows(user, WORDS)
    for tab, words in WORDS.items():
        if number := counts[tab]:
            yield Notice(words % {"n": number}, _address(tab))
    if moderates_anywhere(user) and (number := _waiting_organisations()):
        words = ngettext(
            "%(n)d Organisation wartet auf Bestätigung",
            "%(n)d Organisationen warten auf Bestätigung",
            number,
        )
        yield Notice(words % {"n": number}, reverse("moderation:organisations"))


def _waiting_organisations():
    return Organisation.objects.filter(status=Organisation.Status.REQUESTED).count()


def _address(tab):
    if tab == COMPLAINTS:
        return reverse("moderation:complaints")
    return reverse("moderation:queue", args=[tab])
