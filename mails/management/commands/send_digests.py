from django.core.management.base import BaseCommand

from mails.digests import send_digests


class Command(BaseCommand):
    help = "Queue today's daily mails (for a timer, once a day; twice does no harm)."

    def handle(self, **options):
        self.stdout.write(f"{send_digests()} E-Mails")
