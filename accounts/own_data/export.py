"""The file somebody gets of all that is stored about them: for reading and for programs."""

import io
import json
import zipfile
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from municipality.current import current
from municipality.documents import about

from . import personal_data


def build(user, now):
    """Return a ZIP with the same data twice: ``meine-daten.html`` and ``meine-daten.json``.

    Args:
        now: aware datetime, in local time.
    """
    found = personal_data.export(user)
    sections = [(title, [_readable(row) for row in rows]) for title, rows in found.items()]
    context = {"sections": sections, "now": now, "site_name": current().shown_name}
    content = {
        **about("meine-daten", 1),
        "site": current().shown_name,
        "created_at": now,
        "data": found,
    }
    files = {
        "meine-daten.html": render_to_string("konto/export/page.html", context),
        "meine-daten.css": render_to_string("konto/export/page.css"),
        "meine-daten.json": json.dumps(
            content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1
        ),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, now.timetuple()[:6]), text)
    return buffer.getvalue()


def _readable(row):
    """The entries of a row that say something: (label, text, inner rows)."""
    return [
        (label, *_text_and_rows(value))
        for label, value in row.items()
        if value not in (None, "", [])
    ]


def _text_and_rows(value):
    if isinstance(value, list):
        return "", [_readable(row) for row in value]
    if isinstance(value, bool):
        return _("ja") if value else _("nein"), []
    if isinstance(value, datetime):
        return _("%(moment)s Uhr") % {
            "moment": date_format(timezone.localtime(value), "j. F Y, G:i")
        }, []
    return str(value), []
