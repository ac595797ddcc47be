"""The file a backup is: a ZIP with its members and a manifest that vouches for each.

``manifest.json`` says what made the archive, when, from which kind of database, which
migrations it had seen, and the SHA-256 of every other member.
"""

import hashlib
import json
import os
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

FORMAT = "mitreden-sicherung"
FORMAT_VERSION = 1
MANIFEST = "manifest.json"

_BLOCK = 1024 * 1024


class Unusable(Exception):
    """The file cannot be restored; the message is a sentence that says why."""


class Writer:
    """Adds files to an archive and remembers what they were."""

    def __init__(self, archive):
        self._archive = archive
        self.digests = {}

    def add(self, name, path):
        """Store the file at ``path`` under ``name``."""
        digest = hashlib.sha256()
        member = zipfile.ZipInfo(name)
        member.compress_type = zipfile.ZIP_DEFLATED
        with (
            path.open("rb") as source,
            self._archive.open(member, "w", force_zip64=True) as target,
        ):
            while block := source.read(_BLOCK):
                digest.update(block)
                target.write(block)
        self.digests[name] = digest.hexdigest()

    def finish(self, facts):
        """Write the manifest: ``facts``, and the digests of all members."""
        manifest = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            **facts,
            "members": self.digests,
        }
        self._archive.writestr(MANIFEST, json.dumps(manifest, indent=1, sort_keys=True))


@contextmanager
def writing(path):
    """Give a Writer; ``path`` appears, for its owner alone, once everything is on the disk."""
    partial = path.with_name(f"{path.name}.part")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with zipfile.ZipFile(file, "w") as archive:
                yield Writer(archive)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder):
    """Make sure that names written into ``folder`` outlive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_manifest(path):
    """Return the manifest of the archive at ``path``.

    Raises:
        Unusable: it cannot be read, is damaged, or is something else.
    """
    with _opened(path) as archive:
        try:
            manifest = json.loads(archive.read(MANIFEST))
        except (KeyError, ValueError) as error:
            raise Unusable(f"{path} ist keine Sicherung dieser Plattform.") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Unusable(f"{path} ist keine Sicherung dieser Plattform.")
    if manifest["format_version"] != FORMAT_VERSION:
        raise Unusable(
            f"{path} hat ein neueres Format ({manifest['format_version']}). Spielen Sie sie mit "
            f"der Version zurück, die sie geschrieben hat: {manifest['version']}."
        )
    return manifest


def extract(path, folder):
    """Unpack all members into ``folder``, once each is what the manifest says.

    Raises:
        Unusable: one is missing, added, changed, or would land elsewhere.
    """
    expected = read_manifest(path)["members"]
    with _opened(path) as archive:
        if {*archive.namelist()} != {*expected, MANIFEST}:
            raise Unusable(f"{path} ist unvollständig. Nehmen Sie eine andere Sicherung.")
        for name, digest in expected.items():
            if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
                raise Unusable(f"{path} ist keine Sicherung dieser Plattform.")
            if _unpack(archive, name, folder / name) != digest:
                raise _damaged(path)


def _unpack(archive, name, target):
    digest = hashlib.sha256()
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as source, target.open("wb") as copy:
        while block := source.read(_BLOCK):
            digest.update(block)
            copy.write(block)
    return digest.hexdigest()


@contextmanager
def _opened(path):
    try:
        with zipfile.ZipFile(Path(path)) as archive:
            yield archive
    except FileNotFoundError as error:
        raise Unusable(f"{path} gibt es nicht.") from error
    except PermissionError as error:
        raise Unusable(f"{path} darf nicht gelesen werden.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise _damaged(path) from error


def _damaged(path):
    return Unusable(
        f"{path} ist beschädigt oder keine Sicherung. Nehmen Sie eine andere; "
        "diese Installation ist unverändert."
    )
