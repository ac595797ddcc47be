"""What this app keeps about a person (see ``accounts.own_data.personal_data``)."""

from datetime import timedelta

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from .models import Absender, Anliegen, Ausgabe, Auswertung, Auswertungsprotokoll

# So long after the newest edition answers by post are sent.
SENDERS_KEPT = timedelta(days=182)

LINKS = {
    "evaluation.Anliegen.prepared_by": "cut",
    "evaluation.Anliegen.released_by": "cut",
    "evaluation.Ausgabe.published_by": "cut",
    "evaluation.Auswertungsprotokoll.by": "cut",
}


def export(user):
    anliegen = Anliegen.objects.filter(Q(prepared_by=user) | Q(released_by=user))
    editions = Ausgabe.objects.filter(published_by=user).select_related("auswertung")
    steps = Auswertungsprotokoll.objects.filter(by=user)
    return {
        _("Anliegen, die Sie vorgelegt oder freigegeben haben"): [
            {
                _("Nummer"): row.pk,
                _("Titel"): row.title,
                _("vorgelegt"): row.prepared_at if row.prepared_by_id == user.pk else None,
                _("freigegeben"): row.released_at if row.released_by_id == user.pk else None,
            }
            for row in anliegen.order_by("pk")
        ],
        _("Auswertungen, die Sie veröffentlicht haben"): [
            {_("Ausgabe"): str(row), _("am"): row.published_at} for row in editions.order_by("pk")
        ],
        _("Schritte in Auswertungen"): [
            {
                _("am"): row.at,
                _("Vorgang"): row.get_action_display(),
                _("Einzelheiten"): row.details,
                _("Grund"): row.reason,
            }
            for row in steps.order_by("pk")
        ],
    }


def anonymise(user, *, withdraw):
    """Nothing that deleting the account does not do: the trace stays, without the person."""


def purge(now):
    newest = Auswertung.objects.annotate(published_last=Max("ausgaben__published_at"))
    done = newest.filter(published_last__lt=now - SENDERS_KEPT)
    senders = Absender.objects.filter(auswertung__in=done.values("pk"))
    number = senders.count()
    senders.delete()
    return {_("Anschriften beantworteter Briefe"): number}
