"""The place for what is about a whole Strategie, or missing in it."""

import re
import uuid

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from comments.models import Kommentar
from evaluation.exports import Public
from evaluation.exports.verfahren import verfahren
from phases import actions as phase_actions
from phases.models import Kommentierphase
from strategies import actions
from strategies.actions import open_whole
from strategies.documents import read_document
from strategies.documents.abgleich import apply_import, plan_import
from strategies.models import Baustein
from strategies.passages import passages_of
from strategies.whole import TITLE
from tests import factories
from tests.evaluation.exports.files import json_rows, written

DOCUMENT = b"# Konzept\n\n## Strategie 1: Mitte\n\n### Leitziel 1: Markt\n\nEin Markt.\n"


@pytest.fixture
def baustein(db):
    return factories.open_baustein(number="1")


@pytest.fixture
def whole(baustein):
    return open_whole(baustein.strategie)


def post(client, row, text="Ein Ziel zum Wohnen fehlt."):
    data = {"text": text, "category": "vorschlag", "idempotency_key": uuid.uuid4()}
    return client.post(row.get_absolute_url(), data)


def announce(strategie, status, **times):
    phase = factories.phase(strategie, start=2, end=9, status=status, **times)
    Kommentierphase.objects.filter(pk=phase.pk).delete()
    phase.pk = None
    return phase_actions.create(phase, by=factories.superuser())


def test_a_strategie_has_it_as_soon_as_a_phase_is_announced(db):
    strategie = factories.baustein().strategie

    announce(strategie, Kommentierphase.Status.DRAFT)
    assert not strategie.bausteine.wholes().exists()
    announce(strategie, Kommentierphase.Status.PUBLISHED)

    row = strategie.bausteine.wholes().get()
    assert row.is_public
    assert row.title == TITLE
    assert open_whole(strategie) == row


def test_the_database_keeps_it_to_one(whole):
    with pytest.raises(IntegrityError), transaction.atomic():
        Baustein.objects.create(strategie=whole.strategie, kind="gesamt", title="Zwei", slug="zwei")


def test_an_update_makes_it_where_people_took_part_before(baustein):
    other = factories.baustein().strategie

    for _time in range(2):
        call_command("open_wholes")

    assert baustein.strategie.bausteine.wholes().count() == 1
    assert not other.bausteine.wholes().exists()


def test_the_phase_of_the_strategie_rules_it(client, whole, resident):
    client.force_login(resident)

    assert post(client, whole).status_code == 302
    factories.end_phase(whole)
    assert post(client, whole, "Noch etwas.").status_code == 409

    assert Kommentar.objects.get().baustein == whole


def test_it_is_offered_beside_the_goals_and_not_counted_among_them(client, baustein, whole):
    factories.comment(whole, text="Ein Ziel zum Wohnen fehlt.")
    link = f'href="{whole.get_absolute_url()}"'

    strategie = client.get(baustein.strategie.get_absolute_url())
    konzept = client.get(baustein.strategie.konzept.get_absolute_url())
    goal = client.get(baustein.get_absolute_url())
    for page in (strategie, konzept, goal):
        assert link in page.text
        assert "2 Leitziele" not in page.text
    assert "1 Leitziel" in strategie.text
    # What was said there is said on the Strategie.
    assert (strategie.context["comment_count"], len(strategie.context["bausteine"])) == (1, 1)
    numbers = verfahren()["verfahren"][0]["strategien"][0]["zahlen"]
    assert (numbers["bausteine"], numbers["beitraege"]) == (1, 1)


def test_lists_of_topics_add_up_with_it(client, baustein, whole):
    factories.comment(baustein)
    factories.comment(whole, text="Ein Ziel zum Wohnen fehlt.")
    konzept = baustein.strategie.konzept

    for url in ("/", konzept.get_absolute_url(), baustein.strategie.get_absolute_url()):
        page = client.get(url).text
        assert "2 Beiträge" in page, url
        assert [*map(int, re.findall(r'class="n">\s*<b>(\d+)', page))] == [1, 1], url


