"""What this app stores about people: model → what, what for, how long (page „Datenschutz“)."""

from django.utils.translation import gettext_lazy as _

_WORK = (
    _("Bei Mitarbeitenden: wer Anliegen vorgelegt, freigegeben und veröffentlicht hat"),
    _("Damit zwei Personen für jede Würdigung einstehen und jeder Schritt nachvollziehbar ist."),
    _("Auf Dauer; wird das Konto gelöscht, ohne Bezug zur Person. Öffentlich ist es nicht."),
)

STORED = {
    "evaluation.Absender": (
        _("Name und Anschrift, wenn jemand per Brief geschrieben hat oder so eine Antwort möchte"),
        _("Damit die Antwort der Verwaltung per Post ankommt."),
        _(
            "Bis die Briefe verschickt sind, längstens ein halbes Jahr nach der Veröffentlichung "
            "des Ergebnisses. Öffentlich ist es nicht."
        ),
    ),
    "evaluation.Anliegen": _WORK,
    "evaluation.Ausgabe": _WORK,
    "evaluation.Auswertungsprotokoll": _WORK,
}
