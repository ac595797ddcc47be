"""What the platform stores: in its tables, as each app registers it, and in the visitors'
browsers."""

from typing import NamedTuple

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.own_data.personal_data import STORED


class Stored(NamedTuple):
    """One kind of row: what it says of a person, what for, and until when."""

    what: Promise
    purpose: Promise
    kept: Promise


def declarations():
    """Label of a model → ``Stored``, for every model that tells something of a person."""
    return {label: Stored(*words) for rows in STORED for label, words in rows.items()}


def stored():
    """What the page „Datenschutz“ lists. Rows of the same words are one line."""
    return list(dict.fromkeys(declarations().values()))


class Cookie(NamedTuple):
    name: str
    purpose: Promise
    kept: Promise


def cookies():
    """Every cookie the platform ever sets; reading alone sets none."""
    return [
        Cookie(
            settings.SESSION_COOKIE_NAME,
            _("Hält Sie angemeldet und bewahrt Ihren Text, während Sie sich anmelden."),
            _("Endet nach zwei Wochen oder mit dem Abmelden."),
        ),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            _("Verhindert, dass eine fremde Seite in Ihrem Namen etwas absendet."),
            _("Endet nach einem Jahr."),
        ),
        Cookie(
            settings.DEVICE_COOKIE_NAME,
            _("Nur bei Mitarbeitenden: dass sie sich in diesem Browser schon angemeldet haben."),
            _("Endet nach einem Jahr."),
        ),
        Cookie(
            CookieStorage.cookie_name,
            _("Trägt einen Satz wie „Gespeichert“ auf die nächste Seite."),
            _("Endet dort."),
        ),
    ]
