"""What is new on a Strategie, a Baustein or everywhere, for an Atom feed: public rows, and few."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from comments.models import Kommentar
from comments.text import to_html
from evaluation.models import Ausgabe, Auswertung
from municipality.current import current
from municipality.documents import absolute
from phases.models import Kommentierphase
from phases.times import long_datetime
from strategies.documents.writing.xml import legible
from strategies.models import Baustein, Fassung, Strategie

# So many entries a feed has at most.
MOST = 40


@dataclass(frozen=True)
class News:
    """One entry; ``html`` is escaped, ``key`` tells it from others at the same address."""

    at: datetime
    title: str
    address: str
    key: str
    html: SafeString | str = ""
    author: str = ""
    changed_at: datetime | None = None


class _Feed(Atom1Feed):
    """An Atom feed that says the same each time, also while it is empty."""

    def __init__(self, *args, begun_at, **kwargs):
        super().__init__(*args, **kwargs)
        self.begun_at = begun_at

    def latest_post_date(self):
        return super().latest_post_date() if self.items else self.begun_at


def atom(title, page, address, news, *, begun_at):
    """The newest of ``news`` as an Atom feed (RFC 4287), in bytes.

    Args:
        page, address: paths of the page that the feed is of, and of the feed.
        begun_at: when it was last updated, as long as there is no news.
    """
    town = current().shown_name
    feed = _Feed(
        title=legible(title),
        link=absolute(page),
        description=None,
        language=settings.LANGUAGE_CODE,
        author_name=town,
        feed_url=absolute(address),
        begun_at=begun_at,
    )
    for row in sorted(news, key=lambda row: row.at, reverse=True)[:MOST]:
        feed.add_item(**_entry(row, town))
    return feed.writeString("utf-8").encode()


def _entry(row, town):
    return {
        "title": legible(row.title),
        "link": absolute(row.address),
        "description": legible(row.html),
        "author_name": legible(row.author).strip() or town,
        "pubdate": row.at,
        "updateddate": row.changed_at or row.at,
        "unique_id": f"{absolute(row.address).partition('#')[0]}#{row.key}",
    }


def of_everything():
    strategien = Strategie.objects.visible_to(AnonymousUser())
    bausteine = Baustein.objects.published()
    return _of(strategien, bausteine)


def of_strategie(strategie):
    strategien = Strategie.objects.visible_to(AnonymousUser()).filter(pk=strategie.pk)
    return _of(strategien, Baustein.objects.published().filter(strategie=strategie))


def _of(strategien, bausteine):
    return [
        *_comments(bausteine),
        *_texts(bausteine),
        *_phases(strategien),
        *_editions(strategien),
    ]


def of_baustein(baustein):
    bausteine = Baustein.objects.published().filter(pk=baustein.pk)
    return [*_comments(bausteine), *_texts(bausteine)]


def _comments(bausteine):
    rows = (
        Kommentar.objects.published()
        .filter(baustein__in=bausteine)
        .select_related("author", "baustein")
        .order_by("-pk")[:MOST]
    )
    for row in rows:
        title = _("%(name)s zu „%(baustein)s“") % {
            "name": row.author_name,
            "baustein": row.baustein.title,
        }
        yield News(
            at=row.published_at,
            title=title,
            address=row.get_absolute_url(),
            key=f"kommentar-{row.pk}",
            html=_with_passage(row),
            author=row.author_name,
            changed_at=max(row.published_at, row.edited_at or row.published_at),
        )


def _with_passage(row):
    """The words of a comment, below the passage it is about."""
    quoted = format_html("<blockquote>{}</blockquote>", row.passage) if row.passage else ""
    return format_html("{}{}", quoted, to_html(row.text))


def _texts(bausteine):
    """Fassungen that replaced another; the first ones come with the Strategie."""
    rows = (
        Fassung.objects.published()
        .filter(baustein__in=bausteine, number__gt=1)
        .select_related("baustein__strategie__konzept")
        .order_by("-published_at")[:MOST]
    )
    for row in rows:
        yield News(
            at=row.published_at,
            title=_("Neue Fassung: %(title)s") % {"title": row.title},
            address=row.baustein.get_absolute_url(),
            key=f"fassung-{row.number}",
            html=row.html,
            author=row.baustein.strategie.konzept.traeger,
        )


def _phases(strategien):
    """Beginnings and ends that have come, of the phases that had one of them last."""
    now = timezone.now()
    opens_at = Coalesce("public_from", "starts_at")
    newest = Case(When(ends_at__lte=now, then="ends_at"), default=opens_at)
    rows = (
        Kommentierphase.objects.public()
        .alias(opens_at=opens_at)
        .filter(strategie__in=strategien, opens_at__lte=now)
        .select_related("strategie__konzept")
        .order_by(newest.desc())[:MOST]
    )
    for row in rows:
        until = _("Mitreden bis %(end)s.") % {"end": long_datetime(row.ends_at, end=True)}
        yield _news_of_phase(
            row, row.opens_to_all_at, _("Beginn: %(phase)s"), "beginn", to_html(until)
        )
        if row.ends_at <= now:
            yield _news_of_phase(row, row.ends_at, _("Ende: %(phase)s"), "ende")


def _news_of_phase(phase, at, title, key, html=""):
    return News(
        at=at,
        title=title % {"phase": f"{phase.title} – {phase.strategie}"},
        address=phase.strategie.get_absolute_url(),
        key=f"{key}-{phase.pk}",
        html=html,
        author=phase.strategie.konzept.traeger,
    )


def _editions(strategien):
    published = Auswertung.objects.published().filter(kommentierphase__strategie__in=strategien)
    rows = (
        Ausgabe.objects.filter(auswertung__in=published)
        .select_related("auswertung__kommentierphase__strategie__konzept")
        .defer("document")
        .order_by("-published_at")[:MOST]
    )
    for row in rows:
        title = _("Ergebnis veröffentlicht") if row.number == 1 else _("Ergebnis berichtigt")
        yield News(
            at=row.published_at,
            title=f"{title}: {row.auswertung.kommentierphase}",
            address=row.get_absolute_url(),
            key=f"ausgabe-{row.number}",
            html=to_html(row.note) if row.note else "",
            author=row.auswertung.strategie.konzept.traeger,
        )
