import errno

from django.conf import settings
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
            raise CommandError(f"Keine Sicherung geschrieben. {_sentence(error)}") from error
        self.stdout.write(f"{path} ({path.stat().st_size / 1e6:.1f} MB)")


def _sentence(error):
    if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"Der Speicher ist voll ({settings.BACKUP_DIR}). Löschen Sie alte Sicherungen, "
            "behalten Sie weniger (--keep), oder vergrößern Sie den Speicher."
        )
    return str(error)
