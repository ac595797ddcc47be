"""What this app stores about people: model → what, what for, how long (page „Datenschutz“)."""

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .models import FORMER_NAME_KEPT

_UNTIL_DELETION = _("Bis das Konto gelöscht wird.")

_ACCOUNT = (
    _("Konto: E-Mail-Adresse, Pseudonym, Sprache der E-Mails, Tag der Anmeldung"),
    _("Damit Sie schreiben, Antworten bekommen und Ihre Texte verwalten können."),
    _UNTIL_DELETION,
)
_RIGHTS = (
    _("Bei Mitarbeitenden: Rechte in der Verwaltung"),
    _("Damit nur Befugte moderieren und veröffentlichen."),
    _("So lange die Aufgabe besteht."),
)

STORED = {
    "accounts.User": _ACCOUNT,
    "account.EmailAddress": _ACCOUNT,
    "account.EmailConfirmation": _ACCOUNT,
    "accounts.User_groups": _RIGHTS,
    "accounts.User_user_permissions": _RIGHTS,
    "accounts.Namenswechsel": (
        _("Ihr früheres Pseudonym, wenn Sie es geändert haben"),
        _("Damit niemand unter Ihrem alten Namen schreibt. Nur die Moderation sieht es."),
        format_lazy(_("{days} Tage."), days=FORMER_NAME_KEPT.days),
    ),
    "accounts.Sitzung": (
        _(
            "Sitzung: dass ein Browser angemeldet ist, und welche Art von Gerät es ist; beim "
            "Anmelden auch die Adresse, an die wir den Code geschickt haben"
        ),
        _("Damit Sie sich nicht auf jeder Seite neu anmelden müssen."),
        format_lazy(
            _("{days} Tage, oder bis Sie sich abmelden."),
            days=settings.SESSION_COOKIE_AGE // (24 * 3600),
        ),
    ),
    "accounts.Sicherheitsprotokoll": (
        _("Bei Mitarbeitenden: Anmeldungen, geänderte Rechte und heruntergeladene interne Daten"),
        _("Damit ein Missbrauch von Konten auffällt. IP-Adressen stehen nicht darin."),
        _("Ein Jahr."),
    ),
    "mfa.Authenticator": (
        _("Bei Mitarbeitenden: der zweite Faktor zum Anmelden, verschlüsselt"),
        _("Damit ein gestohlenes Passwort nicht genügt."),
        _("Bis er entfernt oder das Konto gelöscht wird."),
    ),
    "admin.LogEntry": (
        _("Bei Mitarbeitenden: was sie in der Verwaltung geändert haben"),
        _("Damit Änderungen nachvollziehbar bleiben."),
        _UNTIL_DELETION,
    ),
}
if settings.OIDC:
    STORED["socialaccount.SocialAccount"] = (
        _("Wenn Sie sich über einen anderen Dienst anmelden: Ihre Nummer dort, sonst nichts"),
        _("Damit wir Sie wiedererkennen."),
        _UNTIL_DELETION,
    )
