"""`manage.py export_beitraege KONZEPT/STRATEGIE --format xlsx --output FILE [--intern]`"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from evaluation import actions
from evaluation.exports import FORMATS, Export, Internal, Public
from evaluation.models import Auswertung
from strategies.models import Strategie

# Bytes after which the progress is told again.
STEP = 1_000_000


class Command(BaseCommand):
    help = "Schreibt die Beiträge oder Anliegen einer Strategie in eine Datei."

    def add_arguments(self, parser):
        parser.add_argument("strategie", help=_("Teil der Internetadresse: KONZEPT/STRATEGIE"))
        parser.add_argument("--output", type=Path, required=True, help=_("Datei"))
        parser.add_argument("--format", choices=FORMATS, default="xlsx")
        parser.add_argument("--was", choices=Export.NAMES, default="beitraege")
        parser.add_argument(
            "--intern", action="store_true", help=_("auch, was nicht öffentlich ist")
        )

    def handle(self, *, strategie, output, format, was, intern, **options):
        row = self._strategie(strategie)
        scope = Internal(row, list(row.kommentierphasen.all())) if intern else Public(row)
        export = Export(scope, was, format)
        if intern:
            self._record(row, export)
        rows = scope.contributions().count() if was == "beitraege" else len(scope.concerns())
        self.stdout.write(_("%(n)d Zeilen nach %(file)s") % {"n": rows, "file": output})
        try:
            with output.open("wb") as file:
                size = self._write(export, file)
        except OSError as error:
            raise CommandError(_("%(file)s ist nicht zu schreiben.") % {"file": output}) from error
        self.stdout.write(_("Fertig: %(size).1f MB.") % {"size": size / 1e6})

    def _write(self, export, file):
        size = told = 0
        for part in export.write():
            file.write(part)
            size += len(part)
            if size - told >= STEP:
                told = size
                self.stdout.write(_("%(size).1f MB …") % {"size": size / 1e6})
        return size

    def _strategie(self, address):
        konzept, _slash, slug = address.strip("/").partition("/")
        rows = Strategie.objects.select_related("konzept")
        row = rows.filter(konzept__slug=konzept, slug=slug).first()
        if row is None:
            raise CommandError(_("Diese Strategie gibt es nicht: %(which)s") % {"which": address})
        return row

    def _record(self, strategie, export):
        """Internal data leave a line in the record here, too."""
        auswertung = Auswertung.objects.filter(kommentierphase__strategie=strategie).first()
        if auswertung is None:
            raise CommandError(
                _("Interne Daten gibt es, sobald eine Auswertung dieser Strategie begonnen hat.")
            )
        details = f"{export.filename} ({_('Kommandozeile')})"
        actions.record_export(auswertung, by=None, details=details)
