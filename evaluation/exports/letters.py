"""Answers by post: one letter for each Absender, all in one file, each on a page of its own.

The address stands where a window envelope shows it (DIN 5008, form B: 45 mm below the edge).
"""

import json
from collections import defaultdict

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.actions import ActionRefused
from comments.models import Channel
from municipality.current import current
from municipality.documents import absolute
from municipality.language import isolated_text
from phases.times import long_date
from strategies.documents.writing.parts import Manuscript, paragraph

from ..council import council_of
from ..models import Absenderbeitrag, Ergebnisbeitrag
from ..readings import with_changes

# So many letters are in one file.
MOST = 2_000
# Below the upper margin of 25 mm.
_WINDOW_MM = 20


def letters(ausgabe):
    """The Manuscript with a letter for each Absender of an Ausgabe; always in German.

    A fixed number of queries.

    Raises:
        ActionRefused: there is no Absender, or there are too many.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return _Letters(ausgabe).manuscript()


class _Letters:
    def __init__(self, ausgabe):
        self.ausgabe, self.town = ausgabe, current()
        self.auswertung = ausgabe.auswertung
        self.content = json.loads(ausgabe.document)
        self.council = council_of(self.content)
        self.by_sender = self._contributions()
        self.answers = self._answers()

    def _contributions(self):
        rows = Absenderbeitrag.objects.filter(absender__auswertung=self.auswertung)
        rows = rows.select_related("absender", "kommentar__baustein").order_by(
            "absender__name", "absender", "kommentar"
        )
        found = defaultdict(list)
        for row in rows:
            found[row.absender].append(row.kommentar)
        return found

    def _answers(self):
        """{primary key of a contribution: its Ergebnisse}"""
        keys = [row.pk for rows in self.by_sender.values() for row in rows]
        links = Ergebnisbeitrag.objects.filter(ergebnis__ausgabe=self.ausgabe, kommentar__in=keys)
        found = defaultdict(list)
        ergebnisse = {
            row.pk: row
            for row in self.ausgabe.ergebnisse.filter(beitraege__kommentar__in=keys)
            .distinct()
            .prefetch_related(Prefetch("fassungen", with_changes(), to_attr="changes"))
        }
        for kommentar, ergebnis in links.order_by("ergebnis__number").values_list(
            "kommentar", "ergebnis"
        ):
            found[kommentar].append(ergebnisse[ergebnis])
        return found

    def manuscript(self):
        if not self.by_sender:
            raise ActionRefused(_("Es ist noch kein Absender mit Anschrift eingetragen."))
        if len(self.by_sender) > MOST:
            raise ActionRefused(
                _("Das sind mehr als %(most)d Briefe, zu viele für eine Datei.") % {"most": MOST}
            )
        parts = []
        for sender, rows in self.by_sender.items():
            parts += self._letter(sender, rows, is_first=not parts)
        return Manuscript(
            title=_("Antworten auf Beiträge zu %(strategie)s")
            % {"strategie": isolated_text(str(self.auswertung.strategie))},
            author=self.town.shown_name,
            subject=self.auswertung.strategie.konzept.title,
            at=timezone.now(),
            parts=tuple(parts),
        )

    def _letter(self, sender, rows, *, is_first):
        yield paragraph(
            f"{sender.name}\n{sender.address}", above_mm=_WINDOW_MM, new_page=not is_first
        )
        day = date_format(timezone.localdate(), _("j. F Y"))
        yield paragraph(f"{self.town.shown_name}, {day}", above_mm=12)
        title = isolated_text(str(self.auswertung.strategie))
        subject = ngettext("Ihr Beitrag zu „%(title)s“", "Ihre Beiträge zu „%(title)s“", len(rows))
        yield paragraph(subject % {"title": title}, bold=True, above_mm=6)
        yield paragraph(_("Guten Tag %(name)s,") % {"name": isolated_text(sender.name)}, air=True)
        yield paragraph(self._thanks(len(rows)))
        for row in rows:
            yield from self._answer(row)
        if self.council:
            yield paragraph(self.council.line, air=True)
        yield paragraph(
            _("Alle Anliegen und was daraus wurde: %(address)s")
            % {"address": absolute(self.auswertung.get_absolute_url())},
            air=True,
            keep=True,
        )
        yield paragraph(_("Mit freundlichen Grüßen"), air=True, keep=True)
        yield paragraph(self.town.contact or self.town.shown_name, above_mm=12)

    def _thanks(self, number):
        phase = self.auswertung.kommentierphase
        words = ngettext(
            "vielen Dank für Ihren Beitrag zu „%(phase)s“. Die Auswertung ist seit dem %(day)s "
            "veröffentlicht. Das ist unsere Antwort:",
            "vielen Dank für Ihre Beiträge zu „%(phase)s“. Die Auswertung ist seit dem %(day)s "
            "veröffentlicht. Das ist unsere Antwort:",
            number,
        )
        day = long_date(self.ausgabe.published_at)
        return words % {"phase": isolated_text(phase.title), "day": day}

    def _answer(self, kommentar):
        """What somebody wrote, and what became of it."""
        yield paragraph(_heading(kommentar), bold=True, air=True, keep=True)
        if not kommentar.is_published:
            yield paragraph(_hidden(kommentar))
            return
        yield paragraph(f"„{kommentar.text}“", italic=True, depth=1)
        found = self.answers.get(kommentar.pk, ())
        if not found:
            yield paragraph(_read_only(kommentar, self.content))
        for ergebnis in found:
            yield paragraph(ergebnis.sentence(isolated_text), bold=True, air=True, keep=True)
            yield paragraph(ergebnis.reasons)
            if otherwise := self.council and self.council.by_anliegen.get(ergebnis.number):
                yield paragraph(f"{_('Der Rat hat anders beschlossen:')} {otherwise}")
            for change in ergebnis.changes:
                if change.is_public:
                    title = isolated_text(change.fassung.title)
                    yield paragraph(_("Geändert haben wir: %(title)s") % {"title": title})


def _heading(kommentar):
    return _("Ihr Beitrag Nr. %(number)d vom %(day)s (%(channel)s) zu „%(title)s“") % {
        "number": kommentar.pk,
        "day": date_format(kommentar.received_on, _("j. F Y")),
        "channel": Channel(kommentar.channel).label,
        "title": isolated_text(kommentar.baustein.title),
    }


def _hidden(kommentar):
    if kommentar.hidden_reason:
        return _("Dieser Beitrag ist nicht öffentlich. Der Grund: %(reason)s") % {
            "reason": kommentar.hidden_reason
        }
    return _("Dieser Beitrag ist nicht öffentlich und deshalb nicht beantwortet.")


def _read_only(kommentar, content):
    if kommentar.pk in content.get("ohne_anliegen", ()):
        return _("Wir haben ihn gelesen. Er enthält nichts, worüber zu entscheiden war.")
    return _("Über diesen Beitrag ist in der veröffentlichten Auswertung noch nichts gesagt.")
