from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from evaluation.models import Ausgabe, Auswertung
from evaluation.notify import tell_of_results

# A worker that has not told everybody by then is taken for dead.
AFTER = timedelta(hours=1)


class Command(BaseCommand):
    help = (
        "Schreibt E-Mails zu veröffentlichten Auswertungen, die ein Worker nicht zu Ende brachte."
    )

    def handle(self, **options):
        untold = Ausgabe.objects.filter(
            told_at=None,
            published_at__lte=timezone.now() - AFTER,
            auswertung__in=Auswertung.objects.published(),
        ).select_related("auswertung__kommentierphase__strategie__konzept")
        for ausgabe in untold.order_by("pk"):
            self.stdout.write(f"{ausgabe}: {tell_of_results(ausgabe)}")
