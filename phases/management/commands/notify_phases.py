from django.core.management.base import BaseCommand

from phases.notify import notify_phases


class Command(BaseCommand):
    help = "Tell followers which Kommentierphasen have begun and which end soon (for a timer)."

    def handle(self, **options):
        self.stdout.write(f"{notify_phases()} Mails")
