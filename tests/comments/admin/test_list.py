import pytest
from django.urls import reverse

from comments import actions
from tests import factories

LIST = "admin:comments_kommentar_changelist"


def _texts(client, query):
    response = client.get(reverse(LIST), query)
    return {row.text for row in response.context["cl"].result_list}


def test_a_row_says_what_a_moderator_needs_to_know(client, signed_in, kommentar):
    actions.report(kommentar, user=None, reporter_key="x", ground="werbung")
    page = client.get(reverse(LIST)).text
    assert "Der Deich &lt;b&gt;fehlt&lt;/b&gt;." in page
    assert "</span> veröffentlicht</span>" in page
    assert "Deichläufer" in page
    assert kommentar.baustein.title in page
    assert str(kommentar.baustein.strategie) in page
    assert kommentar.kommentierphase.title in page
    assert '<td class="field-report_count">1</td>' in page
    assert kommentar.author.email not in page


def test_comments_of_other_konzepte_are_not_there(client, signed_in, kommentar):
    factories.comment(factories.open_baustein(), text="Anderswo.")
    assert _texts(client, {}) == {kommentar.text}


def test_filters(client, signed_in, kommentar, baustein):
    hidden = factories.comment(baustein, text="Verborgen.", category="kritik")
    actions.hide(hidden, by=signed_in, ground="werbung", statement="Reklame")
    reported = factories.comment(baustein, text="Gemeldet.", category="frage")
    actions.report(reported, user=None, reporter_key="x", ground="werbung")
    elsewhere = factories.open_baustein(
        strategie=factories.strategie(konzept=baustein.strategie.konzept)
    )
    factories.comment(elsewhere, text="Nebenan.", category="hinweis")
    assert _texts(client, {"status__exact": "hidden"}) == {"Verborgen."}
    assert _texts(client, {"category__exact": "frage"}) == {"Gemeldet."}
    assert _texts(client, {"gemeldet": "ja"}) == {"Gemeldet."}
    assert "Gemeldet." not in _texts(client, {"gemeldet": "nein"})
    assert _texts(client, {"strategie": elsewhere.strategie_id}) == {"Nebenan."}
    phase = elsewhere.strategie.kommentierphasen.get()
    assert _texts(client, {"phase": phase.pk}) == {"Nebenan."}
    assert _texts(client, {"amtlich": "ja"}) == set()


def test_a_filter_for_another_konzept_finds_nothing(client, signed_in, kommentar):
    foreign = factories.open_baustein()
    assert _texts(client, {"strategie": foreign.strategie_id}) == set()


@pytest.mark.parametrize("words", ["Deich", "Deichläufer"])
def test_search_looks_into_text_and_pseudonym(client, signed_in, kommentar, words):
    factories.comment(kommentar.baustein, text="Etwas anderes.")
    assert _texts(client, {"q": words}) == {kommentar.text}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(
    client, signed_in, baustein, rows, django_assert_num_queries
):
    for _number in range(rows):
        factories.comment(baustein)
    with django_assert_num_queries(8):
        client.get(reverse(LIST))


def test_redaktion_does_not_moderate(client, kommentar):
    client.force_login(factories.staff(kommentar.baustein.strategie.konzept, role="redaktion"))
    assert client.get(reverse(LIST)).status_code == 403
