"""LibreOffice without a window. Without it its tests are skipped, loudly; CI fails instead."""

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from tests.programs import missing

_SECONDS = 240


@cache
def _profile():
    """That of this process, gone with it: to make one takes longer than to read most files."""
    return tempfile.TemporaryDirectory(prefix="mitreden-libreoffice-")


def convert(files, folder, form):
    """Have LibreOffice write files in another form.

    Args:
        files: paths of what it opens.
        folder: where the results go.
        form: as ``--convert-to`` takes it, e.g. "pdf".

    Returns:
        The folder; each result is named like its file.
    """
    program = shutil.which("soffice")
    if program is None:
        missing(
            "KEIN LIBREOFFICE: Vergleiche mit dem, was es schreibt, laufen nicht. Installieren: "
            "apt install libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-draw-nogui"
        )
    folder = Path(folder)
    profile = Path(_profile().name).as_uri()
    subprocess.run(  # noqa: S603
        [
            program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", form,
            "--outdir", str(folder), *map(str, files),
        ],
        check=True, capture_output=True, timeout=_SECONDS,
    )  # fmt: skip
    return folder
