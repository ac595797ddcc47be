"""Reading a document in a process of its own, which may take so much and no more.

What a town uploads comes from anywhere. The process that reads it knows no database, no
secret and no network of ours: it gets a file and a folder, says on its standard output how
far it is, leaves ``document.json`` and the pictures in the folder, or says a sentence. It is
killed, with all that it started, when it takes too long, when somebody cancels, and when
whoever waits for it is gone.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .errors import DocumentError

RESULT = "document.json"
_ROOT = Path(__file__).resolve().parents[2]
# What the interpreter needs, and nothing that a document could be after.
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TZ", "PYTHONPYCACHEPREFIX", "PYTHONDONTWRITEBYTECODE")
# As often it is looked whether somebody cancelled, in seconds.
_PATIENCE = 0.5
_MOST_WRITTEN = 2 * 1024**3


class Cancelled(Exception):
    """Somebody did not want to wait any longer."""


def read_in_child(path, folder, *, limits, listener=lambda *progress: None, keep_on=lambda: True):
    """Read the document at ``path`` into ``folder``.

    Args:
        path: the file; its ending says how it is read.
        folder: an empty folder; afterwards it holds `RESULT` and one file per picture, which is
            named by its sha256.
        limits: ``bytes`` and ``pages`` of a document, ``seconds`` and ``memory`` (bytes) of the
            process.
        listener: is told of progress, as by `documents.progress.report`.
        keep_on: is asked every half second; reading ends when it says no.

    Raises:
        DocumentError: the document cannot be read; nothing is left running.
        Cancelled: ``keep_on`` said no.
    """
    command = [sys.executable, "-m", "strategies.documents.child", str(path), str(folder)]
    suite = settings.OFFICE_SUITE
    orders = json.dumps({**limits, "language": get_language() or "de", "suite": suite})
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    environment |= {"HOME": str(folder), "TMPDIR": str(folder)}
    with open(Path(folder) / "errors", "wb") as errors:
        child = subprocess.Popen(  # noqa: S603
            [*command, orders], cwd=_ROOT, env=environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, start_new_session=True,
        )  # fmt: skip
    try:
        _wait(_Heard(child, listener), limits["seconds"], keep_on)
    finally:
        _kill(child)


class _Heard:
    """What the child says, line by line, heard by a thread beside the one that waits."""

    def __init__(self, child, listener):
        self.child, self.progress, self.outcome = child, None, {}
        self._listener = listener
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self):
        for line in self.child.stdout:
            with suppress(ValueError, AttributeError):
                said = json.loads(line)
                if "progress" in said:
                    self.progress = said["progress"]
                else:
                    self.outcome = said

    def is_over(self, seconds):
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def tell(self):
        """Pass progress on, in the thread that may use the database."""
        progress, self.progress = self.progress, None
        if progress:
            self._listener(*progress)


def _wait(heard, seconds, keep_on):
    end = time.monotonic() + seconds
    while not heard.is_over(_PATIENCE):
        heard.tell()
        if not keep_on():
            raise Cancelled
        if time.monotonic() > end:
            raise DocumentError(too_long(seconds))
    code = heard.child.wait()
    if sentence := heard.outcome.get("sentence"):
        raise DocumentError(sentence)
    if -code in (signal.SIGXCPU, signal.SIGALRM):
        raise DocumentError(too_long(seconds))
    if code or not heard.outcome.get("done"):
        raise DocumentError(broken())


def _kill(child):
    """The child and whatever it started; nothing is left."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    child.stdin.close()
    child.stdout.close()


def too_long(seconds):
    return _(
        "Das Lesen hat länger als %(n)d Sekunden gedauert und wurde beendet. Bitte teilen Sie das "
        "Dokument, oder speichern Sie es neu und versuchen Sie es noch einmal."
    ) % {"n": seconds}


def broken():
    return _(
        "Das Dokument ließ sich nicht zu Ende lesen: Es ist beschädigt oder braucht zu viel "
        "Arbeitsspeicher. Bitte speichern Sie es neu und versuchen Sie es noch einmal."
    )


# --- In the child ----------------------------------------------------------------------


def _say(**said):
    print(json.dumps(said), flush=True)


def _limit(seconds, memory):
    """The kernel's limits, for this process and all that it starts."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_WRITTEN, _MOST_WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(seconds + 5)


def _die_with_parent():
    """Nobody writes to the standard input; that it ends means that nobody waits any more."""

    def wait():
        os.read(sys.stdin.fileno(), 1)
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=wait, daemon=True).start()


def _set_up(language, pages, suite):
    """Just enough of Django for sentences in the right language."""
    import django
    from django.utils.translation import activate

    settings.configure(
        USE_I18N=True,
        LANGUAGE_CODE="de",
        LOCALE_PATHS=[_ROOT / "locale"],
        INSTALLED_APPS=[],
        DOCUMENT_LIMIT_PAGES=pages,
        OFFICE_SUITE=suite,
    )
    django.setup()
    activate(language)


def _read(path, folder, limits):
    from . import parse_document
    from .kept import small_name, to_json
    from .limits import refuse_pages
    from .progress import report, reporting

    with reporting(lambda *progress: _say(progress=progress)):
        report("opening")
        parsed = parse_document(path.name, path.read_bytes(), limit=limits["bytes"])
        refuse_pages(parsed.pages, limits["pages"])
        report("keeping")
        for bild in parsed.bilder:
            (folder / bild.sha256).write_bytes(bild.data)
            if bild.small:
                (folder / small_name(bild.sha256)).write_bytes(bild.small)
        (folder / RESULT).write_text(to_json(parsed), encoding="utf-8")


def main(path, folder, orders):
    limits = json.loads(orders)
    _die_with_parent()
    _limit(limits["seconds"], limits["memory"])
    _set_up(limits["language"], limits["pages"], limits["suite"])
    try:
        _read(Path(path), Path(folder), limits)
    except DocumentError as error:
        _say(sentence=error.sentence)
    except MemoryError:
        _say(sentence=broken())
    else:
        _say(done=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
