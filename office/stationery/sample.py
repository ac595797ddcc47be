"""A paper of all that papers are made of, to look at a template."""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from municipality.current import current
from strategies.documents.writing.parts import (
    Contents,
    Manuscript,
    Title,
    Turn,
    heading,
    paragraph,
)
from strategies.documents.writing.text import TextCollector


def sample_paper():
    """The Manuscript; always in German."""
    with translation.override(settings.LANGUAGE_CODE):
        return _manuscript(TextCollector())


def _manuscript(collector):
    town, title = current().shown_name, _("Muster")
    parts = tuple(_parts(title, collector))
    return Manuscript(
        title=title,
        author=town,
        subject=title,
        at=timezone.now(),
        head=f"{town} · {title}",
        foot=_("Seite {page} von {pages}"),
        parts=parts,
        notes=collector.notes,
    )


def _parts(title, collector):
    text = _(
        "So sieht Fließtext aus, **fett** und *kursiv*, mit einer Fußnote.[^1]\n\n"
        "- ein Punkt\n- noch ein Punkt\n\n1. erstens\n2. zweitens\n\n"
        "# Überschrift der dritten Ebene\n\n> So sieht ein Zitat aus.\n\n"
        "| Jahr | Ziel |\n|---|---|\n| 2030 | mehr Radwege |\n\n[^1]: So sieht die Fußnote aus."
    )
    yield Title(_("So sehen Ihre Dokumente aus"), title)
    yield Contents(_("Inhalt"))
    yield heading(_("Überschrift der ersten Ebene"), 1)
    yield heading(_("Überschrift der zweiten Ebene"), 2)
    yield from collector.blocks(text, "muster")
    yield Turn(landscape=True)
    yield heading(_("Seite im Querformat"), 1)
    yield paragraph(_("So stehen Synopsen und breite Tabellen."))
