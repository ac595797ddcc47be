"""The catalogue of open data in terms of DCAT-AP.de, as JSON-LD with its context in it.

See https://www.dcat-ap.de/def/dcatde/2.0/spec/ and https://www.w3.org/TR/json-ld11/
"""

from collections import defaultdict

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Max, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from phases.models import Kommentierphase
from strategies.models import Publikationsstatus, Strategie

from ..licence import licence
from ..models import Ausgabe, Auswertung

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_EU = "http://publications.europa.eu/resource/authority"
_IANA = "https://www.iana.org/assignments/media-types"
# Format → its name in the lists of the EU and of IANA.
_FORMATS = {
    "csv": ("CSV", "text/csv"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": ("JSON", "application/json"),
    "docx": ("DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def catalog():
    """The catalogue as plain values: one dataset for each public Strategie with a phase."""
    reports = _reports()
    datasets = [_dataset(row, reports[row.pk]) for row in _strategien()]
    return {
        "@context": CONTEXT,
        "@id": _absolute(reverse("evaluation:catalog")),
        "@type": "dcat:Catalog",
        "dct:title": _text(f"{settings.SITE_NAME}: {settings.SITE_CLAIM}"),
        "dct:description": _text(_("Beiträge zur Stadtentwicklung und was aus ihnen wurde.")),
        "dct:publisher": _agent(settings.SITE_NAME),
        "dct:language": _link(f"{_EU}/language/DEU"),
        "dct:license": _link(licence().uri),
        "foaf:homepage": _link(_absolute("/")),
        "dcat:themeTaxonomy": _link(f"{_EU}/data-theme"),
        "dcat:dataset": datasets,
    }


def _strategien():
    public = Kommentierphase.objects.public().order_by("starts_at")
    published = Q(bausteine__status=Publikationsstatus.PUBLISHED)
    return (
        Strategie.objects.visible_to(AnonymousUser())
        .filter(Exists(public.filter(strategie=OuterRef("pk"))))
        .annotate(last_comment_at=Max("bausteine__last_comment_at", filter=published))
        .select_related("konzept")
        .prefetch_related(Prefetch("kommentierphasen", public, to_attr="public_phases"))
        .order_by("konzept__title", "position", "pk")
    )


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


def _dataset(strategie, reports):
    page = reverse("evaluation:data", args=[strategie.konzept.slug, strategie.slug])
    publisher = strategie.konzept.traeger or settings.SITE_NAME
    changed = [strategie.last_comment_at, *(row.published_at for row in reports)]
    first = strategie.public_phases[0].starts_at
    dataset = {
        "@id": f"{_absolute(page)}#datensatz",
        "@type": "dcat:Dataset",
        "dct:title": _text(_("Beiträge zu „%(title)s“") % {"title": strategie}),
        "dct:description": _text(
            _(
                "Öffentliche Beiträge zur Strategie „%(strategie)s“ (%(konzept)s), die Antworten "
                "der Verwaltung und die Würdigung der Anliegen."
            )
            % {"strategie": strategie, "konzept": strategie.konzept.title}
        ),
        "dct:identifier": _absolute(strategie.get_absolute_url()),
        "dct:publisher": _agent(publisher),
        "dcat:contactPoint": {
            "@type": "vcard:Organization",
            "vcard:fn": publisher,
            "vcard:hasURL": _link(_absolute(strategie.konzept.get_absolute_url())),
        },
        "dct:language": _link(f"{_EU}/language/DEU"),
        "dct:issued": _moment(first),
        "dct:modified": _moment(max((row for row in changed if row), default=first)),
        "dct:temporal": [_period(phase) for phase in strategie.public_phases],
        "dct:accessRights": _link(f"{_EU}/access-right/PUBLIC"),
        "dcat:theme": [_link(f"{_EU}/data-theme/{theme}") for theme in ("GOVE", "REGI")],
        "dcat:keyword": [_text(word) for word in _keywords(strategie)],
        "dcat:landingPage": _link(_absolute(page)),
        "dcat:distribution": [*_tables(strategie, page), *(_report(row) for row in reports)],
    }
    if settings.OPEN_DATA_CONTRIBUTOR:
        dataset["dcatde:contributorID"] = _link(settings.OPEN_DATA_CONTRIBUTOR)
    return dataset


def _keywords(strategie):
    words = [_("Bürgerbeteiligung"), _("Stadtentwicklung"), strategie.konzept.region]
    return [word for word in words if word]


def _tables(strategie, page):
    for name, title in (("beitraege", _("Beiträge")), ("anliegen", _("Anliegen"))):
        for format in ("csv", "xlsx", "json"):
            address = reverse(
                "evaluation:download",
                args=[strategie.konzept.slug, strategie.slug, name, format],
            )
            yield _distribution(f"{title} ({format.upper()})", address, page, format)


def _report(ausgabe):
    auswertung, strategie = ausgabe.auswertung, ausgabe.auswertung.strategie
    address = reverse(
        "evaluation:report", args=[strategie.konzept.slug, strategie.slug, auswertung.pk]
    )
    title = f"{_('Bericht')}: {auswertung.kommentierphase.title} (DOCX)"
    return _distribution(title, address, auswertung.get_absolute_url(), "docx")


def _distribution(title, address, page, format):
    file_type, media_type = _FORMATS[format]
    distribution = {
        "@id": _absolute(address),
        "@type": "dcat:Distribution",
        "dct:title": _text(title),
        "dcat:accessURL": _link(_absolute(page)),
        "dcat:downloadURL": _link(_absolute(address)),
        "dct:format": _link(f"{_EU}/file-type/{file_type}"),
        "dcat:mediaType": _link(f"{_IANA}/{media_type}"),
        "dct:license": _link(licence().uri),
        "dcatap:availability": _link(f"{_EU}/planned-availability/AVAILABLE"),
    }
    if licence().attribution:
        distribution["dcatde:licenseAttributionByText"] = _text(licence().attribution)
    return distribution


def _period(phase):
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": _moment(phase.starts_at),
        "dcat:endDate": _moment(phase.ends_at),
    }


def _agent(name):
    return {"@type": "foaf:Agent", "foaf:name": name}


def _text(text):
    return {"@value": str(text), "@language": "de"}


def _moment(moment):
    return {"@value": moment.isoformat(timespec="seconds"), "@type": "xsd:dateTime"}


def _link(address):
    return {"@id": address}


def _absolute(address):
    return f"{settings.SITE_URL}{address}"
