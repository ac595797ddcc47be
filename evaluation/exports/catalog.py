"""The catalogue of open data in terms of DCAT-AP.de 3.0, as JSON-LD with its context in it.

See https://www.dcat-ap.de/def/dcatde/3.0/spec/ and https://www.w3.org/TR/json-ld11/
"""

from collections import defaultdict
from operator import itemgetter

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Max, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipality.current import current
from municipality.documents import absolute
from phases.models import Kommentierphase, Phasenprotokoll
from strategies.models import Publikationsstatus, Strategie

from ..licence import licence
from ..models import Ausgabe, Auswertung
from . import dcat
from .synopse import changed_bausteine

_PAPERS = ("docx", "odt")
_SYNOPSE = gettext_lazy("Was sich am Text geändert hat und warum: alt und neu nebeneinander.")


def catalog():
    """The catalogue as plain values: a dataset for each public Strategie with a phase, for the
    text of a Konzept with several, and what apps above have (``dcat.DATASETS``)."""
    reports, town, strategien = _reports(), current(), list(_strategien())
    changed = set(changed_bausteine(strategien).values_list("strategie", flat=True))
    datasets = [_dataset(row, reports[row.pk], row.pk in changed) for row in strategien]
    datasets += _wholes(strategien, changed)
    datasets += [row for datasets_of in dcat.DATASETS for row in datasets_of()]
    return {
        "@context": dcat.CONTEXT,
        "@id": absolute(reverse("evaluation:catalog")),
        "@type": "dcat:Catalog",
        "dct:title": dcat.text(f"{town.shown_name}: {town.shown_claim}"),
        "dct:description": dcat.text(_("Beiträge zur Stadtentwicklung und was aus ihnen wurde.")),
        "dct:publisher": dcat.agent(town.shown_name),
        "dct:language": dcat.link(dcat.LANGUAGE),
        "dct:license": dcat.link(licence().uri),
        "foaf:homepage": dcat.link(absolute("/")),
        "dcat:themeTaxonomy": dcat.link(f"{dcat.EU}/data-theme"),
        **dcat.place(town.ags),
        **_span(datasets),
        "dcat:dataset": datasets,
    }


def _span(datasets):
    """When the first dataset came and the newest changed; nothing as long as there is none."""
    if not datasets:
        return {}
    # All in the same form and zone: the order of the texts is that of the moments.
    issued = min((row["dct:issued"] for row in datasets), key=itemgetter("@value"))
    modified = max((row["dct:modified"] for row in datasets), key=itemgetter("@value"))
    return {"dct:issued": issued, "dct:modified": modified}


def _strategien():
    public = Kommentierphase.objects.public().order_by("starts_at")
    published = Q(bausteine__status=Publikationsstatus.PUBLISHED)
    return (
        Strategie.objects.visible_to(AnonymousUser())
        .filter(Exists(public.filter(strategie=OuterRef("pk"))))
        .annotate(last_comment_at=Max("bausteine__last_comment_at", filter=published))
        .annotate(agreed_at=Max("bausteine__fassung__published_at", filter=published))
        .annotate(announced_at=Subquery(_announcements()))
        .select_related("konzept")
        .prefetch_related(Prefetch("kommentierphasen", public, to_attr="public_phases"))
        .order_by("konzept__title", "position", "pk")
    )


def _announcements():
    """When the first of the phases of a Strategie was made known."""
    rows = Phasenprotokoll.objects.filter(
        kommentierphase__strategie=OuterRef("pk"), kommentierphase__status="published"
    )
    return rows.order_by("at").values("at")[:1]


def _reports():
    """The newest edition of each published Auswertung, by Strategie."""
    rows = (
        Ausgabe.objects.filter(auswertung__in=Auswertung.objects.published())
        .select_related("auswertung__kommentierphase__strategie__konzept")
        .defer("document")
        .order_by("number")
    )
    newest = {row.auswertung_id: row for row in rows}
    found = defaultdict(list)
    for row in newest.values():
        found[row.auswertung.kommentierphase.strategie_id].append(row)
    return found


