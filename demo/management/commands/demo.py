import shutil

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from demo import loader
from strategies.models import Konzept


class Command(BaseCommand):
    help = "Startet die Plattform mit erfundenen Inhalten auf diesem Rechner."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-serve", action="store_true", help="nur einrichten, nicht starten")
        parser.add_argument("--reset", action="store_true", help="alles löschen und neu anlegen")

    def handle(self, *, port, no_serve, reset, **options):
        if not settings.DEMO:
            raise CommandError("Die Demo läuft nur mit DJANGO_ENV=demo.")
        settings.SITE_URL = f"http://127.0.0.1:{port}"  # where the links in mails lead
        self.logins_file = settings.VAR_DIR / "zugaenge.txt"
        self._say("Datenbank einrichten")
        call_command("migrate", verbosity=0)
        if reset:
            self._say("Alles löschen")
            self._reset()
        if not Konzept.objects.exists():
            self._write_logins(loader.load(say=self._say))
        self._print_addresses()
        if not no_serve:
            call_command("runserver", f"127.0.0.1:{port}", use_reloader=False)

    def _say(self, step):
        """Name a step before it begins: some of them take a while."""
        self.stdout.write(f"{step} …")
        self.stdout.flush()

    def _reset(self):
        call_command("flush", interactive=False, verbosity=0)
        for folder in (settings.VAR_DIR / "postfach", settings.VAR_DIR / "media"):
            shutil.rmtree(folder, ignore_errors=True)

    def _write_logins(self, logins):
        """Keep the made-up passwords, so that a second start can print them again."""
        lines = [f"  {email:32} {password:14} {role}" for role, email, password in logins]
        self.logins_file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.logins_file.chmod(0o600)

    def _print_addresses(self):
        site = settings.SITE_URL
        logins = self.logins_file.read_text(encoding="utf-8") if self.logins_file.exists() else ""
        self.stdout.write(
            f"""
Die Plattform:     {site}/
Die Verwaltung:    {site}/verwaltung/
Alle E-Mails:      {site}/demo/postfach/   (auch die Codes zum Anmelden)

Zugänge (E-Mail, Passwort):
{logins}
Ohne Passwort: Schreiben Sie einfach einen Kommentar und geben Sie irgendeine
E-Mail-Adresse an; der Code steht im Postfach.
"""
        )
