"""What this app keeps about a person (see ``accounts.own_data.personal_data``)."""

from django.db.models import Q
from django.utils.translation import gettext as _

from .models import Barrieremeldung, Seitenentwurf, Seitenfassung

LINKS = {
    "pages.Barrieremeldung.done_by": "cut",
    "pages.Seitenentwurf.changed_by": "cut",
    "pages.Seitenfassung.created_by": "cut",
}


def export(user):
    written = Seitenfassung.objects.filter(created_by=user).order_by("pk")
    reports = Barrieremeldung.objects.filter(Q(email__iexact=user.email) | Q(done_by=user))
    return {
        _("Barrieren, die Sie gemeldet oder beantwortet haben"): [
            {
                _("Nummer"): row.pk,
                _("am"): row.at,
                _("Seite"): row.address,
                _("Meldung"): row.text,
                _("Antwort"): row.answer,
                _("Status"): row.get_status_display(),
            }
            for row in reports.order_by("pk")
        ],
        _("Texte, die Sie veröffentlicht haben"): [
            {_("Seite"): row.title, _("Fassung"): row.number, _("am"): row.published_at}
            for row in written
        ],
        _("Entwürfe von Seiten, die Sie zuletzt geändert haben"): [
            {_("Seite"): str(row), _("geändert"): row.changed_at}
            for row in Seitenentwurf.objects.filter(changed_by=user)
        ],
    }


def anonymise(user, *, withdraw):
    """Forget where to answer; the barrier is still to be removed."""
    Barrieremeldung.objects.filter(email__iexact=user.email).update(email="")
