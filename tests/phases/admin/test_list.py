import pytest
from django.urls import reverse

from tests import factories

LIST = "admin:phases_kommentierphase_changelist"


@pytest.fixture
def phases(strategie):
    return {
        "beendet": factories.phase(strategie, start=-30, end=-20, title="Frühere"),
        "offen": factories.phase(strategie, start=-1, end=7, title="Jetzige"),
        "kommend": factories.phase(strategie, start=10, end=20, title="Spätere"),
        "Entwurf": factories.phase(strategie, start=30, end=40, title="Geplante", status="draft"),
    }


def test_every_state_is_a_word_not_just_a_colour(client, editor, phases):
    page = client.get(reverse(LIST)).text
    for word in phases:
        assert f"</span> {word}</span>" in page


def test_the_time_that_remains_is_shown(client, editor, phases):
    page = client.get(reverse(LIST)).text
    assert "noch 6 Tage" in page or "noch 7 Tage" in page
    assert "beginnt in 10 Tagen" in page


@pytest.mark.parametrize(
    ("state", "title"),
    [("over", "Frühere"), ("open", "Jetzige"), ("coming", "Spätere"), ("draft", "Geplante")],
)
def test_the_list_is_filtered_by_state(client, editor, phases, state, title):
    results = client.get(reverse(LIST), {"stand": state}).context["cl"].result_list
    assert [phase.title for phase in results] == [title]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(
    client, editor, strategie, rows, django_assert_num_queries
):
    for number in range(rows):
        other = factories.strategie(konzept=strategie.konzept)
        factories.phase(other, start=number, end=number + 1)
    with django_assert_num_queries(8):
        client.get(reverse(LIST))
