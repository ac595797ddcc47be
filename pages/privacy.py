"""What this app stores about people: model → what, what for, how long (page „Datenschutz“)."""

from django.utils.translation import gettext_lazy as _

_WRITTEN = (
    _("Bei Mitarbeitenden: wer einen Text verfasst hat"),
    _("Damit Änderungen nachvollziehbar bleiben. Öffentlich ist es nicht."),
    _("Bis das Konto gelöscht wird."),
)

STORED = {
    "pages.Seitenfassung": _WRITTEN,
    "pages.Seitenentwurf": _WRITTEN,
    "pages.Barrieremeldung": (
        _("Gemeldete Barrieren: Ihr Text, die Seite, Ihre E-Mail-Adresse, wenn Sie sie angeben"),
        _("Damit wir die Barriere beseitigen und Ihnen antworten."),
        _("Die Adresse bis zur Antwort; die Meldung ohne Adresse auf Dauer."),
    ),
}
