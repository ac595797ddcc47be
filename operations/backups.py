"""Making backups and bringing one back (docs/adr/0015-sicherungen.md)."""

import shutil
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from accounts.models import Sitzung
from pagecache import generation

from . import archive, databases, deletions

_NAME = "mitreden-%Y-%m-%dT%H%M%SZ.zip"
_MEDIA = "media"


def backups():
    """The backups there are, the oldest first, as (moment, path)."""
    found = []
    for path in settings.BACKUP_DIR.glob("mitreden-*.zip"):
        try:
            moment = datetime.strptime(path.name, _NAME).replace(tzinfo=UTC)
        except ValueError:
            # Somebody's own copy beside ours.
            continue
        found.append((moment, path))
    return sorted(found)


def last():
    """The moment of the last backup; None if there is none.

    One dated by a clock that ran ahead counts only where there is no other.
    """
    moments = [moment for moment, _path in backups()]
    past = [moment for moment in moments if moment <= timezone.now()]
    return (past or moments or [None])[-1]


def create(*, keep=0):
    """Write a backup of database and media; return its path.

    Args:
        keep: how many backups to leave, this one included; 0 leaves all. Those dated by a
            clock that ran ahead are not counted, and stay until their time has come.

    Raises:
        databases.Failed: the database could not be copied.
        OSError: the folder cannot be written, or the disk is full.
    """
    now = timezone.now()
    path = settings.BACKUP_DIR / now.astimezone(UTC).strftime(_NAME)
    with _workspace() as folder, archive.writing(path) as writer:
        # A file is written before the row that names it, and removed after that row:
        # what is there before or after the database was copied is all that it names.
        _add_media(writer)
        migrations = _applied_migrations()
        dumped = folder / databases.MEMBERS[connection.vendor]
        databases.dump(connection, dumped)
        writer.add(dumped.name, dumped)
        _add_media(writer)
        writer.finish(
            {
                "version": settings.VERSION,
                "created_at": now.isoformat(timespec="seconds"),
                "database": connection.vendor,
                "migrations": migrations,
            }
        )
    _remove_old(keep)
    return path


def _add_media(writer):
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        name = f"{_MEDIA}/{path.relative_to(root).as_posix()}"
        if name not in writer.digests and path.is_file():
            try:
                writer.add(name, path)
            except FileNotFoundError:
                # Removed while we came to it.
                continue


def _remove_old(keep):
    if keep:
        past = [path for moment, path in backups() if moment <= timezone.now()]
        for path in past[:-keep]:
            path.unlink()
    deletions.forget(before=backups()[0][0])


def inspect(path):
    """Return the manifest of the archive at ``path`` if it fits this installation.

    Raises:
        archive.Unusable: it is damaged or foreign, or of another kind of database, or newer.
    """
    manifest = archive.read_manifest(path)
    if manifest["database"] != connection.vendor:
        raise archive.Unusable(
            f"{path} stammt aus einer Datenbank der Art {manifest['database']}, diese hier ist "
            f"{connection.vendor}. Setzen Sie DATABASE_URL auf eine passende Datenbank."
        )
    known = {".".join(key) for key in MigrationLoader(None).disk_migrations}
    if unknown := sorted(set(manifest["migrations"]) - known):
        raise archive.Unusable(
            f"{path} stammt aus einer neueren Version ({manifest['version']}; hier fehlt "
            f"{unknown[0]}). Installieren Sie zuerst diese Version."
        )
    return manifest


def restore(path):
    """Replace everything by the archive at ``path``, which ``inspect`` found fit.

    Files that are not in the archive stay. Everybody has to sign in again: who signed out
    since the backup must stay so.

    Returns:
        How many accounts were deleted again.

    Raises:
        archive.Unusable: damaged; nothing has changed.
        databases.Failed: the database refused; it has not changed.
    """
    with _workspace() as folder:
        archive.extract(path, folder)
        _bring_in_media(folder / _MEDIA)
        databases.load(connection, folder / databases.MEMBERS[connection.vendor])
    call_command("migrate", interactive=False, verbosity=0)
    again = deletions.repeat()
    Sitzung.objects.all().delete()
    cache.clear()
    # The database was changed behind the back of what watches for changes.
    generation.begin()
    return again


def _bring_in_media(folder):
    root = Path(settings.MEDIA_ROOT)
    for source in sorted(folder.rglob("*")):
        if source.is_file():
            target = root / source.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            partial = target.with_name(f"{target.name}.part")
            shutil.copyfile(source, partial)
            partial.replace(target)


@contextmanager
def _workspace():
    """A folder beside the backups that nobody else can read."""
    settings.BACKUP_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".arbeit-", dir=settings.BACKUP_DIR) as folder:
        yield Path(folder)


def _applied_migrations():
    return sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())
