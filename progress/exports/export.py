"""One download of the Umsetzung of a Konzept: a table in a format."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from evaluation.exports.export import Download, ExportTable
from evaluation.exports.xlsx_format import write as write_xlsx
from evaluation.licence import licence
from municipality.current import current
from municipality.documents import about, absolute

from ..models import Stand, Vorhaben
from ..places import PLACES
from .columns import list_columns, place_columns, stand_columns

NAMES = ("vorhaben", "staende")
_AT_ONCE = 500


@dataclass
class UmsetzungExport(Download):
    """What everybody may read of the Umsetzung of a Konzept.

    Attributes:
        konzept: a published Konzept.
        name: „vorhaben“ (the list) or „staende“ (every published Stand).
        format: a key of ``FORMATS``.
    """

    konzept: object
    name: str
    format: str

    @property
    def title(self):
        return f"{self.konzept.title}, Umsetzung"

    @property
    def filename(self):
        return f"{self.name}-{self.konzept.slug}.{self.format}"

    @property
    def tables(self):
        """Their rows are read once, while they are written."""
        with translation.override(settings.LANGUAGE_CODE):
            if self.name == "staende":
                return [_table("staende", _("Stände"), stand_columns(), self._staende())]
            return [_table("vorhaben", _("Vorhaben"), self._columns(), self._vorhaben())]

    @property
    def metadata(self):
        """What a program should know of the data."""
        return {
            **about(f"umsetzung-{self.name}", 1),
            "titel": self.title,
            "herausgeber": self.creator,
            "quelle": absolute(self.konzept.get_absolute_url()),
            "stand": self.written_at.isoformat(timespec="seconds"),
            "lizenz": licence().as_dict(),
        }

    def _columns(self):
        return [*list_columns(), *place_columns()]

    def _vorhaben(self):
        rows = Vorhaben.objects.published().filter(konzept=self.konzept)
        rows = rows.select_related("stand", *PLACES).order_by("position", "pk")
        return rows.iterator(chunk_size=_AT_ONCE)

    def _staende(self):
        rows = Stand.objects.published().filter(
            vorhaben__in=Vorhaben.objects.published().filter(konzept=self.konzept)
        )
        rows = rows.select_related("vorhaben__konzept", "corrects")
        rows = rows.order_by("vorhaben__position", "vorhaben_id", "number")
        return rows.iterator(chunk_size=_AT_ONCE)


@dataclass(frozen=True)
class _Blank:
    title: str
    creator: str
    written_at: datetime
    tables: list


def blank(konzept):
    """The bytes of an empty list with our headings (XLSX), in German like what is read in."""
    with translation.override(settings.LANGUAGE_CODE):
        table = ExportTable("vorhaben", _("Vorhaben"), list_columns(), [])
        book = _Blank(konzept.title, current().shown_name, timezone.localtime(), [table])
        return b"".join(write_xlsx(book))


def _table(name, title, columns, rows):
    return ExportTable(name, title, columns, _cells(columns, rows))


def _cells(columns, rows):
    for row in rows:
        yield [column.value(row) for column in columns]
