from django.core.management.base import BaseCommand, CommandError

from operations import backups, databases


class Command(BaseCommand):
    help = "Sichert Datenbank und hochgeladene Dateien in eine Datei in BACKUP_DIR."

    def add_arguments(self, parser):
        parser.add_argument(
            "--keep", type=int, default=0, metavar="N",
            help="so viele Sicherungen behalten, ältere löschen (0: alle behalten)",
        )  # fmt: skip

    def handle(self, *, keep, **options):
        if keep < 0:
            raise CommandError("--keep braucht eine Zahl ab 0.")
        try:
            path = backups.create(keep=keep)
        except (databases.Failed, OSError) as error:
            raise CommandError(f"Keine Sicherung geschrieben. {error}") from error
        self.stdout.write(f"{path} ({path.stat().st_size / 1e6:.1f} MB)")
