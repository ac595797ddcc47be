"""Staff notices on what waits for a moderator."""

from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext_lazy

from accounts.notices import Counted
from comments.access import moderated_konzepte
from comments.models import Organisation

from .queue import COMPLAINTS, rows_by_tab

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
# Tab → since when its oldest row waits.
SINCE = {COMPLAINTS: "at", "wartet": "created_at", "fragen": "created_at"}
_SINCE = gettext_lazy("seit %(day)s")


def notices(user):
    for tab, rows in rows_by_tab(user, WORDS).items():
        since = SINCE.get(tab, "")
        yield Counted(rows, WORDS[tab], _address(tab), first=since, when=_SINCE)
    yield Counted(
        _waiting_organisations(user),
        ngettext_lazy(
            "%(n)d Organisation wartet auf Bestätigung",
            "%(n)d Organisationen warten auf Bestätigung",
            "n",
        ),
        reverse("moderation:organisations"),
        first="requested_at",
        when=_SINCE,
    )


def _waiting_organisations(user):
    """Those of everybody who moderates anywhere: they are of no Konzept."""
    waiting = Organisation.objects.filter(status=Organisation.Status.REQUESTED)
    return waiting.filter(Exists(moderated_konzepte(user)))


def _address(tab):
    if tab == COMPLAINTS:
        return reverse("moderation:complaints")
    return reverse("moderation:queue", args=[tab])
