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
from pathlib import Path

import docx

CHAPTERS, LIMIT = 330, 100_000_000
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
        print("| Datei | Seiten | Sekunden Prozessor | je Seite ms | Speicher MB |")
        print("|---|---|---|---|---|")
        for name, path in _named(files) if files else _made(Path(folder)):
            figures = _measured(path)
            pages = figures["pages"] or figures["like"]
            print(
                f"| {name} | {figures['pages'] or '–'} | {figures['seconds']:.2f} | "
                f"{1000 * figures['seconds'] / pages:.1f} | {figures['memory']} |"
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

    def words(number):
        return " ".join(chance.choice(_WORDS) for _word in range(number)) + "."

    for number in range(CHAPTERS):
        if number % 20 == 0:
            document.add_heading(f"Strategie {number // 20 + 1} – {words(3)}", 1)
        document.add_heading(f"Leitziel {number + 1}: {words(4)}", 2)
        for _paragraph in range(4):
            document.add_paragraph(words(55))
        for _item in range(5):
            document.add_paragraph(words(9), style="List Bullet")
        if number % 5:
            document.add_paragraph(words(60))
        else:
            table = document.add_table(4, 3, style="Table Grid")
            for row in table.rows:
                for cell in row.cells:
                    cell.text = words(3)
    document.save(path)


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

    data = Path(path).read_bytes()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    parsed = parse_document(path, data, limit=LIMIT)
    seconds = time.process_time() - start
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    print(json.dumps({"pages": parsed.pages, "like": 350, "seconds": seconds, "memory": memory}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _read(sys.argv[2])
    else:
        main()
