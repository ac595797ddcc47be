"""What is going on, on the desk: phases on a line of time, texts in work, and until when."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from phases.models import Kommentierphase
from strategies.models import Fassung, Zustaendigkeit
from tests import factories

pytestmark = pytest.mark.django_db

DESK = "/schreibtisch/"
ROLES = [*Zustaendigkeit.Role.values, "superuser"]
# More than fifteen for the two who have most to do: texts, releases, and what is wrong.
MOST_QUERIES = {"redaktion": 16, "superuser": 17}


def person(konzept, role):
    if role == "superuser":
        return factories.superuser()
    return factories.staff(konzept, role=role, office="Bauamt")


def more(strategie, boss):
    """Another of everything that the desk tells of: phases, comments, Anliegen, texts, Stände."""
    konzept = strategie.konzept
    running = factories.baustein(strategie=factories.strategie(konzept=konzept))
    factories.phase(running.strategie, start=-1, end=9)
    factories.comment(running)
    factories.comment(running, category="frage")
    factories.draft(running, by=boss)
    factories.phase(factories.strategie(konzept=konzept), start=5, end=9, status="draft")
    evaluated = factories.baustein(strategie=factories.strategie(konzept=konzept))
    factories.phase(evaluated.strategie, start=-1, end=9)
    kommentar = factories.comment(evaluated)
    auswertung = factories.auswertung(evaluated, by=boss)
    row = factories.prepared_anliegen(auswertung, [kommentar], by=boss, office="Bauamt")
    type(row).objects.filter(pk=row.pk).update(deadline=date(2020, 1, 1))
    factories.draft(evaluated, by=boss)
    factories.baustein(strategie=factories.strategie(konzept=konzept), published=False)
    factories.vorhaben(konzept)


@pytest.mark.parametrize("role", ROLES)
def test_the_desk_asks_little_and_no_more_for_three_of_everything(client, role):
    strategie, boss = factories.strategie(), factories.superuser()
    client.force_login(person(strategie.konzept, role))

    def queries():
        with CaptureQueriesContext(connection) as found:
            assert client.get(DESK).status_code == 200
        return found.captured_queries

    more(strategie, boss)
    queries()
    one = queries()
    for _number in range(2):
        more(strategie, boss)
    three = queries()

    assert len(three) == len(one), [row["sql"][:200] for row in three]
    assert len(three) <= MOST_QUERIES.get(role, 15), [row["sql"][:200] for row in three]


@pytest.fixture
def konzept(baustein):
    return baustein.strategie.konzept


def test_phases_stand_on_the_line_and_in_the_list(client, baustein, konzept):
    coming = factories.strategie(konzept=konzept, title="Wohnen und Leerstand")
    factories.phase(coming, start=10, end=30, status="draft")
    client.force_login(factories.staff(konzept, role="redaktion"))

    page = client.get(DESK).text
    draft = Kommentierphase.objects.get(strategie=coming)
    assert page.count('class="p-') == 2
    assert f'href="{reverse("plan:act", args=[draft.pk, "ankuendigen"])}"' in page
    assert "Entwurf, noch nicht angekündigt: So öffnet sich nichts." in page


@pytest.mark.parametrize("role", ["moderation", "auswertung", "fachamt"])
def test_who_does_not_plan_sees_what_is_announced_and_changes_nothing(client, konzept, role):
    coming = factories.strategie(konzept=konzept, title="Wohnen und Leerstand")
    factories.phase(coming, start=10, end=30, status="draft")
    client.force_login(factories.staff(konzept, role=role))

    page = client.get(DESK).text
    assert page.count('class="p-') == 1
    assert "/schreibtisch/phasen/" not in page
    assert 'id="texte"' not in page


def test_drafts_are_named_and_new_strategien_are_one_row(client, baustein, konzept):
    editor = factories.staff(konzept, role="redaktion")
    client.force_login(editor)
    factories.draft(baustein, by=editor)
    read_in = factories.strategie(konzept=konzept, title="Eben eingelesen", status="draft")
    for _number in range(3):
        factories.baustein(strategie=read_in, published=False)
    elsewhere = factories.baustein(published=False)

    page = client.get(DESK).text
    assert f'href="/schreibtisch/texte/{baustein.pk}/"' in page
    assert "von Ihnen" in page
    assert f'href="/schreibtisch/texte/#strategie-{read_in.pk}"' in page
    assert "3 Texte" in page
    assert elsewhere.title not in page


def test_what_waits_says_since_when_and_until_when(client, baustein, konzept):
    kommentar = factories.comment(baustein)
    Kommentierphase.objects.update(release="after_review")
    factories.comment(baustein)
    client.force_login(factories.staff(konzept, role="moderation"))
    assert "seit " in client.get(DESK).text

    boss = factories.superuser()
    auswertung = factories.auswertung(baustein, by=boss)
    anliegen = factories.prepared_anliegen(auswertung, [kommentar], by=boss)
    type(anliegen).objects.filter(pk=anliegen.pk).update(deadline=date(2020, 1, 1))
    client.force_login(factories.staff(konzept, role="auswertung"))
    assert "Frist war der 1. Januar 2020" in client.get(DESK).text


@pytest.mark.parametrize("role", ROLES)
def test_every_way_from_the_desk_is_open(client, baustein, konzept, role):
    factories.draft(baustein)
    factories.phase(factories.strategie(konzept=konzept), start=3, end=9, status="draft")
    client.force_login(person(konzept, role))
    links = _links(client.get(DESK).text)

    assert len(links) > 1
    assert {url: client.get(url, follow=True).status_code for url in links} == dict.fromkeys(
        links, 200
    )
    daily = {url for url in links if url.startswith("/verwaltung/")}
    assert daily <= {"/verwaltung/", "/verwaltung/mails/mail/"}


def _links(text):
    """Where the middle of the page leads, without jumps within it."""
    [main] = html.fromstring(text).xpath("//main")
    found = {link.partition("#")[0].partition("?")[0] for link in main.xpath(".//a/@href")}
    return found - {""}


def test_archived_drafts_are_no_work(client, baustein, konzept):
    factories.draft(baustein)
    type(baustein).objects.update(status="archived")
    client.force_login(factories.staff(konzept, role="redaktion"))

    assert Fassung.objects.drafts().exists()
    assert 'id="texte"' not in client.get(DESK).text
