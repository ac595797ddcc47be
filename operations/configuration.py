"""The file with the settings of one installation: written by „manage.py setup“, read by
``config.settings``, by systemd (``EnvironmentFile=``) and by a shell.
"""

import os
import re
import secrets
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

_LINE = re.compile(r'^([A-Z_]+)="(.*)"$')
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
# Those who read the file disagree on what these mean.
_FORBIDDEN = re.compile(r"[\"\\$`\x00-\x1f]")


def read(path):
    """The values in the file; none where there is no file yet."""
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(found.groups() for line in lines if (found := _LINE.match(line)))


def write(path, values):
    """Write the file for its owner alone; it is there as a whole or as it was."""
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.part")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f'{name}="{value}"\n' for name, value in values.items())
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def compose(given, *, before):
    """The values of an installation; what somebody added by hand stays.

    Args:
        given: checked answers: name, host, database, email_url, sender, var_dir.
        before: what the file held; its secret stays, or everybody would be signed out.
    """
    static = before.get("STATIC_ROOT") or f"{given['var_dir'].rstrip('/')}/static"
    return {
        **before,
        "DJANGO_ENV": "production",
        "SECRET_KEY": before.get("SECRET_KEY") or secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": given["host"],
        "SITE_URL": f"https://{given['host']}",
        "SITE_NAME": given["name"],
        "DATABASE_URL": given["database"],
        "EMAIL_URL": given["email_url"],
        "DEFAULT_FROM_EMAIL": given["sender"],
        "VAR_DIR": given["var_dir"],
        # An image brings its own files, and says where.
        **({} if "STATIC_ROOT" in os.environ else {"STATIC_ROOT": static}),
    }


class Wrong(ValueError):
    """What was given cannot be used; the message is a sentence that says what would do."""


def plain(value):
    """Return ``value`` without blanks around it, or refuse what no such file can hold."""
    value = value.strip()
    if not value:
        raise Wrong("Hier wird etwas gebraucht.")
    if _FORBIDDEN.search(value):
        raise Wrong('Anführungszeichen (") und die Zeichen \\ $ ` gehen hier nicht.')
    return value


def host(value):
    value = plain(value).lower().removeprefix("https://").rstrip("/")
    if not _HOST.fullmatch(value):
        raise Wrong(
            "Das ist kein Name eines Servers. Gebraucht wird etwas wie "
            "mitreden.musterstadt.de, ohne Pfad und Port."
        )
    return value


def email(value):
    value = plain(value)
    try:
        validate_email(value)
    except ValidationError as error:
        raise Wrong("Das ist keine E-Mail-Adresse.") from error
    return value


def database(value):
    value = plain(value)
    if not value.startswith(("postgres://", "postgresql://", "sqlite:////")):
        raise Wrong(
            "Das ist keine Adresse einer Datenbank. Liegt PostgreSQL auf diesem Rechner: "
            "postgres:///mitreden, sonst postgres://NAME:PASSWORT@HOST:5432/DATENBANK."
        )
    return value


def email_url(value):
    value = plain(value)
    address = urlsplit(value)
    if address.scheme not in {"smtp", "smtps", "smtp+tls", "smtp+ssl"} or not address.hostname:
        raise Wrong(
            "Das ist keine Adresse eines Mailservers. Gebraucht wird "
            "smtp+tls://NAME:PASSWORT@HOST:587; Sonderzeichen im Passwort als %XX."
        )
    return value


def folder(value):
    value = plain(value)
    if not value.startswith("/"):
        raise Wrong("Das Verzeichnis muss mit / beginnen.")
    return value
