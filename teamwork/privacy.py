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
    "teamwork.Rueckfrage": (
        _("Rückfragen an Ämter zu einem Beitrag und was die Ämter antworten"),
        _(
            "Damit richtig ist, was die Verwaltung zu einem Beitrag sagt. Das Amt sieht den Text "
            "des Beitrags und die Frage, keinen Namen; die Antwort sieht nur, wer am Konzept "
            "arbeitet. Den Wortlaut bekommen Sie auf Anfrage."
        ),
        _(
            "Bis das Konto gelöscht wird, von dem der Beitrag stammt; die E-Mail-Adresse des "
            "Amts, bis geantwortet ist, höchstens zwei Wochen über die Frist."
        ),
    ),
    "teamwork.Vormerkung": (
        _("Bei Mitarbeitenden: dass sie sich gerade um etwas kümmern"),
        _("Damit nicht zwei dasselbe tun."),
        _("Einen Tag, höchstens bis entschieden ist."),
    ),
}
