"""The Umsetzung of each Konzept in the catalogue of open data (``evaluation.exports.dcat``)."""

from django.db.models import Exists, Max, Min, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from evaluation.exports import FORMATS, dcat
from municipality.documents import absolute
from strategies.models import Konzept, Lage, Publikationsstatus

from .. import public
from ..models import Vorhaben, Vorhabenlage


def datasets():
    """One dataset for each Konzept with a public Vorhaben; none without a query where none has."""
    if not public.is_told():
        return []
    return [_dataset(konzept) for konzept in _konzepte()]


def _konzepte():
    own = Q(vorhaben__status=Publikationsstatus.PUBLISHED)
    rows = Vorhaben.objects.published().filter(konzept=OuterRef("pk"))
    placed = Q(Exists(Vorhabenlage.objects.filter(vorhaben=OuterRef("pk")))) | Q(
        Exists(Lage.objects.filter(
            baustein=OuterRef("baustein"), baustein__status=Publikationsstatus.PUBLISHED,
            baustein__strategie__status=Publikationsstatus.PUBLISHED,
        ))
    )  # fmt: skip
    return (
        Konzept.objects.published()
        .filter(Exists(rows))
        .annotate(
            told_since=Min("vorhaben__published_at", filter=own),
            told_at=Max("vorhaben__stand__published_at", filter=own),
            is_placed=Exists(rows.filter(placed)),
        )
        .order_by("title", "pk")
    )


def _dataset(konzept):
    page = reverse("progress:konzept", args=[konzept.slug])
    return dcat.dataset(
        konzept,
        page,
        title=_("Umsetzung von „%(title)s“") % {"title": konzept.title},
        description=_(
            "Was von „%(title)s“ umgesetzt wird: jedes Vorhaben mit Zustand, Kosten und Terminen, "
            "und alle Nachrichten dazu."
        )
        % {"title": konzept.title},
        identifier=absolute(page),
        issued=konzept.told_since,
        changed=[konzept.told_at],
        keywords=[_("Umsetzung"), _("Stadtentwicklung"), konzept.region],
        files=list(_files(konzept, page)),
    )


def _files(konzept, page):
    tables = [
        ("vorhaben", _("Vorhaben"), _("Jedes Vorhaben mit dem, was zuletzt gemeldet wurde.")),
        ("staende", _("Stände"), _("Alle Nachrichten, eine je Zeile.")),
    ]
    for name, title, words in tables:
        for format in FORMATS:
            path = reverse("progress:download", args=[konzept.slug, name, format])
            yield dcat.distribution(f"{title} ({format.upper()})", words, path, page, format)
    feed = reverse("progress:feed", args=[konzept.slug])
    yield dcat.distribution(_("Neues (Atom)"), _("Die neuesten Nachrichten."), feed, page, "atom")
    if konzept.is_placed:
        yield dcat.distribution(
            _("Orte (GeoJSON)"), _("Wo die Vorhaben sind."),
            reverse("progress:places", args=[konzept.slug]), page, "geojson",
        )  # fmt: skip
