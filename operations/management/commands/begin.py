from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction

from accounts.actions import confirm_address
from accounts.models import User
from accounts.names.pseudonyms import clean_pseudonym
from comments.starting_texts import create_text_blocks
from mails.actions import send_text
from mails.delivery import deliver
from mails.models import Mail
from municipality.current import refresh
from municipality.models import Kommune


class Command(BaseCommand):
    help = "Der Teil von „setup“, der in der Datenbank geschieht; was schon da ist, bleibt."

    def add_arguments(self, parser):
        for name in ("name", "traeger", "admin", "pseudonym"):
            parser.add_argument(f"--{name}", required=True)
        parser.add_argument("--test-mail", action="store_true")

    def handle(self, *, name, traeger, admin, pseudonym, test_mail, **options):
        self._present(name, traeger)
        if number := create_text_blocks():
            self.stdout.write(f"{number} Textbausteine für Moderation und Auswertung angelegt.")
        user = User.objects.filter(email__iexact=admin).first()
        if user and user.is_superuser:
            self.stdout.write(f"{admin} darf schon alles verwalten.")
        elif user:
            raise CommandError(
                f"{admin} hat schon ein Konto ohne Rechte. Bitte nehmen Sie eine andere Adresse, "
                "oder geben Sie ihm die Rechte in der Verwaltung."
            )
        else:
            user = self._create(admin, pseudonym)
            self.stdout.write(f"Erste Person in der Verwaltung: {admin}")
        if test_mail:
            self._send_test_mail(user)

    def _present(self, name, traeger):
        if not Kommune.objects.exists():
            Kommune.objects.create(name=name, footer=f"Träger: {traeger}")
            refresh()

    def _create(self, email, pseudonym):
        """Without a password: the first code that arrives proves that mail works."""
        try:
            with transaction.atomic():
                user = User.objects.create_superuser(
                    email, clean_pseudonym(pseudonym, official=True)
                )
                confirm_address(user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except IntegrityError as error:
            raise CommandError(
                f"„{pseudonym}“ heißt hier schon jemand. Bitte einen anderen Namen: --pseudonym"
            ) from error
        return user

    def _send_test_mail(self, user):
        # In one transaction, so that no worker is faster.
        with transaction.atomic():
            mail = send_text(
                subject="Test-E-Mail",
                text="Diese E-Mail zeigt, dass Mitreden E-Mails senden kann.",
                template="test_mail",
                user=user,
            )
            deliver(mail.pk)
        mail = Mail.objects.get(pk=mail.pk)
        if mail.status != Mail.Status.SENT:
            raise CommandError(
                f"Die Test-E-Mail kam nicht beim Mailserver an ({mail.last_error}). Bitte prüfen: "
                f"EMAIL_URL und ob „{settings.DEFAULT_FROM_EMAIL}“ dort senden darf."
            )
        self.stdout.write(f"Test-E-Mail an {user.email} gesendet.")
