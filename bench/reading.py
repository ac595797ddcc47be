"""How long it takes to read a document of 350 pages, in every format, and how much memory.

    uv run python -m bench.reading            as .docx, and as .odt and .pdf where there is soffice
    uv run python -m bench.reading FILE …     these files

Each file is read in a process of its own, as uploads are.
"""

import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

import docx
from docx.shared import Cm
from PIL import Image

CHAPTERS, PHOTOS, LIMIT = 300, 60, 100_000_000
_WORDS = [
    "Die", "Stadt", "sichert", "hier", "Grundlagen", "für", "nächste", "Jahre", "Wohnen",
    "Verkehr", "Innenstadt", "Entwicklung", "Bürgerinnen", "Maßnahmen", "Förderung", "Quartier",
    "Klimaschutz", "Anpassung", "Radverkehr", "Daseinsvorsorge", "und", "oder", "mit", "im", "der",
]  # fmt: skip
_TAGGED = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"}}'
)
_PLAIN = _TAGGED.replace("true", "false")


def main():
    files = [Path(name) for name in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as folder:
        print("| Datei | Seiten | lesen s | gliedern und Texte s | je Seite ms | Speicher MB |")
        print("|---|---|---|---|---|---|")
        for name, path in _named(files) if files else _made(Path(folder)):
            figures = _measured(path)
            pages = figures["pages"] or figures["like"]
            print(
                f"| {name} | {figures['pages'] or '–'} | {figures['read']:.2f} | "
                f"{figures['outline']:.2f} | {1000 * figures['read'] / pages:.1f} | "
                f"{figures['memory']} |"
            )


def _named(files):
    return [(path.name, path) for path in files]


def _made(folder):
    """The same document in every format, by LibreOffice where it is there."""
    word = folder / "konzept.docx"
    _write(word)
    yield ".docx", word
    soffice = shutil.which("soffice")
    if soffice is None:
        print("soffice is missing: neither .odt nor .pdf", file=sys.stderr)
        return
    for name, form in ((".odt", "odt"), (".pdf, Tags", _TAGGED), (".pdf, ohne alles", _PLAIN)):
        target = folder / form[:3]
        subprocess.run(  # noqa: S603
            [
                soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
                "--convert-to", form, "--outdir", str(target), str(word),
            ],
            check=True, capture_output=True,
        )  # fmt: skip
        yield name, target / f"konzept.{form[:3]}"


def _write(path):
    chance = random.Random(1)  # noqa: S311
    document = docx.Document()
    photos = [BytesIO(_photo(chance)) for _photo_of in range(PHOTOS)]

    def words(number):
        return " ".join(chance.choice(_WORDS) for _word in range(number)) + "."

    def fill(rows):
        table = document.add_table(0, len(rows[0]), style="Table Grid")
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text

    for number in range(CHAPTERS):
        if number % 20 == 0:
            document.add_heading(f"Strategie {number // 20 + 1} – {words(3)}", 1)
        document.add_heading(f"Leitziel {number + 1}: {words(4)}", 2)
        for _paragraph in range(4):
            paragraph = document.add_paragraph(words(25))
            paragraph.add_run(words(5)).bold = True
            paragraph.add_run(words(25))
        for _item in range(5):
            document.add_paragraph(words(9), style="List Bullet")
        match number % 5:
            case 0:
                fill([[words(3) for _column in range(3)] for _row in range(4)])
            case 1:
                document.add_heading(f"Leitprojekt {number}: {words(3)}", 3)
                fill([["Träger", words(2)], ["Kosten", "450.000 €"], ["Zeitraum", "2027"]])
            case 2 if number // 5 < PHOTOS:
                document.add_picture(photos[number // 5], width=Cm(9))
            case _:
                document.add_paragraph(words(60))
    document.save(path)


def _photo(chance):
    """A picture that does not shrink to nothing, as a camera's."""
    small = Image.frombytes("RGB", (60, 40), chance.randbytes(60 * 40 * 3))
    target = BytesIO()
    small.resize((1500, 1000), Image.Resampling.BICUBIC).save(target, "JPEG", quality=85)
    return target.getvalue()


def _measured(path):
    command = [sys.executable, "-m", "bench.reading", "--one", str(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)  # noqa: S603


def _read(path):
    """Read one file; print what the process took, without starting it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DJANGO_ENV", "demo")
    import django

    django.setup()
    from strategies.documents import parse_document
    from strategies.documents.outline import make_outline

    data = Path(path).read_bytes()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    parsed = parse_document(path, data, limit=LIMIT)
    seconds = time.process_time() - start
    start = time.process_time()
    baum = make_outline(parsed).baum()
    outline = time.process_time() - start
    if not baum.strategien:
        raise SystemExit(f"{path}: no Strategie found")
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    figures = {"pages": parsed.pages, "like": 350, "read": seconds, "outline": outline}
    print(json.dumps(figures | {"memory": memory}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _read(sys.argv[2])
    else:
        main()
