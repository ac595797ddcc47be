"""`manage.py setup`: from a few answers to a checked configuration."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from operations import configuration

# What the commands behind this one need of its environment; the rest is in the file by then.
_KEPT = ("PATH", "HOME", "LANG", "STATIC_ROOT")


@dataclass(frozen=True)
class Question:
    """One thing to know: its option, what is asked, how it is checked, where it was kept."""

    option: str
    words: str
    check: callable
    kept: str = ""
    default: str = ""


QUESTIONS = [
    Question("name", "Name der Kommune, ohne „Stadt“ oder „Gemeinde“", configuration.plain,
             kept="SITE_NAME"),
    Question("traeger", "Träger, etwa „Stadt Musterstadt“", configuration.plain),
    Question("host", "Name des Servers, etwa mitreden.musterstadt.de", configuration.host,
             kept="ALLOWED_HOSTS"),
    Question("database", "Datenbank", configuration.database, kept="DATABASE_URL",
             default="postgres:///mitreden"),
    Question("var-dir", "Verzeichnis für Daten", configuration.folder, kept="VAR_DIR",
             default="/var/lib/mitreden"),
    Question("email-url", "Mailserver, etwa smtp+tls://NAME:PASSWORT@HOST:587",
             configuration.email_url, kept="EMAIL_URL", default="smtp://localhost:25"),
    Question("sender", "Absender der E-Mails", configuration.email, kept="DEFAULT_FROM_EMAIL"),
    Question("admin", "E-Mail-Adresse der ersten Person in der Verwaltung", configuration.email),
    Question("pseudonym", "Anzeigename (öffentlich), etwa „Stadt Musterstadt“",
             configuration.plain),
]  # fmt: skip


class Command(BaseCommand):
    help = "Richtet diese Installation ein: Einstellungen, Datenbank, erste Person, Test-E-Mail."
    # Before it, there may be no database to look at.
    requires_system_checks = []

    def add_arguments(self, parser):
        for question in QUESTIONS:
            parser.add_argument(f"--{question.option}", help=question.words)
        parser.add_argument(
            "--file", type=Path, default=os.environ.get("ENV_FILE"),
            help="wohin die Einstellungen geschrieben werden (sonst: ENV_FILE)",
        )  # fmt: skip
        parser.add_argument("--test-mail", action="store_true", help="eine Test-E-Mail senden")
        parser.add_argument("--no-input", action="store_true", help="nichts fragen")

    def handle(self, *, file, test_mail, no_input, **options):
        if not file:
            raise CommandError("Wohin mit den Einstellungen? --file /etc/mitreden/mitreden.env")
        self.asks = not no_input
        before = configuration.read(file)
        given = {
            question.option.replace("-", "_"): self._answer(question, options, before)
            for question in QUESTIONS
        }
        try:
            configuration.write(file, configuration.compose(given, before=before))
        except OSError as error:
            raise CommandError(f"{file} kann nicht geschrieben werden: {error}") from error
        self.stdout.write(f"Einstellungen: {file}")
        self._say("Tabellen anlegen (das dauert eine Minute)")
        self._manage(file, "migrate", "--verbosity=0")
        if "STATIC_ROOT" not in os.environ:
            self._say("Stylesheets und Bilder bereitlegen")
            self._manage(file, "collectstatic", "--no-input", "--verbosity=0")
        self._say("Kommune und erste Person eintragen")
        people = [f"--{name}={given[name]}" for name in ("name", "traeger", "admin", "pseudonym")]
        self._manage(file, "begin", *people, *(["--test-mail"] if test_mail else []))
        self._say("Einstellungen prüfen")
        self._manage(file, "check", "--deploy", "--fail-level=WARNING")
        self.stdout.write(
            f"Fertig. Anmelden: https://{given['host']}/verwaltung/ mit {given['admin']}; "
            "„manage.py checkup“ nennt, was noch fehlt."
        )

    def _say(self, step):
        """Name a step before it begins: some of them take a while."""
        self.stdout.write(f"{step} …")
        self.stdout.flush()

    def _answer(self, question, options, before):
        answer = options[question.option.replace("-", "_")]
        default = before.get(question.kept) or question.default
        if answer is None and not self.asks:
            answer = default
        while True:
            if answer is None:
                answer = self._ask(question, default)
            try:
                return question.check(answer)
            except configuration.Wrong as error:
                if not self.asks:
                    raise CommandError(f"--{question.option}: {error}") from error
                self.stdout.write(str(error))
                answer = None

    def _ask(self, question, default):
        # A password in the default need not stand on the screen.
        shown = "wie bisher" if urlsplit(default).password else default
        try:
            typed = input(f"{question.words}{f' [{shown}]' if shown else ''}: ")
        except EOFError as error:
            raise CommandError(
                f"Nichts mehr zu lesen; es fehlt --{question.option}. Nichts geschrieben."
            ) from error
        return typed.strip() or default

    def _manage(self, file, *arguments):
        """Run a command in a process of its own: only there the new settings hold."""
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        result = subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env={**kept, "PYTHONIOENCODING": "utf-8", "ENV_FILE": str(file)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        self.stdout.write(result.stdout, ending="")
        if result.returncode:
            reason = (result.stderr.strip().splitlines() or ["ohne Angabe von Gründen"])[-1]
            raise CommandError(
                f"„manage.py {arguments[0]}“ ist gescheitert: {reason}\n"
                f"Die Einstellungen in {file} sind geschrieben. Nach der Korrektur bitte noch "
                "einmal starten; was schon richtig ist, wird wieder vorgeschlagen."
            )
