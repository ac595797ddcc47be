"""Which accounts were deleted, outside the database: a restored backup must not bring them back.

One line of JSON per deletion in a file beside the backups: the account's number, when it
was made, when deleted, and whether its comments were taken back, too. A number can be given
away again after a restore; together with the moment it was made it cannot be mistaken.
Each month has a file of its own, which is only ever appended to, and removed as a whole.
"""

import json
import logging
import os
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from accounts.actions import delete_account
from accounts.models import User

logger = logging.getLogger(__name__)

_NAME = "geloeschte-konten-{:%Y-%m}.jsonl"


def note(user, *, withdraw):
    """Write down that ``user`` is being deleted, and make sure that it is on the disk.

    The last thing before the deletion is committed: none may be forgotten, and none noted that
    did not happen. Where nothing can be written, the log has to do; a person's right does not
    wait for a full disk.
    """
    now = timezone.now()
    line = json.dumps(
        {
            "account": user.pk,
            "joined": user.date_joined.isoformat(),
            "deleted": now.isoformat(timespec="seconds"),
            "withdraw": withdraw,
        }
    )
    try:
        settings.BACKUP_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = settings.BACKUP_DIR / _NAME.format(now)
        with open(path, "a", encoding="utf-8", opener=_for_the_owner) as file:
            file.write(f"{line}\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        logger.exception("A deletion could not be noted for restored backups: %s", line)


def _for_the_owner(path, flags):
    return os.open(path, flags, 0o600)


def _files():
    return sorted(settings.BACKUP_DIR.glob("geloeschte-konten-*.jsonl"))


def noted():
    """All deletions that are remembered, each once, as dictionaries."""
    lines = [line for file in _files() for line in file.read_text("utf-8").splitlines()]
    return [json.loads(line) for line in dict.fromkeys(lines) if _is_whole(line)]


def _is_whole(line):
    """A line that was being written when the power failed was no deletion yet."""
    return line.endswith("}")


def repeat():
    """Delete again who was deleted since a backup that was restored; return how many."""
    again = 0
    for row in noted():
        joined = datetime.fromisoformat(row["joined"])
        user = User.objects.filter(pk=row["account"], date_joined=joined).first()
        if user:
            delete_account(user, withdraw=row["withdraw"], again=True)
            again += 1
    return again


def forget(before):
    """Remove the months that were over at ``before``, the moment of the oldest backup left."""
    current = _NAME.format(before)
    for file in _files():
        if file.name < current:
            file.unlink()
