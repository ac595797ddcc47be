"""Telling people what became of their contributions, once an edition is published."""

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from mails.actions import send
from mails.models import Kind


def published(ausgabe):
    """Queue the mails on an edition once its transaction is committed."""
    from .tasks import tell_of_results

    transaction.on_commit(lambda: tell_of_results.enqueue(ausgabe.pk))


def tell_of_results(ausgabe):
    """Mail everybody who contributed or follows, once each."""
    strategie = ausgabe.auswertung.strategie
    authors = ausgabe.auswertung.contributions().exclude(author=None).values("author")
    people = User.objects.reachable().filter(
        Q(pk__in=authors) | Q(pk__in=strategie.followers().values("pk"))
    )
    context = {
        "strategie": strategie,
        "ausgabe": ausgabe,
        "link": f"{settings.SITE_URL}{ausgabe.auswertung.get_absolute_url()}",
    }
    for user in people.iterator():
        send(
            template="results",
            context=context,
            user=user,
            kind=Kind.RESULTS,
            key=f"results-{ausgabe.pk}-{user.pk}",
            thread=f"phase-{ausgabe.auswertung.kommentierphase_id}",
        )
