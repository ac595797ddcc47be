"""What this app stores about people: model → what, what for, how long (page „Datenschutz“)."""

from django.utils.translation import gettext_lazy as _

_RESPONSIBLE = (
    _("Bei Mitarbeitenden: für welches Konzept und welches Amt sie zuständig sind"),
    _("Damit Antworten der Verwaltung als solche zu erkennen sind."),
    _("So lange die Aufgabe besteht."),
)

STORED = {
    "strategies.Konzept": _RESPONSIBLE,
    "strategies.Zustaendigkeit": _RESPONSIBLE,
    "strategies.Vertretung": (
        _("Bei Mitarbeitenden: wer wen von wann bis wann vertritt"),
        _("Damit auch im Urlaub jemand moderiert und auswertet."),
        _("Bis die Vertretung vorbei ist oder ein Konto gelöscht wird."),
    ),
    "strategies.Amt": (
        _("E-Mail-Adressen von Ämtern"),
        _("Damit Rückfragen zu einem Beitrag im richtigen Postfach ankommen."),
        _("Bis sie in der Liste der Ämter geändert oder entfernt wird."),
    ),
    "strategies.Abonnement": (
        _("Welchen Strategien und Teilen Sie folgen"),
        _("Damit wir Ihnen schreiben, wenn es dort etwas Neues gibt."),
        _("Bis Sie nicht mehr folgen oder das Konto gelöscht wird."),
    ),
    "strategies.Mitteilung": (
        _("Bei Mitarbeitenden: wer eine Mitteilung geschrieben und verschickt hat"),
        _("Damit nachvollziehbar bleibt, wer was verschickt hat. Öffentlich ist es nicht."),
        _("Bis das Konto gelöscht wird."),
    ),
    "strategies.Einlesung": (
        _("Bei Mitarbeitenden: wer ein Dokument eingelesen und darüber entschieden hat"),
        _("Damit mehrere daran arbeiten können. Öffentlich ist es nicht."),
        _(
            "90 Tage nach der letzten Änderung, die des letzten Dokuments eines Konzepts, bis das "
            "Konto gelöscht wird."
        ),
    ),
    "strategies.Gliederungsprotokoll": (
        _("Bei Mitarbeitenden: wer Art, Nummer, Strategie oder Reihenfolge eines Textes änderte"),
        _("Damit Änderungen nachvollziehbar bleiben. Öffentlich ist es nicht."),
        _("Bis das Konto gelöscht wird."),
    ),
    "strategies.Fassung": (
        _("Bei Mitarbeitenden: wer einen Text verfasst hat"),
        _("Damit Änderungen nachvollziehbar bleiben. Öffentlich ist es nicht."),
        _("Bis das Konto gelöscht wird."),
    ),
}
