"""What a corrected edition would say differently than the last one, before it is published."""

from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from comments.models import Kommentar
from evaluation.models import Textaenderung, Verdict

_COMPARED = ("title", "summary", "office", "verdict", "reasons")


@dataclass
class Difference:
    """An Anliegen that is new, gone, or says something else.

    Attributes:
        name: „Anliegen 3: …“.
        url: where it is worked on.
        news: in a word, where it is new or gone; else empty.
        changes: (what, words of the last edition, words of the next).
    """

    name: str
    url: str
    news: str = ""
    changes: list = field(default_factory=list)


def differences_since(ausgabe):
    """Return the Differences of an Auswertung as it is now from its last Ausgabe, by number.

    A fixed number of queries.
    """
    before = {row.anliegen_id: row for row in _ergebnisse(ausgabe)}
    now = {row.pk: row for row in _anliegen(ausgabe.auswertung)}
    rows = sorted({**before, **now}.items(), key=lambda item: item[1].number)
    found = [_difference(before.get(pk), now.get(pk)) for pk, _row in rows]
    return [difference for difference in found if difference.news or difference.changes]


def _ergebnisse(ausgabe):
    return ausgabe.ergebnisse.select_related("anliegen").prefetch_related("beitraege")


def _anliegen(auswertung):
    public = Kommentar.objects.published().only("pk")
    planned = Textaenderung.objects.filter(fassung=None).select_related("baustein")
    return auswertung.anliegen.active().prefetch_related(
        Prefetch("kommentare", public, to_attr="public"),
        Prefetch("textaenderungen", planned, to_attr="planned"),
    )


def _difference(ergebnis, anliegen):
    """Of one Anliegen; None for ``ergebnis`` where it is new, for ``anliegen`` where it is gone."""
    if anliegen is None:
        return Difference(
            f"{ergebnis.label}: {ergebnis.title}", ergebnis.anliegen.get_absolute_url(),
            news=_("entfällt"),
        )  # fmt: skip
    news = _("neu") if ergebnis is None else ""
    changes = [*_words(ergebnis, anliegen), *_contributions(ergebnis, anliegen), *_texts(anliegen)]
    return Difference(str(anliegen), anliegen.get_absolute_url(), news, changes)


def _words(ergebnis, anliegen):
    for name in _COMPARED:
        old, new = getattr(ergebnis, name, ""), getattr(anliegen, name)
        if old != new:
            label = anliegen._meta.get_field(name).verbose_name
            yield label, _in_words(name, old), _in_words(name, new)


def _in_words(name, value):
    if not value:
        return _("– leer –")
    return str(Verdict(value).label) if name == "verdict" else value


def _contributions(ergebnis, anliegen):
    old = {row.kommentar_id for row in ergebnis.beitraege.all()} if ergebnis else set()
    new = {row.pk for row in anliegen.public}
    if old != new:
        yield _("Beiträge"), _numbers(old), _numbers(new)


def _numbers(keys):
    return ", ".join(map(str, sorted(keys))) or _("– keine –")


def _texts(anliegen):
    """The Bausteine that get a new Fassung because of it; what earlier editions did stays."""
    if anliegen.planned:
        names = "\n".join(str(row.baustein) for row in anliegen.planned)
        yield _("Geänderte Texte"), _("– keine –"), names
