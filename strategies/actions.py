"""What changes several rows of a Konzept at once."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from .markdown import render
from .models import Baustein, Fassung, Konzept, Publikationsstatus


class PublicationRefused(Exception):
    """Publishing is not possible now; the message says why, for the editor to read."""


def _refuse_while_phase_is_open(strategie):
    if strategie.kommentierphasen.open_at(timezone.now()).exists():
        raise PublicationRefused(
            _(
                "In „%(strategie)s“ läuft eine Kommentierphase. Neue Fassungen können erst "
                "veröffentlicht werden, wenn sie beendet ist."
            )
            % {"strategie": strategie}
        )


@transaction.atomic
def publish_fassung(fassung):
    """Make a draft the current Fassung of its Baustein.

    Renders and sanitises its Markdown, once; gives it the next number; the
    Baustein takes over its title.

    Args:
        fassung: a draft.

    Raises:
        PublicationRefused: a Kommentierphase of the Strategie is open, or the
            Fassung is no draft any more.
    """
    baustein = (
        Baustein.objects.select_related("strategie")
        .select_for_update(of=("self",))
        .get(pk=fassung.baustein_id)
    )
    _refuse_while_phase_is_open(baustein.strategie)
    number = (baustein.fassungen.published().aggregate(n=Max("number"))["n"] or 0) + 1
    published = Fassung.objects.drafts().filter(pk=fassung.pk).update(
        status=Fassung.Status.PUBLISHED,
        number=number,
        html=render(fassung.text, prefix=f"b{baustein.pk}-"),
        published_at=timezone.now(),
    )
    if not published:
        raise PublicationRefused(_("Diese Fassung ist bereits veröffentlicht."))
    fassung.refresh_from_db()
    baustein.fassung = fassung
    baustein.title = fassung.title
    baustein.status = Publikationsstatus.PUBLISHED
    baustein.save(update_fields=["fassung", "title", "status"])
    return fassung


@transaction.atomic
def publish_strategie(strategie):
    """Publish a Strategie with its intro and all its drafts; without any, do nothing.

    Raises:
        PublicationRefused: a Kommentierphase of the Strategie is open.
    """
    intro_html = render(strategie.intro, prefix=f"s{strategie.pk}-")
    drafts = list(Fassung.objects.drafts().filter(baustein__strategie=strategie))
    published = strategie.status == Publikationsstatus.PUBLISHED
    if published and intro_html == strategie.intro_html and not drafts:
        return
    _refuse_while_phase_is_open(strategie)
    strategie.intro_html = intro_html
    strategie.status = Publikationsstatus.PUBLISHED
    strategie.save(update_fields=["intro_html", "status"])
    for fassung in drafts:
        publish_fassung(fassung)


@transaction.atomic
def publish_konzept(konzept):
    """Publish a Konzept with everything in it that is not archived.

    Raises:
        PublicationRefused: something changed in a Strategie that is being commented on.
    """
    for strategie in konzept.strategien.exclude(status=Publikationsstatus.ARCHIVED):
        publish_strategie(strategie)
    konzept.status = Publikationsstatus.PUBLISHED
    konzept.save(update_fields=["status"])
