"""What this app keeps about a person (see ``accounts.own_data.personal_data``)."""

import json
from datetime import timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext as _

from . import actions
from .models import FORMER_NAME_KEPT, Namenswechsel, Sicherheitsprotokoll, Sitzung, User
from .sign_in import devices

LINKS = {
    "account.EmailAddress.user": "deleted",
    "accounts.Namenswechsel.user": "deleted",
    "accounts.Sicherheitsprotokoll.about": "cut",
    "accounts.Sicherheitsprotokoll.by": "cut",
    "accounts.Sitzung.user": "deleted",
    "accounts.User_groups.user": "deleted",
    "accounts.User_user_permissions.user": "deleted",
    "admin.LogEntry.user": "deleted",
    "mfa.Authenticator.user": "deleted",
    "socialaccount.SocialAccount.user": "deleted",
}

# Accounts used to be made when a code was asked for; those whose code was never entered.
UNCONFIRMED_KEPT = timedelta(days=30)
SECURITY_LOG_KEPT = timedelta(days=365)


def export(user):
    return {
        _("Konto"): [_account(user)],
        _("E-Mail-Adressen"): [
            {_("Adresse"): row.email, _("bestätigt"): row.verified}
            for row in user.emailaddress_set.all()
        ],
        _("Frühere Pseudonyme"): [
            {_("Pseudonym"): row.former, _("bis"): row.at} for row in user.namenswechsel.all()
        ],
        _("Geräte, auf denen Sie angemeldet sind"): [
            {
                _("Gerät"): row.device,
                _("angemeldet seit"): row.signed_in_at,
                _("gilt bis"): row.expire_date,
            }
            for row in devices.sessions_of(user)
        ],
        _("Zweiter Faktor"): [
            {
                _("Art"): row.get_type_display(),
                _("eingerichtet am"): row.created_at,
                _("zuletzt benutzt"): row.last_used_at,
            }
            for row in user.authenticator_set.order_by("pk")
        ],
        _("Verknüpfte Konten"): [
            {_("Nummer"): row.uid, _("verbunden am"): row.date_joined}
            for row in user.socialaccount_set.all()
        ],
        _("Sicherheitsprotokoll"): [
            {
                _("am"): row.at,
                _("Vorgang"): row.get_event_display(),
                _("Einzelheiten"): row.details,
            }
            for row in Sicherheitsprotokoll.objects.filter(Q(by=user) | Q(about=user))
        ],
        _("Änderungen in der Verwaltung"): [
            {
                _("am"): row.action_time,
                _("Objekt"): row.object_repr,
                _("Änderung"): row.get_change_message(),
            }
            for row in LogEntry.objects.filter(user=user).order_by("pk")
        ],
    }


def _account(user):
    return {
        _("Nummer"): user.pk,
        _("Pseudonym"): user.pseudonym,
        _("E-Mail-Adresse"): user.email,
        _("Sprache der E-Mails"): user.get_language_display(),
        _("dabei seit"): user.date_joined,
        _("zuletzt angemeldet"): user.last_login,
        _("mit Passwort"): user.has_usable_password(),
        _("darf in die Verwaltung"): user.is_staff,
        _("Gruppen"): ", ".join(group.name for group in user.groups.all()),
    }


def objections(user):
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_superuser and not others.exists():
        yield _(
            "Sie sind die einzige Person, die alles verwalten darf. Bitte geben Sie vorher "
            "jemand anderem dieses Recht."
        )


def anonymise(user, *, withdraw):
    """The log of the administration names people as they were called then."""
    deleted = _("Gelöschtes Konto")
    content_type = ContentType.objects.get_for_model(User)
    about = LogEntry.objects.filter(content_type=content_type, object_id=str(user.pk))
    about.update(object_repr=deleted)
    for name in user.all_names():
        _forget_in_log(f"{name} – ", f"{deleted} – ")


def _forget_in_log(old, new):
    """Replace how rows that belong to a person begin („NAME – Moderation“)."""
    # Messages are JSON that is written in ASCII.
    quoted_old, quoted_new = (f'"object": {json.dumps(text)[:-1]}' for text in (old, new))
    found = LogEntry.objects.filter(
        Q(object_repr__startswith=old) | Q(change_message__contains=quoted_old)
    )
    for entry in found:
        if entry.object_repr.startswith(old):
            entry.object_repr = f"{new}{entry.object_repr.removeprefix(old)}"[:200]
        entry.change_message = entry.change_message.replace(quoted_old, quoted_new)
        entry.save(update_fields=["object_repr", "change_message"])


def purge(now):
    former, _rows = Namenswechsel.objects.filter(at__lt=now - FORMER_NAME_KEPT).delete()
    sessions, _rows = Sitzung.objects.filter(expire_date__lt=now).delete()
    unconfirmed = User.objects.unconfirmed().filter(date_joined__lt=now - UNCONFIRMED_KEPT)
    lines, _rows = Sicherheitsprotokoll.objects.filter(at__lt=now - SECURITY_LOG_KEPT).delete()
    return {
        _("frühere Pseudonyme"): former,
        _("Zeilen im Sicherheitsprotokoll"): lines,
        _("unbestätigte Konten"): _delete_each(unconfirmed),
        _("abgelaufene Sitzungen"): sessions,
    }


def _delete_each(users):
    people = list(users)
    for user in people:
        actions.delete_account(user, withdraw=False)
    return len(people)
