from django.core.management.base import BaseCommand, CommandError

from operations.checkup import findings


class Command(BaseCommand):
    help = "Nennt, was vor oder während einer Beteiligung vergessen wurde; Ende mit 1, wenn etwas."

    def handle(self, **options):
        found = list(findings())
        for notice in found:
            self.stdout.write(f"{notice.urgency.label}: {notice.text}")
        if found:
            raise CommandError(f"Zu erledigen: {len(found)}")
        self.stdout.write("Alles in Ordnung.")
