from django.core.management.base import BaseCommand

from progress.notify import tell_of_vorhaben


class Command(BaseCommand):
    help = "Queue the mails on how Vorhaben go on (for a timer, once a day; twice does no harm)."

    def handle(self, **options):
        self.stdout.write(f"{tell_of_vorhaben()} E-Mails")
