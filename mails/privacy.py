"""What this app stores about people: model → what, what for, how long (page „Datenschutz“)."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .retention import CONTENT_KEPT

STORED = {
    "mails.Mail": (
        _("E-Mails, die wir Ihnen schicken: Adresse, Text, Zeitpunkt"),
        _("Damit E-Mails zuverlässig ankommen und sich der Versand belegen lässt."),
        format_lazy(
            _("Adresse und Text {days} Tage; danach bleibt nur, dass es die E-Mail gab."),
            days=CONTENT_KEPT.days,
        ),
    ),
    "mails.MailPreference": (
        _("Welche E-Mails Sie haben möchten"),
        _("Damit Sie nur bekommen, was Sie wollen."),
        _("Bis Sie es ändern oder das Konto gelöscht wird."),
    ),
    "mails.DigestEntry": (
        _("Neuigkeiten für Ihre tägliche E-Mail"),
        _("Damit sie gesammelt ankommen."),
        _("Bis zum Versand; danach bleibt nur, dass es sie gab."),
    ),
}
