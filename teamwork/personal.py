"""What this app keeps about a person (see ``accounts.own_data.personal_data``)."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from mails.personal import forget_name

from .claims import remove_old
from .inquiries import forget_addresses
from .models import Notiz, Rueckfrage, Vormerkung

LINKS = {
    "teamwork.Notiz.by": "deleted",
    "teamwork.Notiz.person": "deleted",
    "teamwork.Vormerkung.by": "deleted",
    "teamwork.Vormerkung.person": "deleted",
    "teamwork.Rueckfrage.by": "cut",
}


def export(user):
    written = Notiz.objects.filter(by=user)
    about = Notiz.objects.filter(_about(user)).exclude(by=user)
    return {
        _("Interne Notizen, die Sie geschrieben haben"): [
            {_("am"): row.at, _("Text"): row.text, _("Beitrag"): row.kommentar_id,
             _("Anliegen"): row.anliegen_id}
            for row in written
        ],
        # Not their words: they may be about others too, which nobody but a person can tell.
        _("Interne Notizen über Sie oder Ihre Beiträge"): [
            {_("am"): row.at, _("Beitrag"): row.kommentar_id,
             _("Wortlaut"): _("Auskunft gibt die Verwaltung, siehe „Datenschutz“.")}
            for row in about
        ],
        _("Wo Sie „Ich bin dran“ gesagt haben"): [
            {_("seit"): row.since, _("Beitrag"): row.kommentar_id, _("Anliegen"): row.anliegen_id}
            for row in Vormerkung.objects.filter(by=user)
        ],
        _("Wo sich jemand um Ihre Beiträge kümmert"): [
            {_("seit"): row.since, _("Beitrag"): row.kommentar_id}
            for row in Vormerkung.objects.filter(_about(user)).exclude(by=user)
        ],
        _("Rückfragen an Ämter, die Sie gestellt haben"): [
            {_("am"): row.asked_at, _("Beitrag"): row.kommentar_id, _("Amt"): row.office,
             _("Frage"): row.question}
            for row in Rueckfrage.objects.filter(by=user)
        ],
        _("Ämter, die zu Ihren Beiträgen gefragt wurden"): [
            {_("am"): row.asked_at, _("Beitrag"): row.kommentar_id, _("Amt"): row.office,
             _("Wortlaut"): _("Auskunft gibt die Verwaltung, siehe „Datenschutz“.")}
            for row in Rueckfrage.objects.filter(kommentar__author=user)
        ],
    }  # fmt: skip


def _about(user):
    return Q(person=user) | Q(kommentar__author=user)


def anonymise(user, *, withdraw):
    """Delete what staff noted about a person and what they wrote, before that loses its author."""
    for model in (Notiz, Vormerkung):
        model.objects.filter(_about(user)).delete()
    Rueckfrage.objects.filter(kommentar__author=user).delete()
    asked = Rueckfrage.objects.filter(by=user)
    about = {"rueckfrage": list(asked.values_list("pk", flat=True))}
    for name in user.all_names():
        forget_name(name, _("Gelöschtes Konto"), about=about)
    asked.update(by=None)


def purge(now):
    return {
        _("Vormerkungen, die vorbei sind"): remove_old(now),
        _("Adressen von Ämtern, deren Frist vorbei ist"): forget_addresses(timezone.localdate(now)),
    }
