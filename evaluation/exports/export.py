"""One download: which table of which scope, in which format."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from municipality.current import current
from municipality.documents import about, absolute

from ..licence import licence
from . import csv_format, json_format, ods_format, xlsx_format
from .columns import Column, concern_columns, contribution_columns
from .scope import Scope

FORMATS = {"csv": csv_format, "xlsx": xlsx_format, "ods": ods_format, "json": json_format}
# Formats whose file is a workbook of several tables.
_WORKBOOKS = ("xlsx", "ods")


@dataclass(frozen=True)
class ExportTable:
    name: str
    title: str
    columns: list[Column]
    rows: Iterable[list]


class Download:
    """What every download of tables has: who publishes it, when it was written, its response.

    Subclasses have ``title``, ``filename``, ``tables``, ``metadata`` and ``format``, a key of
    ``FORMATS``.
    """

    @property
    def creator(self):
        return current().shown_name

    @cached_property
    def written_at(self):
        return timezone.localtime()

    def write(self):
        """Yield the file in pieces, as bytes."""
        return FORMATS[self.format].write(self)

    def response(self):
        return StreamingHttpResponse(
            self.write(),
            content_type=FORMATS[self.format].MEDIA_TYPE,
            headers={
                "Content-Disposition": f'attachment; filename="{self.filename}"',
                "Content-Language": settings.LANGUAGE_CODE,
            },
        )


@dataclass
class Export(Download):
    """A table of a scope in a format; a workbook of contributions holds both tables.

    Attributes:
        name: „beitraege“ or „anliegen“.
        format: a key of ``FORMATS``.
    """

    NAMES = ("beitraege", "anliegen")

    scope: Scope
    name: str
    format: str

    @property
    def title(self):
        with _in_german():
            return f"{self.scope.strategie.konzept.title}, {self.scope.strategie}"

    @property
    def filename(self):
        strategie = self.scope.strategie
        kind = "intern-" if self.scope.internal else ""
        return f"{kind}{self.name}-{strategie.konzept.slug}-{strategie.slug}.{self.format}"

    @property
    def tables(self):
        """Their rows are read once, while they are written."""
        with _in_german():
            if self.name == "anliegen":
                return [self._concerns()]
            more = [self._concerns()] if self.format in _WORKBOOKS else []
            return [self._contributions(), *more]

    def _contributions(self):
        columns = contribution_columns(internal=self.scope.internal)
        return ExportTable("beitraege", _("Beiträge"), columns, self.scope.contribution_rows())

    def _concerns(self):
        columns = concern_columns(internal=self.scope.internal)
        return ExportTable("anliegen", _("Anliegen"), columns, self.scope.concern_rows())

    @property
    def metadata(self):
        """What a program should know of the data."""
        told = {
            **about(self.name, 1),
            "titel": self.title,
            "herausgeber": self.creator,
            "quelle": absolute(self.scope.strategie.get_absolute_url()),
            "stand": self.written_at.isoformat(timespec="seconds"),
        }
        if self.scope.internal:
            return {**told, "umfang": "intern"}
        return {**told, "umfang": "öffentlich", "lizenz": licence().as_dict()}


def _in_german():
    """A file says that it is German; it may be written after the answer to a visitor began."""
    return translation.override(settings.LANGUAGE_CODE)
