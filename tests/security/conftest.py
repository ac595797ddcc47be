"""A Konzept with one row of everything that has an address, and people of every role."""

import pickle
import shutil
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.template import Template
from django.test import override_settings
from django.utils import timezone
from jinja2 import Template as JinjaTemplate

from accounts import groups
from comments import actions
from comments.models import Organisation
from evaluation import actions as evaluation_actions
from mails.tokens import unsubscribe_link
from municipality.models import Ort, Ortsteil
from strategies.models import Amt, Bild, Dokument, Fassung, Vertretung, Zustaendigkeit
from tests import database, factories

WHY = {"ground": "werbung", "statement": "Nichts als Werbung."}


# Rules look at the clock: for how long what was made may be put back as it is, in seconds.
FRESH = 60


@pytest.fixture
def world(db, settings, tmp_path_factory):
    """Rows of everything; the comments are by ``author``, who has no further role.

    They are made once a minute and put back for each test: to make them takes a third of a second.
    """
    if not database.is_empty():
        return _make()
    if not _world or time.monotonic() > _world["made"] + FRESH:
        folder = tmp_path_factory.mktemp("world")
        with transaction.atomic():
            with override_settings(MEDIA_ROOT=folder):
                rows = pickle.dumps(_make())
            added = database.added()
            transaction.set_rollback(True)
        _world.update(made=time.monotonic(), folder=folder, rows=rows, added=added)
    database.insert(_world["added"])
    shutil.copytree(_world["folder"], settings.MEDIA_ROOT, dirs_exist_ok=True)
    return pickle.loads(_world["rows"])  # noqa: S301 (our own)


_world = {}


@pytest.fixture
def baustein(request, db):
    if "world" in request.fixturenames:
        return request.getfixturevalue("world").baustein
    return factories.open_baustein()


@pytest.fixture
def moderator(request, baustein):
    if "world" in request.fixturenames:
        return request.getfixturevalue("world").moderator
    return factories.staff(baustein.strategie.konzept, role="moderation")


def _make():
    baustein = factories.open_baustein()
    konzept = baustein.strategie.konzept
    moderator = factories.staff(konzept, role="moderation")
    factories.lage(baustein)
    factories.fassung(baustein, text="Ein Ziel in anderen Worten.")
    Fassung.objects.create(baustein=baustein, title="Ein Entwurf", text="Noch nicht fertig.")
    author = factories.user("Storchenfreundin")
    kommentar = factories.comment(baustein, author, text="Ein Satz, der steht.")
    draft_text = "Ein Text, der auf die Anmeldung wartet."
    hidden = factories.hidden_comment(baustein, by=moderator, author=author, text="Verborgenes.")
    complained = factories.hidden_comment(baustein, by=moderator, author=author)
    dokument = Dokument(konzept=konzept, title="Beschluss", filename="beschluss.pdf", size=4)
    dokument.file.save("beschluss.pdf", ContentFile(b"%PDF"))
    bild = Bild(konzept=konzept, sha256="0" * 64, content_type="image/png")
    bild.file.save("bild.png", ContentFile(b"\x89PNG"))
    evaluator = factories.staff(konzept, role="auswertung")
    auswertung = factories.auswertung(baustein, by=evaluator)
    vorhaben = factories.vorhaben(konzept, baustein=baustein, photos=[factories.stand_photo()])
    factories.vorhabenlage(vorhaben)
    today = timezone.localdate()
    vertretung = Vertretung.objects.create(
        person=evaluator, stand_in=moderator, first_day=today, last_day=today
    )
    return SimpleNamespace(
        konzept=konzept,
        baustein=baustein,
        author=author,
        moderator=moderator,
        kommentar=kommentar,
        hidden=hidden,
        complaint_token=factories.complaint_address(hidden).rstrip("/").rpartition("/")[2],
        beschwerde=actions.complain(complained.entscheidungen.first(), text="Keine Werbung."),
        entwurf=actions.keep_draft(
            baustein=baustein,
            text=draft_text,
            category="hinweis",
            idempotency_key="8a6a6a52-5a0c-4a3e-9d53-0d1ad9ddf1ad",
        ),
        rueckfrage=factories.rueckfrage(kommentar, by=moderator),
        dokument=dokument,
        einlesung=factories.einlesung(konzept),
        event=factories.event(konzept=konzept),
        message=factories.message(konzept),
        sent_message=factories.message(konzept, sent=True),
        layer=factories.outline(),
        organisation=Organisation.objects.create(
            person=factories.user(), name="Heimatverein", kind="verein"
        ),
        colleague=evaluator,
        vertretung=vertretung,
        amt=Amt.objects.create(name="Friedhofsamt"),
        ortsteil=Ortsteil.objects.create(name="Oststadt"),
        ort=Ort.objects.create(name="Musterdorf", longitude=11.98, latitude=52.7),
        bild=bild,
        titelbild=factories.titelbild(baustein),
        ausgabe=factories.ausgabe(konzept=konzept),
        vorhaben=vorhaben,
        bericht=factories.umsetzungsbericht(konzept),
        stand_draft=factories.stand(vorhaben, published=False),
        foto=vorhaben.stand.fotos.get(),
        auswertung=auswertung,
        anliegen=evaluation_actions.create(
            auswertung, by=evaluator, title="Ein Anliegen", office="Bauamt"
        ),
        unsubscribe_token=unsubscribe_link(author, "reply").rstrip("/").rpartition("/")[2],
    )


