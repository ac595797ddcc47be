from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.own_data.personal_data import purge


class Command(BaseCommand):
    help = "Delete what is kept for a while only and is past its time (for a timer, once a day)."

    def handle(self, **options):
        for what, number in purge(timezone.now()).items():
            self.stdout.write(f"{number} {what}")
