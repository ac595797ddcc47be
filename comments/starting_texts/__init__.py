"""The text blocks of a new installation, to begin with; staff change them as they like."""

import tomllib
from pathlib import Path

from ..models import Textbaustein

_FILE = Path(__file__).parent / "textbausteine.toml"


def create_text_blocks():
    """Create them for all Konzepte where there are none at all; return how many that was."""
    if Textbaustein.objects.exists():
        return 0
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["textbaustein"]
    for row in rows:
        Textbaustein.objects.create(**row)
    return len(rows)
