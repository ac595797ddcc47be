from django.core.management.base import BaseCommand, CommandError

from evaluation.models import Ausgabe
from evaluation.verify import differences


class Command(BaseCommand):
    help = "Prüft, ob veröffentlichte Auswertungen noch sind, was veröffentlicht wurde."

    def handle(self, **options):
        wrong = 0
        editions = Ausgabe.objects.select_related("auswertung__kommentierphase__strategie__konzept")
        for ausgabe in editions.order_by("pk").iterator():
            found = differences(ausgabe)
            wrong += bool(found)
            self.stdout.write(f"{ausgabe.sha256}  {ausgabe}  {'; '.join(found) or 'unverändert'}")
        if wrong:
            raise CommandError(f"{wrong} Ausgabe(n) sind verändert.")
