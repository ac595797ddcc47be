from django.core.management.base import BaseCommand

from operations import heartbeat, unfinished


class Command(BaseCommand):
    help = (
        "Fragt die Aufgabenschlange, ob noch jemand arbeitet, und stellt neu an, was ein Worker "
        "begonnen und nicht beendet hat (für einen Zeitgeber, minütlich)."
    )

    def handle(self, **options):
        heartbeat.ask_for_one()
        unfinished.take_up_again()
