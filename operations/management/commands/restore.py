from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from operations import archive, backups, databases


class Command(BaseCommand):
    help = "Ersetzt Datenbank und hochgeladene Dateien durch die einer Sicherung."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="die Sicherung, mitreden-….zip")
        parser.add_argument("--yes", action="store_true", help="nicht nachfragen")

    def handle(self, *, file, yes, **options):
        try:
            self._restore(file, yes)
        except (archive.Unusable, databases.Failed, OSError) as error:
            raise CommandError(str(error)) from error

    def _restore(self, file, yes):
        manifest = backups.inspect(file)
        moment = timezone.localtime(datetime.fromisoformat(manifest["created_at"]))
        self.stdout.write(f"Sicherung vom {moment:%d.%m.%Y %H:%M}, Version {manifest['version']}.")
        if not (yes or self._is_wanted()):
            raise CommandError("Nichts geändert. Ohne Rückfrage geht es mit --yes.")
        again = backups.restore(file)
        self.stdout.write("Zurückgespielt. Alle müssen sich neu anmelden.")
        self.stdout.write(f"Seither gelöschte Konten, wieder gelöscht: {again}")

    def _is_wanted(self):
        self.stdout.write("Alles, was seither geschrieben wurde, geht verloren.")
        try:
            return input("Zum Fortfahren „ja“ eingeben: ").strip().lower() == "ja"
        except EOFError:
            return False
