import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from mails.delivery import sweep
from mails.retention import forget


class Command(BaseCommand):
    help = (
        "Send every mail that is due, over one connection: the safety net below the task "
        "queue (for a timer). Also empties mails sent long ago."
    )

    def add_arguments(self, parser):
        parser.add_argument("--loop", type=int, metavar="SECONDS", help="keep on, so often")

    def handle(self, *, loop, **options):
        while True:
            self.stdout.write(f"{sweep()} E-Mails")
            forget(timezone.now())
            if not loop:
                return
            time.sleep(loop)
            close_old_connections()
