"""LibreOffice without a window. Without it its tests are skipped, loudly; CI fails instead."""

import shutil
import subprocess
from pathlib import Path

from tests.programs import missing

_SECONDS = 240


def convert(files, folder, form):
    """Have LibreOffice write files in another form.

    Args:
        files: paths of what it opens.
        folder: an empty folder for the results and its profile.
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
    profile = (folder / "profile").as_uri()
    subprocess.run(  # noqa: S603
        [
            program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", form,
            "--outdir", str(folder), *map(str, files),
        ],
        check=True, capture_output=True, timeout=_SECONDS,
    )  # fmt: skip
    return folder