def test_a_konzept_leads_to_the_place_of_the_strategie_that_is_open(client, baustein, whole):
    konzept = baustein.strategie.konzept
    later = factories.baustein(strategie=factories.strategie(konzept=konzept))
    factories.phase(later.strategie, start=2, end=9)
    open_whole(later.strategie)

    page = client.get(konzept.get_absolute_url()).text
    assert "Etwas zum ganzen Konzept?" in page
    assert f'href="{whole.get_absolute_url()}#reden"' in page
    factories.end_phase(baustein)
    assert "Etwas zum ganzen Konzept?" not in client.get(konzept.get_absolute_url()).text


def test_its_own_page_has_no_neighbours_and_nothing_to_quote(client, whole):
    page = client.get(whole.get_absolute_url())

    assert page.status_code == 200
    assert TITLE in page.text
    assert "zitat" not in page.text
    assert "Fassung 1" not in page.text


@pytest.mark.parametrize("text", ["Ein Ziel fehlt.", ""])
def test_no_form_quotes_what_the_platform_says_there(client, whole, resident, text):
    [passage] = passages_of(whole.fassung.html)
    client.force_login(resident)

    page = client.post(
        whole.get_absolute_url(),
        {"text": text, "idempotency_key": uuid.uuid4(), "zitat": f"1-{passage.block}"},
    )

    assert page.status_code == 422
    assert passage.first_words(9) not in page.text
    assert not Kommentar.objects.exists()


def test_what_is_said_there_is_evaluated_and_exported(whole):
    kommentar = factories.comment(whole, text="Ein Ziel zum Wohnen fehlt.")
    factories.end_phase(whole)
    auswertung = factories.auswertung(whole, by=factories.superuser())

    assert list(auswertung.unassigned()) == [kommentar]
    [row] = json_rows(written(Public(whole.strategie), "beitraege", "json"))
    assert (row["baustein_art"], row["baustein_titel"]) == ("Zum Ganzen", TITLE)


def test_reading_a_document_again_leaves_it_alone(db):
    konzept = factories.konzept()
    tree = read_document("k.md", DOCUMENT, limit=10_000)
    apply_import(plan_import(konzept, tree), by=None)
    actions.publish_konzept(konzept)
    whole = open_whole(konzept.strategien.get())

    before = konzept.strategien.get().bausteine.count()

    plan = plan_import(konzept, read_document("k.md", DOCUMENT, limit=10_000))
    apply_import(plan, by=None)

    whole.refresh_from_db()
    assert whole.is_public
    assert konzept.strategien.get().bausteine.count() == before


def test_it_goes_with_its_strategie(whole):
    strategie = whole.strategie
    strategie.kommentierphasen.all().delete()

    actions.delete(strategie)

    assert not Baustein.objects.exists()


def test_the_administration_lists_its_fassung(client, whole):
    client.force_login(factories.superuser())

    assert TITLE in client.get("/verwaltung/strategies/fassung/").text


@pytest.mark.parametrize("strategien", [1, 3])
def test_a_konzept_asks_once_for_all(client, db, strategien, django_assert_max_num_queries):
    konzept = factories.konzept()
    for _number in range(strategien):
        open_whole(
            factories.open_baustein(strategie=factories.strategie(konzept=konzept)).strategie
        )

    with django_assert_max_num_queries(9):
        client.get(konzept.get_absolute_url())


def test_it_has_neither_a_picture_nor_a_place(client, whole):
    client.force_login(factories.superuser())
    lists = ("pictures:start", "places:bausteine")
    forms = (("places:lage", [whole.pk]), ("pictures:picture", ["baustein", whole.pk]))

    assert [name for name in lists if TITLE in client.get(reverse(name)).text] == []
    assert [client.get(reverse(name, args=args)).status_code for name, args in forms] == [404, 404]
