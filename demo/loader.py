"""Fills an empty database with the demo: two Konzepte, their phases and a discussion."""

import base64
import re
import tomllib
from datetime import datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from phases.models import Kommentierphase, Phasenprotokoll
from phases.times import end_of_day
from strategies.actions import open_whole, publish_konzept
from strategies.documents import read_document
from strategies.documents.abgleich import apply_import, plan_import
from strategies.models import Dokument, Fassung, Konzept
from strategies.titelbilder import put_picture, read_title_picture

from .accounts import create_logins, give_passwords
from .discussion import Discussion
from .evaluation import Evaluation
from .events import load_events
from .messages import load_messages
from .moderation import load_moderation
from .pages import load_pages
from .places import load_places
from .progress import CarriedOut

CONTENT = Path(__file__).parent / "content"
INSEK, ILEK = "insek-elbhagen-2035", "ilek-elbaue-boerde"


@transaction.atomic
def load(say=lambda step: None):
    """Create everything, relative to today.

    Args:
        say: is told each step before it begins, in a few words.

    Returns:
        The accounts to show, a list of (what the person is, e-mail address, password).
    """
    say("Konzepte einlesen")
    konzepte = {row["slug"]: _konzept(row) for row in _read("konzepte.toml")["konzept"]}
    _other_words(konzepte)
    load_places(_read("karte.toml"), konzepte)
    _title_pictures(konzepte)
    say("Konten und Kommentierphasen anlegen")
    logins = create_logins(konzepte.values())
    by, moderator, evaluator = (User.objects.get(email=row[1]) for row in logins[1:4])
    _phases(konzepte, by)
    load_events(_read("termine.toml"), konzepte)
    load_messages(_read("mitteilungen.toml"), konzepte, by=by)
    say("Kommentare schreiben")
    discussion = Discussion(CONTENT / "kommentare.toml", konzepte, moderator)
    discussion.load()
    load_pages(_read("seiten.toml"))
    say("Moderieren")
    load_moderation(CONTENT / "moderation.toml", discussion)
    say("Auswerten und Ergebnis veröffentlichen")
    Evaluation(CONTENT / "auswertung.toml", discussion, evaluator=evaluator, editor=by).load()
    say("Umsetzung berichten")
    CarriedOut(CONTENT / "umsetzung.toml", konzepte, editor=by).load()
    return logins + give_passwords(list(discussion.people.values())[:2])


def _read(name):
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))


def _konzept(row):
    contact = row["contact"]
    konzept = Konzept.objects.create(
        title=row["title"],
        slug=row["slug"],
        kind=row["kind"],
        region=row["region"],
        traeger=row["traeger"],
        year=row["year"],
        summary=row["summary"].strip(),
        contact="\n".join([contact["office"], contact["email"], contact["phone"]]),
    )
    data = _with_pictures((CONTENT / row["file"]).read_text(encoding="utf-8")).encode()
    baum = read_document(row["file"], data, limit=settings.DOCUMENT_LIMIT_BYTES)
    apply_import(plan_import(konzept, baum), by=None)
    publish_konzept(konzept)
    # The texts stood there before anybody commented on them.
    Fassung.objects.filter(baustein__strategie__konzept=konzept).update(
        published_at=timezone.now() - timedelta(days=120)
    )
    Dokument.objects.create(
        konzept=konzept,
        title="Textfassung zum Weiterverwenden",
        file=ContentFile(data, name=row["file"]),
        filename=row["file"],
        size=len(data),
    )
    return konzept


def _with_pictures(text):
    """The Markdown with its pictures inside, as a document is uploaded: one file."""

    def inside(found):
        data = base64.b64encode((CONTENT / found[1]).read_bytes()).decode()
        return f"(data:image/jpeg;base64,{data})"

    return re.sub(r"\((bilder/[\w-]+\.jpg)\)", inside, text)


def _other_words(konzepte):
    """English summaries and texts in Leichte Sprache."""
    for row, entry in _each_for("andere-worte.toml", konzepte):
        type(row).objects.filter(pk=row.pk).update(**entry)


def _title_pictures(konzepte):
    for row, entry in _each_for("bilder.toml", konzepte):
        data = (CONTENT / "bilder" / entry.pop("bild")).read_bytes()
        put_picture(row, words=entry, renditions=read_title_picture(ContentFile(data)))


def _each_for(name, konzepte):
    """The entries of a file, each with the Konzept, Strategie or Baustein that it is for."""
    for entry in _read(name)["fuer"]:
        row = konzepte[entry.pop("konzept")]
        if strategie := entry.pop("strategie", None):
            row = row.strategien.order_by("position")[strategie - 1]
        if baustein := entry.pop("baustein", None):
            row = row.bausteine.order_by("position")[baustein - 1]
        yield row, entry


def _phases(konzepte, by):
    """One open, one past (it was extended), one coming phase."""
    first, second = konzepte[INSEK].strategien.order_by("position")
    region = konzepte[ILEK].strategien.get()
    _phase(
        first, -16, 12, by,
        description="Was Sie schreiben, liest die Verwaltung; in einigen Monaten steht hier, "
        "was daraus wurde.",
        asks_ortsteil=True, lets_organisations=True, results_expected="in einigen Monaten",
    )  # fmt: skip
    _phase(
        second, 21, 49, by, description="Die zweite Hälfte des Konzepts folgt im nächsten Monat."
    )
    past = _phase(region, -64, -36, by, results_expected="in den nächsten Wochen")
    past.announced_ends_at = past.ends_at - timedelta(days=7)
    past.change_reason = "In den Ferien konnten viele nicht mitreden."
    past.save()
    Phasenprotokoll.objects.create(
        kommentierphase=past, action=Phasenprotokoll.Action.EXTENDED, by=by,
        reason=past.change_reason,
    )  # fmt: skip


def _open_whole(strategie):
    """The place for what is about the whole, which was there before anybody commented."""
    before = timezone.now() - timedelta(days=120)
    open_whole(strategie).fassungen.update(published_at=before)


def _phase(strategie, start, end, by, **fields):
    """A phase from 8:00 of one day to the end of another, both in days from today."""
    today = timezone.localdate()
    ends_at = end_of_day(today + timedelta(days=end))
    _open_whole(strategie)
    phase = Kommentierphase.objects.create(
        strategie=strategie,
        starts_at=timezone.make_aware(datetime.combine(today + timedelta(days=start), time(8, 0))),
        ends_at=ends_at,
        announced_ends_at=ends_at,
        status=Kommentierphase.Status.PUBLISHED,
        **fields,
    )
    Phasenprotokoll.objects.create(
        kommentierphase=phase, action=Phasenprotokoll.Action.CREATED, by=by
    )
    return phase
