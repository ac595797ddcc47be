"""The catalogue of open data in terms of DCAT-AP.de 3.0, as JSON-LD with its context in it.

See https://www.dcat-ap.de/def/dcatde/3.0/spec/ and https://www.w3.org/TR/json-ld11/
"""

from collections import defaultdict
from datetime import UTC
from operator import itemgetter

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Max, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from municipality.current import current
from municipality.documents import absolute
from phases.models import Kommentierphase, Phasenprotokoll
from strategies.models import Publikationsstatus, Strategie

from ..licence import licence
from ..models import Ausgabe, Auswertung
from .synopse import changed_bausteine

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_EU = "http://publications.europa.eu/resource/authority"
_DE = "http://dcat-ap.de/def"
_ADMS = "http://purl.org/adms/publishertype"
_LANGUAGE = f"{_EU}/language/DEU"
# Lengths of the keys that are not those of a municipality.
_DISTRICT, _REGIONAL = 5, 12
_IANA = "https://www.iana.org/assignments/media-types"
# Format → its name in the lists of the EU and of IANA.
_FORMATS = {
    "csv": ("CSV", "text/csv"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ods": ("ODS", "application/vnd.oasis.opendocument.spreadsheet"),
    "json": ("JSON", "application/json"),
    "docx": ("DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "odt": ("ODT", "application/vnd.oasis.opendocument.text"),
}
_PAPERS = ("docx", "odt")


def catalog():
    """The catalogue as plain values: one dataset for each public Strategie with a phase."""
    reports, town, strategien = _reports(), current(), list(_strategien())
    changed = set(changed_bausteine(strategien).values_list("strategie", flat=True))
    datasets = [_dataset(row, reports[row.pk], row.pk in changed) for row in strategien]
    return {
        "@context": CONTEXT,
        "@id": absolute(reverse("evaluation:catalog")),
        "@type": "dcat:Catalog",
        "dct:title": _text(f"{town.shown_name}: {town.shown_claim}"),
        "dct:description": _text(_("Beiträge zur Stadtentwicklung und was aus ihnen wurde.")),
        "dct:publisher": _agent(town.shown_name),
        "dct:language": _link(_LANGUAGE),
        "dct:license": _link(licence().uri),
        "foaf:homepage": _link(absolute("/")),
        "dcat:themeTaxonomy": _link(f"{_EU}/data-theme"),
        **_place(town.ags),
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
    town = current()
    publisher = strategie.konzept.traeger or town.shown_name
    issued = _issued(strategie)
    changed = [strategie.last_comment_at, *(row.published_at for row in reports)]
    dataset = {
        "@id": f"{absolute(page)}#datensatz",
        "@type": "dcat:Dataset",
        "dct:title": _text(_("Beiträge zu „%(title)s“") % {"title": strategie}),
        "dct:description": _text(
            _(
                "Öffentliche Beiträge zur Strategie „%(strategie)s“ (%(konzept)s), die Antworten "
                "der Verwaltung und was aus den Anliegen wurde."
            )
            % {"strategie": strategie, "konzept": strategie.konzept.title}
        ),
        "dct:identifier": absolute(strategie.get_absolute_url()),
        "dct:publisher": _agent(publisher),
        "dcat:contactPoint": {
            "@type": "vcard:Organization",
            "vcard:fn": publisher,
            "vcard:hasURL": _link(absolute(strategie.konzept.get_absolute_url())),
        },
        "dct:language": _link(_LANGUAGE),
        "dct:issued": _moment(issued),
        "dct:modified": _moment(max([issued, *(row for row in changed if row)])),
        "dct:accrualPeriodicity": _concept(f"{_EU}/frequency/IRREG", f"{_EU}/frequency"),
        "dct:temporal": [_period(phase) for phase in strategie.public_phases],
        "dct:accessRights": _link(f"{_EU}/access-right/PUBLIC"),
        "dcat:theme": [_link(f"{_EU}/data-theme/{theme}") for theme in ("GOVE", "REGI")],
        "dcat:keyword": [_text(word) for word in _keywords(strategie)],
        "dcat:landingPage": _link(absolute(page)),
        **_place(town.ags),
        **_level(town.ags),
        "dcat:distribution": [
            *_tables(strategie, page),
            *(_report(row, format) for row in reports for format in _PAPERS),
            *(_synopse(strategie, format) for format in _PAPERS if is_changed),
        ],
    }
    if settings.OPEN_DATA_CONTRIBUTOR:
        dataset["dcatde:contributorID"] = _concept(
            settings.OPEN_DATA_CONTRIBUTOR, f"{_DE}/contributors"
        )
    return dataset


def _issued(strategie):
    """Since when the data can be had: the first phase, or while it is coming its announcement."""
    first = strategie.public_phases[0]
    if first.starts_at <= timezone.now():
        return first.starts_at
    return strategie.announced_at or strategie.konzept.created_at


def _place(ags):
    """The municipality as a place; nothing where nobody has said which it is.

    ``dcatde:politicalGeocodingURI`` is obsolete since 3.0: the same name stands here.
    """
    if not ags:
        return {}
    # Each list holds keys of one length.
    kind = {_DISTRICT: "districtKey", _REGIONAL: "regionalKey"}.get(len(ags), "municipalityKey")
    address = f"{_DE}/politicalGeocoding/{kind}/{ags}"
    return {"dct:spatial": {"@id": address, "@type": "dct:Location"}}


def _level(ags):
    if not ags:
        return {}
    scheme = f"{_DE}/politicalGeocoding/Level"
    level = "administrativeDistrict" if len(ags) == _DISTRICT else "municipality"
    return {"dcatde:politicalGeocodingLevelURI": _concept(f"{scheme}/{level}", scheme)}


def _keywords(strategie):
    words = [_("Bürgerbeteiligung"), _("Stadtentwicklung"), strategie.konzept.region]
    return [word for word in words if word]


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
            yield _distribution(f"{title} ({format.upper()})", description, address, page, format)


def _synopse(strategie, format):
    arguments = [strategie.konzept.slug, strategie.slug, format]
    return _distribution(
        f"{_('Synopse')} ({format.upper()})",
        _("Was sich am Text geändert hat und warum: alt und neu nebeneinander."),
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
        **_distribution(title, description, address, page, format),
        "dct:issued": _moment(ausgabe.published_at),
        "dct:modified": _moment(ausgabe.published_at),
    }


def _distribution(title, description, address, page, format):
    file_type, media_type = _FORMATS[format]
    distribution = {
        "@id": absolute(address),
        "@type": "dcat:Distribution",
        "dct:title": _text(title),
        "dct:description": _text(description),
        "dct:language": _link(_LANGUAGE),
        "dcat:accessURL": _link(absolute(page)),
        "dcat:downloadURL": _link(absolute(address)),
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
    kind = _concept(f"{_ADMS}/LocalAuthority", f"{_ADMS}/1.0")
    return {"@type": "foaf:Agent", "foaf:name": name, "dct:type": kind}


def _text(text):
    return {"@value": str(text), "@language": settings.LANGUAGE_CODE}


def _moment(moment):
    local = moment.astimezone(UTC)
    return {"@value": local.isoformat(timespec="seconds"), "@type": "xsd:dateTime"}


def _link(address):
    return {"@id": address}


def _concept(address, scheme):
    """A value of a controlled list that says which list it is of."""
    return {"@id": address, "@type": "skos:Concept", "skos:inScheme": _link(scheme)}
