"""What this app stores about people: model → what, what for, how long (page „Datenschutz“)."""

from django.utils.translation import gettext_lazy as _

_WORK = (
    _("Bei Mitarbeitenden: wer Stände und Berichte geschrieben und veröffentlicht hat"),
    _("Damit nachvollziehbar ist, wer was berichtet hat."),
    _("Auf Dauer; wird das Konto gelöscht, ohne Bezug zur Person. Öffentlich ist es nicht."),
)

STORED = {
    "progress.Stand": _WORK,
    "progress.Umsetzungsbericht": _WORK,
    "progress.Umsetzungsprotokoll": _WORK,
    "progress.Vorhabenabonnement": (
        _("Welchen Vorhaben Sie folgen"),
        _("Damit wir Ihnen schreiben, wenn es dort etwas Neues gibt."),
        _("Bis Sie nicht mehr folgen oder das Konto gelöscht wird."),
    ),
}
