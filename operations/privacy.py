"""What this app stores about people, in files: what, what for, how long (page „Datenschutz“)."""

from django.utils.translation import gettext_lazy as _

STORED = {
    "operations.backups": (
        _("Sicherungskopien von allem, was hier steht"),
        _("Damit nach einem Schaden nichts verloren ist. Zugang hat nur die Technik."),
        _("In der Regel 14 Tage."),
    ),
    "operations.deletions": (
        _("Nummern gelöschter Konten, ohne Namen und Adresse"),
        _("Damit eine zurückgespielte Sicherung gelöschte Konten nicht wiederherstellt."),
        _("So lange es ältere Sicherungen gibt."),
    ),
}
