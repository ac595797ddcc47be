"""/ergebnisse/: all results of the town, with their figures."""

import pytest

from strategies import actions as strategy_actions
from tests import factories
from tests.evaluation.pages import links, text

pytestmark = pytest.mark.django_db

PAGE = "/ergebnisse/"


def test_each_result_is_named_with_its_figures_and_led_to(client):
    ausgabe = factories.ausgabe()

    page = client.get(PAGE)

    strategie = ausgabe.auswertung.strategie
    assert links(page, strategie.title) == [ausgabe.auswertung.get_absolute_url()]
    assert "1 Beitrag; 1 Anliegen: 1 haben wir angenommen. 1 Text ist geändert." in text(page)
    assert links(page, "Neues als Feed") == ["/feed/"] * 2


def test_it_is_in_the_main_menu_and_says_when_there_is_nothing_yet(client):
    assert links(client.get("/"), "Ergebnisse") == [PAGE]
    assert "Noch ist kein Ergebnis veröffentlicht." in text(client.get(PAGE))


def test_what_is_archived_or_worked_on_is_not_there(client):
    ausgabe = factories.ausgabe()
    strategie = ausgabe.auswertung.strategie
    strategy_actions.archive(strategie)

    assert strategie.title not in text(client.get(PAGE))


def test_of_a_corrected_result_the_newest_edition_counts(client, ausgabe, correct):
    correct(ausgabe.auswertung.anliegen.get(), reasons="Ab Januar.")

    page = client.get(PAGE)

    assert [row.number for row, _figures in page.context["results"]] == [2]


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_any_number_of_results(client, django_assert_num_queries, count):
    for number in range(count):
        factories.ausgabe(title=f"Strategie {number}")

    with django_assert_num_queries(1):
        client.get(PAGE)


def test_older_results_are_on_the_next_page(client, monkeypatch):
    from website.results import results

    monkeypatch.setattr(results, "PAGE_SIZE", 1)
    first, second = factories.ausgabe(title="Zuerst"), factories.ausgabe(title="Danach")

    newest = client.get(PAGE)
    [older] = links(newest, "Ältere Ergebnisse")

    assert [row for row, _ in newest.context["results"]] == [second]
    assert [row for row, _ in client.get(PAGE + older).context["results"]] == [first]
    assert client.get(f"{PAGE}?nach=1").status_code == 404
