"""LibreOffice, where the server has it: old formats of documents and drawings made readable.

What it gets comes from anywhere, so it runs without macros, in a profile and folder of its
own, without network where the kernel lets us, with limits on time and memory, and nothing of
it is left. In the process group of whoever reads: what kills the reader kills it.
"""

import os
import re
import resource
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.utils.translation import gettext as _

from .errors import DocumentError

_SECONDS = 90
_MEMORY = 3 * 1024**3
_WRITTEN = 1024**3
# The program wants to be started anew once it has made itself a profile.
_AGAIN = 81
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_RULES = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
    # A proxy where nobody listens: whatever is asked for is not there.
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


_FILTERS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "document.doc", "MS Word 97"),
    (b"{\\rtf", "document.rtf", "Rich Text Format"),
)


def is_available():
    return _program(settings.OFFICE_SUITE) is not None


def to_docx(data):
    """An old document (.doc, .rtf) as .docx; which of them it is, its first bytes say.

    Raises:
        DocumentError: it cannot be opened, or it takes too long.
    """
    found = next((one for one in _FILTERS if data.startswith(one[0])), None)
    converted = None
    if found:
        _magic, name, form = found
        with _workshop() as folder:
            (folder / name).write_bytes(data)
            _convert(folder, "docx:MS Word 2007 XML", [name], form)
            converted = _read(folder / "out" / "document.docx")
    if converted is None:
        raise DocumentError(
            _(
                "Die Datei ließ sich nicht öffnen: Sie ist beschädigt, mit einem Kennwort "
                "geschützt oder zu groß. Bitte speichern Sie sie als .docx oder .odt."
            )
        )
    return converted


def to_pdf(document, *, suffix=".docx"):
    """A document of our own as PDF.

    Args:
        suffix: of its format.

    Raises:
        DocumentError: it cannot be made, or it takes too long.
    """
    with _workshop() as folder:
        (folder / f"document{suffix}").write_bytes(document)
        _convert(folder, "pdf", [f"document{suffix}"])
        converted = _read(folder / "out" / "document.pdf")
    if converted is None:
        raise DocumentError(_("Die Diagramme des Dokuments ließen sich nicht zeichnen."))
    return converted


def to_png(drawings):
    """Drawings as pictures.

    Args:
        drawings: {key: bytes}, of formats that `drawing_suffix` knows.

    Returns:
        {key: PNG} of those that could be drawn.
    """
    names = {f"{index}{drawing_suffix(data)}": key for index, (key, data) in
             enumerate(drawings.items())}  # fmt: skip
    if not names:
        return {}
    with _workshop() as folder:
        for name, key in names.items():
            (folder / name).write_bytes(_undeclared(drawings[key]))
        with suppress(DocumentError):
            _convert(folder, "png", list(names))
        found = {key: _read(folder / "out" / f"{Path(name).stem}.png")
                 for name, key in names.items()}  # fmt: skip
    return {key: png for key, png in found.items() if png}


_FOREIGN = re.compile(rb"""href\s*=\s*["'](?!\s*(?:#|data:image/))|url\(\s*["']?(?!#)|@import""")
_DECLARED = re.compile(rb"<!DOCTYPE|<!ENTITY|<\?xml-stylesheet", re.IGNORECASE)
_SVG_TYPE = re.compile(
    rb"""<!DOCTYPE\s+svg(?:\s+(?:PUBLIC|SYSTEM)(?:\s+(?:"[^"<>\[\]]*"|'[^'<>\[\]]*')){1,2})?\s*>"""
)
_WINDOWS = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00", b"\x02\x00\x09\x00")
_START = 1_000


def drawing_suffix(data):
    """ ".emf", ".wmf" or ".svg" for a drawing that can be handed over; "" for anything else.

    A drawing that refers to other files is none: it could show what lies on the server.
    """
    if data.startswith(b"\x01\x00\x00\x00") and data[40:44] == b" EMF":
        return ".emf"
    if data.startswith(_WINDOWS):
        return ".wmf"
    data = _undeclared(data)
    if b"<svg" in data[:_START] and not _FOREIGN.search(data) and not _DECLARED.search(data):
        return ".svg"
    return ""


def _undeclared(data):
    """An SVG without the declaration of its type, which many programs write and nobody needs."""
    return _SVG_TYPE.sub(b"", data, count=1) if b"<svg" in data[:_START] else data


@cache
def _program(wanted):
    """The path of the program itself: its starters would hide it from our limits."""
    found = shutil.which(wanted) if wanted else None
    if found is None:
        return None
    real = Path(found).resolve().parent / "soffice.bin"
    return str(real) if real.exists() else found


@cache
def _without_network():
    """What to put before a command, so that it has no network; nothing where that is denied."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    command = (unshare, "--net", "--map-root-user")
    tried = subprocess.run(  # noqa: S603
        [*command, "true"], check=False, capture_output=True, timeout=10
    )
    return command if tried.returncode == 0 else ()


@contextmanager
def _workshop():
    """A folder with a profile of its own, gone afterwards."""
    with TemporaryDirectory(prefix="office-") as name:
        folder = Path(name)
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        items = "\n".join(_ITEM.format(path=p, name=n, value=v) for p, n, v in _RULES)
        (user / "registrymodifications.xcu").write_text(_PROFILE.format(items=items))
        yield folder


def _convert(folder, target, names, form=""):
    profile = (folder / "profile").as_uri()
    command = [
        *_without_network(), _program(settings.OFFICE_SUITE), f"-env:UserInstallation={profile}",
        "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
        *([f"--infilter={form}"] if form else []), "--convert-to", target,
        "--outdir", str(folder / "out"), *names,
    ]  # fmt: skip
    end = time.monotonic() + _SECONDS
    while _run(command, folder, end) == _AGAIN and time.monotonic() < end:
        pass


def _run(command, folder, end):
    """Run it until it ends or time is up; whatever it started ends with it."""
    process = subprocess.Popen(  # noqa: S603
        command, cwd=folder, env={"HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _limit(process.pid)
        return process.wait(max(end - time.monotonic(), 0))
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            _(
                "Das Umwandeln der Datei hat länger als %(n)d Sekunden gedauert und wurde "
                "beendet. Bitte speichern Sie sie als .docx oder .odt."
            )
            % {"n": _SECONDS}
        ) from error
    finally:
        _kill(process)


def _limit(pid):
    for kind, most in (
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_FSIZE, _WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ProcessLookupError):
            _soft, hard = resource.prlimit(pid, kind)
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.prlimit(pid, kind, (most, most))


def _kill(process):
    below = _below(process.pid)
    process.kill()
    process.wait()
    for pid in below:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def _below(pid):
    """The processes that one started, and those that they started."""
    found = []
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (thread / "children").read_text().split()):
                found += [child, *_below(child)]
    return found


def _read(path):
    return path.read_bytes() if path.is_file() else None
