"""What this app stores about people: model → what, what for, how long (page „Datenschutz“)."""

from django.utils.translation import gettext_lazy as _

_WORK = (
    _("Bei Mitarbeitenden: wer Anliegen vorgelegt, freigegeben und veröffentlicht hat"),
    _("Damit zwei Personen für jede Würdigung einstehen und jeder Schritt nachvollziehbar ist."),
    _("Auf Dauer; wird das Konto gelöscht, ohne Bezug zur Person. Öffentlich ist es nicht."),
)

STORED = {
    "evaluation.Anliegen": _WORK,
    "evaluation.Ausgabe": _WORK,
    "evaluation.Auswertungsprotokoll": _WORK,
}