def _dataset(strategie, reports, is_changed):
    page = reverse("evaluation:data", args=[strategie.konzept.slug, strategie.slug])
    return dcat.dataset(
        strategie.konzept,
        page,
        title=_("Beiträge zu „%(title)s“") % {"title": strategie},
        description=_(
            "Öffentliche Beiträge zur Strategie „%(strategie)s“ (%(konzept)s), die Antworten "
            "der Verwaltung und was aus den Anliegen wurde."
        )
        % {"strategie": strategie, "konzept": strategie.konzept.title},
        identifier=absolute(strategie.get_absolute_url()),
        issued=_issued(strategie),
        changed=[strategie.last_comment_at, *(row.published_at for row in reports)],
        temporal=[_period(phase) for phase in strategie.public_phases],
        keywords=_keywords(strategie.konzept),
        files=[
            *_tables(strategie, page),
            *(_report(row, format) for row in reports for format in _PAPERS),
            *(_text_of(strategie, format) for format in _PAPERS if strategie.agreed_at),
            *(_synopse(strategie, format) for format in _PAPERS if is_changed),
        ],
    )


def _wholes(strategien, changed):
    """The text of each Konzept that is more than the one Strategie listed, and its Synopse."""
    by_konzept = defaultdict(list)
    for row in strategien:
        by_konzept[row.konzept].append(row)
    for konzept, rows in by_konzept.items():
        agreed = [row.agreed_at for row in rows if row.agreed_at]
        if len(rows) > 1 and agreed:
            is_changed = any(row.pk in changed for row in rows)
            yield _whole(konzept, agreed, is_changed)


def _whole(konzept, agreed, is_changed):
    page = konzept.get_absolute_url()
    papers = [("strategies:konzept_text", _("Text"), _("Der beschlossene Text des Konzepts."))]
    if is_changed:
        papers.append(("evaluation:konzept_synopse", _("Synopse"), _SYNOPSE))
    return dcat.dataset(
        konzept,
        page,
        title=_("Text von „%(title)s“") % {"title": konzept.title},
        description=_("Der beschlossene Text des ganzen Konzepts und was sich an ihm änderte."),
        identifier=absolute(page),
        issued=min(agreed),
        changed=agreed,
        keywords=_keywords(konzept),
        files=[
            dcat.distribution(
                f"{title} ({format.upper()})", description,
                reverse(route, args=[konzept.slug, format]), page, format,
            )
            for route, title, description in papers
            for format in _PAPERS
        ],
    )  # fmt: skip


def _issued(strategie):
    """Since when the data can be had: the first phase, or while it is coming its announcement."""
    first = strategie.public_phases[0]
    if first.starts_at <= timezone.now():
        return first.starts_at
    return strategie.announced_at or strategie.konzept.created_at


def _keywords(konzept):
    return [_("Bürgerbeteiligung"), _("Stadtentwicklung"), konzept.region]


def _tables(strategie, page):
    tables = [
        (
            "beitraege",
            _("Beiträge"),
            _("Jeder veröffentlichte Beitrag mit Wortlaut, Stimmen, Antworten und Anliegen."),
        ),
        (
            "anliegen",
            _("Anliegen"),
            _(
                "Jedes veröffentlichte Anliegen mit der Entscheidung dazu, ihren Gründen und den "
                "geänderten Texten."
            ),
        ),
    ]
    for name, title, description in tables:
        for format in ("csv", "xlsx", "ods", "json"):
            arguments = [strategie.konzept.slug, strategie.slug, name, format]
            address = reverse("evaluation:download", args=arguments)
            yield dcat.distribution(
                f"{title} ({format.upper()})", description, address, page, format
            )


def _text_of(strategie, format):
    return dcat.distribution(
        f"{_('Text')} ({format.upper()})",
        _("Der beschlossene Text der Strategie."),
        reverse("strategies:strategie_text", args=[strategie.konzept.slug, strategie.slug, format]),
        strategie.get_absolute_url(),
        format,
    )


def _synopse(strategie, format):
    arguments = [strategie.konzept.slug, strategie.slug, format]
    return dcat.distribution(
        f"{_('Synopse')} ({format.upper()})",
        _SYNOPSE,
        reverse("evaluation:strategie_synopse", args=arguments),
        strategie.get_absolute_url(),
        format,
    )


def _report(ausgabe, format):
    auswertung, strategie = ausgabe.auswertung, ausgabe.auswertung.strategie
    address = reverse(
        "evaluation:report", args=[strategie.konzept.slug, strategie.slug, auswertung.pk, format]
    )
    title = f"{_('Bericht')}: {auswertung.kommentierphase.title} ({format.upper()})"
    description = _("Die veröffentlichte Auswertung als Dokument, gesetzt wie eine Vorlage.")
    page = auswertung.get_absolute_url()
    return {
        **dcat.distribution(title, description, address, page, format),
        "dct:issued": dcat.moment(ausgabe.published_at),
        "dct:modified": dcat.moment(ausgabe.published_at),
    }


def _period(phase):
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": dcat.moment(phase.starts_at),
        "dcat:endDate": dcat.moment(phase.ends_at),
    }
