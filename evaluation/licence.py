"""The licence under which what everybody may read is offered as open data."""

from dataclasses import dataclass

from django.conf import settings

from municipality.current import current


@dataclass(frozen=True)
class Licence:
    """A licence.

    Attributes:
        address: its text, for people.
        uri: its name in the list of DCAT-AP.de.
    """

    title: str
    address: str
    uri: str
    needs_attribution: bool = True

    @property
    def attribution(self):
        """Whom to name; empty where nobody has to be."""
        return current().shown_name if self.needs_attribution else ""

    def as_dict(self):
        return {"titel": self.title, "adresse": self.address, "namensnennung": self.attribution}


_DCAT = "http://dcat-ap.de/def/licenses"
LICENCES = {
    "dl-de/by-2-0": Licence(
        "Datenlizenz Deutschland – Namensnennung – Version 2.0",
        "https://www.govdata.de/dl-de/by-2-0",
        f"{_DCAT}/dl-by-de/2.0",
    ),
    "dl-de/zero-2-0": Licence(
        "Datenlizenz Deutschland – Zero – Version 2.0",
        "https://www.govdata.de/dl-de/zero-2-0",
        f"{_DCAT}/dl-zero-de/2.0",
        needs_attribution=False,
    ),
    "cc-by-4.0": Licence(
        "Creative Commons Namensnennung 4.0 International",
        "https://creativecommons.org/licenses/by/4.0/deed.de",
        f"{_DCAT}/cc-by/4.0",
    ),
}


def licence():
    return LICENCES[settings.OPEN_DATA_LICENCE]
