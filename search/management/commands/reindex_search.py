from django.core.management.base import BaseCommand

from fulltext.keep import folded_models, refold


class Command(BaseCommand):
    help = "Bringt auf den Stand, worin gesucht wird, und nennt, wie viele Texte es nicht waren."

    def handle(self, **options):
        for model in folded_models():
            number = refold(model)
            if number:
                self.stdout.write(f"{model._meta.label}: {number}")
        self.stdout.write("Die Suche ist auf dem Stand der Texte.")
