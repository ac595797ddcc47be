from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from strategies.messages import tell_followers
from strategies.models import Mitteilung

# A worker that has not told everybody by then is taken for dead.
AFTER = timedelta(hours=1)
# What is older is no news; that somebody was told is known no longer than their mail is kept.
UNTIL = timedelta(days=7)


class Command(BaseCommand):
    help = "Schreibt E-Mails zu Mitteilungen, die ein Worker nicht zu Ende brachte."

    def handle(self, **options):
        now = timezone.now()
        untold = Mitteilung.objects.published().with_target()
        untold = untold.filter(told_at=None, sent_at__range=(now - UNTIL, now - AFTER))
        for mitteilung in untold.order_by("pk"):
            self.stdout.write(f"{mitteilung}: {tell_followers(mitteilung)}")
