"""What this app stores about people: model → what, what for, how long (page „Datenschutz“)."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .invitations import KEPT

STORED = {
    "phases.Einladung": (
        _("E-Mail-Adressen, die eingeladen sind, in einer Kommentierphase zuerst zu schreiben"),
        _("Damit die Eingeladenen angeschrieben werden und vor allen anderen schreiben können."),
        format_lazy(
            _("{days} Tage über das Ende der Phase; ein Link in der E-Mail löscht sie sofort."),
            days=KEPT.days,
        ),
    ),
    "phases.Phasenprotokoll": (
        _("Bei Mitarbeitenden: wer eine Kommentierphase geändert hat"),
        _("Damit Änderungen nachvollziehbar bleiben."),
        _("Bis das Konto gelöscht wird."),
    ),
}
