"""What is new on a Strategie or a Baustein, for its Atom feed: public rows only, and few."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from comments.models import Kommentar
from comments.text import to_html
from phases.times import long_datetime
from strategies.models import Baustein, Fassung

from .exports.xml import legible
from .models import Ausgabe, Auswertung

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


def atom(title, page, address, news):
    """The newest of ``news`` as an Atom feed (RFC 4287), in bytes.

    Args:
        page, address: paths of the page that the feed is of, and of the feed.
    """
    feed = Atom1Feed(
        title=legible(title),
        link=_absolute(page),
        description="",
        language=settings.LANGUAGE_CODE,
        author_name=settings.SITE_NAME,
        feed_url=_absolute(address),
    )
    for row in sorted(news, key=lambda row: row.at, reverse=True)[:MOST]:
        feed.add_item(
            title=legible(row.title),
            link=_absolute(row.address),
            description=legible(row.html),
            author_name=legible(row.author),
            pubdate=row.at,
            updateddate=row.changed_at or row.at,
            unique_id=f"{_absolute(row.address).partition('#')[0]}#{row.key}",
        )
    return feed.writeString("utf-8").encode()


def _absolute(address):
    return f"{settings.SITE_URL}{address}"


def of_strategie(strategie):
    bausteine = Baustein.objects.published().filter(strategie=strategie)
    return [
        *_comments(bausteine),
        *_texts(bausteine),
        *_phases(strategie),
        *_editions(strategie),
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
            html=to_html(row.text),
            author=row.author_name,
            changed_at=max(row.published_at, row.edited_at or row.published_at),
        )


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
        )


def _phases(strategie):
    now, page = timezone.now(), strategie.get_absolute_url()
    for row in strategie.kommentierphasen.public().filter(starts_at__lte=now)[:MOST]:
        until = _("Mitreden bis %(end)s.") % {"end": long_datetime(row.ends_at, end=True)}
        yield News(row.starts_at, _("Beginn: %(phase)s") % {"phase": row.title}, page,
                   f"beginn-{row.pk}", to_html(until))  # fmt: skip
        if row.ends_at <= now:
            yield News(row.ends_at, _("Ende: %(phase)s") % {"phase": row.title}, page,
                       f"ende-{row.pk}")  # fmt: skip


def _editions(strategie):
    published = Auswertung.objects.published().filter(kommentierphase__strategie=strategie)
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
            title=f"{title}: {row.auswertung.kommentierphase.title}",
            address=row.get_absolute_url(),
            key=f"ausgabe-{row.number}",
            html=to_html(row.note) if row.note else "",
        )
