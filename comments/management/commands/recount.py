from django.core.management.base import BaseCommand
from django.db import transaction

from comments.actions.counters import recount


class Command(BaseCommand):
    help = "Zählt nach, was auf Seiten gezählt angezeigt wird, und meldet Abweichungen."

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="Abweichungen berichtigen")

    @transaction.atomic
    def handle(self, *, repair, **options):
        wrong = list(recount())
        for row, field, kept, right in wrong:
            self.stdout.write(f"{row._meta.label} {row.pk}: {field} ist {kept}, richtig {right}")
            if repair:
                # Whoever counted in this moment counted from the kept value: leave it alone.
                type(row).objects.filter(pk=row.pk, **{field: kept}).update(**{field: right})
        outcome = "berichtigt" if repair else "gefunden"
        self.stdout.write(f"{len(wrong)} Abweichungen {outcome}.")
