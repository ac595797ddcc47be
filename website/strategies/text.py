"""The agreed text of a Konzept or a Strategie as a document, the same for whoever asks."""

import hashlib

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from municipality.current import current
from municipality.documents import machine_readable
from phases.times import long_date
from strategies.documents.writing.text import agreed_at, agreed_paper, public_strategien, state_of
from strategies.models import Konzept

from ..files import document_response, kept_document


@require_safe
@machine_readable
def konzept_text(request, slug, format):
    row = get_object_or_404(Konzept.objects.published(), slug=slug)
    strategien = public_strategien(konzept=row)
    return _respond(strategien, row, row.title, format, row.slug)


@require_safe
@machine_readable
def strategie_text(request, konzept, slug, format):
    strategien = public_strategien(konzept__slug=konzept, slug=slug)
    row = get_object_or_404(strategien)
    name = f"{row.konzept.slug}-{row.slug}"
    return _respond(strategien, row.konzept, str(row), format, name)


def _respond(strategien, konzept, title, format, name):
    at = agreed_at(strategien)
    if at is None:
        raise Http404
    town = current().shown_name

    def paper():
        head = _("%(town)s · %(title)s · Stand %(day)s") % {
            "town": town,
            "title": title,
            "day": long_date(at),
        }
        foot = _("Seite {page} von {pages}")
        about = {"author": town, "at": at, "head": head, "foot": foot}
        return agreed_paper(konzept, strategien, title=title, **about)

    state = f"{town}{title}{konzept.kind}{state_of(strategien)}"
    key = f"text-{hashlib.sha256(state.encode()).hexdigest()}"
    return document_response(kept_document(key, format, paper), format, name)
