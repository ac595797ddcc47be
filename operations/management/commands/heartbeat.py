from django.core.management.base import BaseCommand

from operations import heartbeat


class Command(BaseCommand):
    help = "Fragt die Aufgabenschlange, ob noch jemand arbeitet (für einen Zeitgeber, minütlich)."

    def handle(self, **options):
        heartbeat.ask_for_one()
