"""Documents between their upload and the confirmation of the import.

The file lies in the default storage under a name that holds Konzept, person and an
unguessable token: whoever asks for it must be that person, at that Konzept. Nothing
serves this folder.
"""

import re
import secrets
from datetime import timedelta
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

LIFETIME = timedelta(days=1)

_FOLDER = "einlesen"
_TOKEN = re.compile(r"[0-9a-f]{32}\.(?:docx|md|xlsx|ods|csv|tsv|txt|bild)\Z")


def keep_upload(name, data, *, konzept, user):
    """Store a document that was read without error; return its token for the address."""
    remove_expired(timezone.now())
    token = f"{secrets.token_hex(16)}{PurePath(name).suffix.lower()}"
    default_storage.save(_path(token, konzept, user), ContentFile(data))
    return token


def find_upload(token, *, konzept, user):
    """The document's bytes; None if it expired or belongs to somebody or something else."""
    path = _path(token, konzept, user)
    if (
        not _TOKEN.match(token)
        or not default_storage.exists(path)
        or _is_expired(path, timezone.now())
    ):
        return None
    with default_storage.open(path) as file:
        return file.read()


def remove_upload(token, *, konzept, user):
    if _TOKEN.match(token):
        default_storage.delete(_path(token, konzept, user))


def remove_expired(now):
    """Delete what nobody confirmed within `LIFETIME`; return how many."""
    if not default_storage.exists(_FOLDER):
        return 0
    _folders, names = default_storage.listdir(_FOLDER)
    expired = [path for name in names if _is_expired(path := f"{_FOLDER}/{name}", now)]
    for path in expired:
        default_storage.delete(path)
    return len(expired)


def _path(token, konzept, user):
    return f"{_FOLDER}/{konzept.pk}-{user.pk}-{token}"


def _is_expired(path, now):
    return default_storage.get_modified_time(path) < now - LIFETIME
