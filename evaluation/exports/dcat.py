"""Words of DCAT-AP.de 3.0 in JSON-LD: a dataset, a distribution, and what they are made of.

See https://www.dcat-ap.de/def/dcatde/3.0/spec/ and https://www.w3.org/TR/json-ld11/
"""

from datetime import UTC

from django.conf import settings

from municipality.current import current
from municipality.documents import absolute
from registry import Registry

from ..licence import licence

DATASETS = Registry()
"""Of each app above, a callable that returns its datasets for the catalogue, as ``dataset`` makes
them."""

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
EU = "http://publications.europa.eu/resource/authority"
_DE = "http://dcat-ap.de/def"
_ADMS = "http://purl.org/adms/publishertype"
LANGUAGE = f"{EU}/language/DEU"
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
    "atom": ("ATOM", "application/atom+xml"),
    "geojson": ("GEOJSON", "application/geo+json"),
}


def dataset(
    konzept, page, *, title, description, identifier, issued, changed, keywords, files, **more
):
    """One dataset of a Konzept, as plain values.

    Args:
        page: path of its page.
        identifier: a URL that is its name for ever.
        issued: since when it can be had.
        changed: moments of its changes, some may be None.
        files: its distributions.
        more: further properties, by their names without the prefix ``dct:``.
    """
    town = current()
    publisher = konzept.traeger or town.shown_name
    row = {
        "@id": f"{absolute(page)}#datensatz",
        "@type": "dcat:Dataset",
        "dct:title": text(title),
        "dct:description": text(description),
        "dct:identifier": identifier,
        "dct:publisher": agent(publisher),
        "dcat:contactPoint": {
            "@type": "vcard:Organization",
            "vcard:fn": publisher,
            "vcard:hasURL": link(absolute(konzept.get_absolute_url())),
        },
        "dct:language": link(LANGUAGE),
        "dct:issued": moment(issued),
        "dct:modified": moment(max([issued, *(each for each in changed if each)])),
        "dct:accrualPeriodicity": concept(f"{EU}/frequency/IRREG", f"{EU}/frequency"),
        **{f"dct:{name}": value for name, value in more.items()},
        "dct:accessRights": link(f"{EU}/access-right/PUBLIC"),
        "dcat:theme": [link(f"{EU}/data-theme/{theme}") for theme in ("GOVE", "REGI")],
        "dcat:keyword": [text(word) for word in keywords if word],
        "dcat:landingPage": link(absolute(page)),
        **place(town.ags),
        **_level(town.ags),
        "dcat:distribution": files,
    }
    if settings.OPEN_DATA_CONTRIBUTOR:
        row["dcatde:contributorID"] = concept(settings.OPEN_DATA_CONTRIBUTOR, f"{_DE}/contributors")
    return row


def place(ags):
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
    return {"dcatde:politicalGeocodingLevelURI": concept(f"{scheme}/{level}", scheme)}


def distribution(title, description, address, page, format):
    """One file of a dataset.

    Args:
        address: path of the file.
        page: path of the page that offers it.
        format: a key of ``_FORMATS``.
    """
    file_type, media_type = _FORMATS[format]
    distribution = {
        "@id": absolute(address),
        "@type": "dcat:Distribution",
        "dct:title": text(title),
        "dct:description": text(description),
        "dct:language": link(LANGUAGE),
        "dcat:accessURL": link(absolute(page)),
        "dcat:downloadURL": link(absolute(address)),
        "dct:format": link(f"{EU}/file-type/{file_type}"),
        "dcat:mediaType": link(f"{_IANA}/{media_type}"),
        "dct:license": link(licence().uri),
        "dcatap:availability": link(f"{EU}/planned-availability/AVAILABLE"),
    }
    if licence().attribution:
        distribution["dcatde:licenseAttributionByText"] = text(licence().attribution)
    return distribution


def agent(name):
    kind = concept(f"{_ADMS}/LocalAuthority", f"{_ADMS}/1.0")
    return {"@type": "foaf:Agent", "foaf:name": name, "dct:type": kind}


def text(text):
    return {"@value": str(text), "@language": settings.LANGUAGE_CODE}


def moment(moment):
    local = moment.astimezone(UTC)
    return {"@value": local.isoformat(timespec="seconds"), "@type": "xsd:dateTime"}


def link(address):
    return {"@id": address}


def concept(address, scheme):
    """A value of a controlled list that says which list it is of."""
    return {"@id": address, "@type": "skos:Concept", "skos:inScheme": link(scheme)}
