from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from municipality.models import Ortsteil
from progress import actions, public
from strategies.models import Konzept
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/umsetzung/"


@pytest.fixture
def konzept():
    return factories.konzept()


def test_every_vorhaben_has_a_line_with_state_next_step_and_reason(client, konzept):
    row = factories.vorhaben(
        konzept,
        planned_end=date(2026, 10, 1),
        stand={
            "health": "verzoegert",
            "reason": "Die Firma ist insolvent.",
            "next_step": "Die letzten vier stehen",
            "next_date": date(2027, 6, 1),
            "expected_end": date(2027, 6, 1),
        },
    )

    for address in (LIST, reverse("progress:konzept", args=[konzept.slug])):
        page = client.get(address).text
        for words in (
            row.get_absolute_url(), "in Umsetzung", "verzögert", "Die Firma ist insolvent.",
            "Juni 2027", "Die letzten vier stehen", "Bauamt",
            "Zuerst geplant bis Oktober 2026, jetzt bis Juni 2027.",
        ):  # fmt: skip
            assert words in page, words


def test_the_lines_can_be_narrowed(client, konzept):
    goal = factories.baustein("handlungsfeld", strategie=factories.strategie(konzept=konzept))
    project = factories.baustein("leitprojekt", strategie=goal.strategie)
    project.supports.add(goal)
    here = Ortsteil.objects.create(name="Krenzow")
    first = factories.vorhaben(konzept, title="Radweg", office="Stadtplanungsamt", baustein=project)
    second = factories.vorhaben(konzept, title="Freibad", state="aufgegeben", ortsteile=[here])
    third = factories.vorhaben(konzept, title="Bank", stand={"health": "gefaehrdet"})
    wanted = {
        "zustand=aufgegeben": [second],
        "verzug=1": [third],
        "amt=Stadtplanungsamt": [first],
        f"thema={goal.pk}": [first],
        f"ortsteil={here.pk}": [second],
        "zustand=gibtesnicht": [first, second, third],
        "seite=999": [first, second, third],
        "seite=x": [first, second, third],
    }
    for query, rows in wanted.items():
        response = client.get(f"{LIST}?{query}")
        assert [row.pk for row in response.context["page"].object_list] == [
            row.pk for row in rows
        ], query


def test_the_numbers_stand_in_a_sentence_and_in_links(client, konzept):
    for state in ("abgeschlossen", "umsetzung", "umsetzung"):
        factories.vorhaben(konzept, state=state)

    response = client.get(LIST)

    assert "3 Vorhaben: 1 ist fertig, 2 werden umgesetzt." in response.text
    choices = {choice.label: choice.number for choice in response.context["overview"].choices}
    assert choices == {"Alle": 3, "in Umsetzung": 2, "abgeschlossen": 1}


def test_no_draft_of_anything_is_shown(client, konzept):
    row = factories.vorhaben(konzept)
    factories.vorhaben(konzept, title="Geheimes Schwimmbad", published=False)
    factories.stand(row, text="Noch geheim.", published=False)
    hidden = factories.vorhaben(factories.konzept(status="draft"), title="Verborgen")
    archived = factories.vorhaben(konzept, title="Archiviert")
    actions.archive(archived, by=factories.superuser())
    for person in (None, factories.superuser()):
        if person:
            client.force_login(person)
        for address in (LIST, reverse("progress:konzept", args=[konzept.slug])):
            page = client.get(address).text
            for secret in ("Geheimes", "Noch geheim", "Verborgen", "Archiviert"):
                assert secret not in page, (address, secret)
    assert client.get(reverse("progress:konzept", args=[hidden.konzept.slug])).status_code == 404


def test_old_news_say_so(client, konzept):
    old = timezone.localdate() - timedelta(days=250)
    factories.vorhaben(konzept, stand={"date": old})
    factories.vorhaben(konzept, state="abgeschlossen", stand={"date": old})
    factories.vorhaben(konzept, rhythm=12, stand={"date": old})

    response = client.get(LIST)

    assert response.text.count("Monate alt") == 1


def test_what_is_new_leaves_out_what_is_unchanged(client, konzept):
    row = factories.vorhaben(konzept, stand={"text": "Sieben stehen."})
    editor = factories.superuser()
    actions.publish_stand(actions.report_unchanged(row, by=editor), by=editor)

    news = client.get(LIST).context["news"]

    assert [stand.text for stand in news] == ["Sieben stehen."]


def test_the_menu_leads_there_once_there_is_something(
    client, konzept, django_capture_on_commit_callbacks
):
    link = f'<a href="{LIST}">'
    assert link not in client.get("/").text
    assert client.get(LIST).status_code == 200

    with django_capture_on_commit_callbacks(execute=True):
        row = factories.vorhaben(konzept)
    assert link in client.get("/").text

    with django_capture_on_commit_callbacks(execute=True):
        actions.archive(row, by=factories.superuser())
    assert link not in client.get("/").text
    cache.delete(public.KEY)
    assert not public.is_told()


def test_a_konzept_without_vorhaben_has_no_such_page(client, konzept):
    factories.vorhaben()

    assert client.get(reverse("progress:konzept", args=[konzept.slug])).status_code == 404


def test_a_strategie_that_was_called_so_keeps_its_address(client, konzept):
    own = factories.strategie(konzept=konzept, slug="umsetzung", title="Wie wir es anpacken")
    row = factories.vorhaben(konzept)

    page = client.get(own.get_absolute_url())

    assert "Wie wir es anpacken" in page.text
    assert client.get(row.get_absolute_url()).status_code == 200
    assert row.title in client.get(LIST).text


@pytest.mark.parametrize("address", ["list", "konzept"])
def test_a_list_asks_as_often_for_three_as_for_one(
    client, konzept, django_assert_num_queries, address
):
    def visit():
        where = LIST if address == "list" else reverse("progress:konzept", args=[konzept.slug])
        assert client.get(where).status_code == 200

    def add():
        baustein = factories.baustein("leitprojekt", strategie=factories.strategie(konzept=konzept))
        factories.lage(baustein)
        row = factories.vorhaben(konzept, baustein=baustein)
        actions.set_steps(row, [("Bau", None, None)], by=factories.superuser())

    factories.outline()
    add()
    # The ground of the sketch is kept.
    visit()
    numbers = 7 if address == "list" else 10
    with django_assert_num_queries(numbers):
        visit()
    add()
    add()
    assert Konzept.objects.count() == 1
    with django_assert_num_queries(numbers):
        visit()


def test_the_page_of_a_konzept_says_what_came_of_it(
    client, konzept, django_capture_on_commit_callbacks
):
    address = konzept.get_absolute_url()
    factories.vorhaben(konzept, published=False)
    factories.vorhaben()
    assert "Was daraus wird" not in client.get(address).text

    with django_capture_on_commit_callbacks(execute=True):
        factories.vorhaben(konzept, state="abgeschlossen")
    page = client.get(address).text

    assert "1 Vorhaben: 1 ist fertig." in page
    assert f'href="/konzepte/{konzept.slug}/umsetzung/?zustand=abgeschlossen#alle"' in page