def _blocked(world):
    person = factories.user()
    kommentar = factories.comment(world.baustein, person, text="Ein grober Satz.")
    until = timezone.now() + timedelta(days=7)
    actions.block(kommentar, by=world.moderator, until=until, **WHY)
    return person


def _ex_moderator(world):
    """Still in the group, but responsible for nothing."""
    person = factories.staff(world.konzept, role="moderation")
    person.zustaendigkeiten.all().delete()
    return person


def _zustaendigkeit_alone(world):
    """Responsible here, but in no group."""
    person = factories.user(is_staff=True)
    Zustaendigkeit.objects.create(konzept=world.konzept, user=person, role="moderation")
    return person


def _demoted(world):
    """Group and Zuständigkeit, but no longer staff."""
    person = factories.staff(world.konzept, role="moderation")
    type(person).objects.filter(pk=person.pk).update(is_staff=False)
    person.groups.add(Group.objects.get(name=groups.MODERATION))
    return person


# Each makes a person of its role; None is somebody without an account.
ROLES = {
    "anonymous": lambda world: None,
    "resident": lambda world: factories.user(),
    "author": lambda world: world.author,
    "blocked": _blocked,
    "moderator": lambda world: factories.staff(world.konzept, role="moderation"),
    "elsewhere": lambda world: factories.staff(factories.konzept(), role="moderation"),
    "ex-moderator": _ex_moderator,
    "no group": _zustaendigkeit_alone,
    "demoted": _demoted,
    "redaktion": lambda world: factories.staff(world.konzept, role="redaktion"),
    "redaktion elsewhere": lambda world: factories.staff(factories.konzept(), role="redaktion"),
    "auswertung": lambda world: factories.staff(world.konzept, role="auswertung"),
    "fachamt": lambda world: factories.staff(world.konzept, role="fachamt", office="Bauamt"),
    "other office": lambda world: factories.staff(world.konzept, role="fachamt", office="Forst"),
    "superuser": lambda world: factories.superuser(),
}


@pytest.fixture
def template_queries(monkeypatch):
    """What is asked of the database inside a template: (its name, the statement)."""
    rendering, found = [], []

    def watched(render):
        def inside(self, *args, **kwargs):
            rendering.append(self.name)
            try:
                return render(self, *args, **kwargs)
            finally:
                rendering.pop()

        return inside

    def note(execute, sql, params, many, context):
        if rendering:
            found.append((rendering[-1], sql))
        return execute(sql, params, many, context)

    # What Django's own test client hooks into, too: ``render`` asks the context processors.
    monkeypatch.setattr(Template, "_render", watched(Template._render))
    monkeypatch.setattr(JinjaTemplate, "render", watched(JinjaTemplate.render))
    with connection.execute_wrapper(note):
        yield found
