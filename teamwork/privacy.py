"""What this app stores about people: model → what, what for, how long (page „Datenschutz“)."""

from django.utils.translation import gettext_lazy as _

STORED = {
    "teamwork.Notiz": (
        _("Interne Notizen der Mitarbeitenden zu Beiträgen, Anliegen und Personen"),
        _(
            "Damit Kolleginnen und Kollegen wissen, was schon geklärt ist. Es sieht sie nur, wer "
            "am Konzept arbeitet; den Wortlaut bekommen Sie auf Anfrage."
        ),
        _("Bis das Konto gelöscht wird, um das es geht, oder das, von dem sie stammen."),
    ),
    "teamwork.Vormerkung": (
        _("Bei Mitarbeitenden: dass sie sich gerade um etwas kümmern"),
        _("Damit nicht zwei dasselbe tun."),
        _("Einen Tag, höchstens bis entschieden ist."),
    ),
}
