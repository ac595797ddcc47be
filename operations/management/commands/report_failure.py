from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.models import User
from mails import actions as mails


class Command(BaseCommand):
    help = "Schreibt Superusern, dass ein Zeitgeber gescheitert ist; je Tag und Zeitgeber einmal."

    def add_arguments(self, parser):
        parser.add_argument("unit", help="Name der Unit, etwa mitreden-backup.service")

    def handle(self, *, unit, **options):
        day = timezone.localdate().isoformat()
        for person in User.objects.filter(is_superuser=True, is_active=True):
            mails.send(
                template="unit_failed",
                context={"unit": unit},
                user=person,
                key=f"failure:{unit}:{day}:{person.pk}",
            )
