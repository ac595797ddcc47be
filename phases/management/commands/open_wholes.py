"""`manage.py open_wholes`: once after an update, when no process of the old version runs."""

from django.core.management.base import BaseCommand
from django.db import transaction

from phases.models import Kommentierphase
from strategies.actions import open_whole
from strategies.models import Strategie


class Command(BaseCommand):
    help = "Makes the place „Zum Ganzen“ of each Strategie that had a Kommentierphase before."

    @transaction.atomic
    def handle(self, *args, **options):
        phases = Kommentierphase.objects.public()
        for strategie in Strategie.objects.filter(
            pk__in=phases.values("strategie")
        ).select_for_update():
            open_whole(strategie)
