"""What this app stores about people: model → what, what for, how long (page „Datenschutz“)."""

from django.utils.translation import gettext_lazy as _

STORED = {
    "phases.Phasenprotokoll": (
        _("Bei Mitarbeitenden: wer eine Kommentierphase geändert hat"),
        _("Damit Änderungen nachvollziehbar bleiben."),
        _("Bis das Konto gelöscht wird."),
    ),
}
