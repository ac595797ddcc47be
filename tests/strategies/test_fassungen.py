import pytest
from django.urls import reverse

from comments import actions as comment_actions
from strategies import actions
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def baustein():
    """A published Baustein with two Fassungen."""
    row = factories.baustein(title="Mobil im Ort", text="Der Bus fährt abends.")
    revise(row, "Der Bus fährt morgens und abends.")
    return row


def revise(baustein, text, *, title=None):
    draft = factories.draft(baustein, text)
    if title:
        draft.title = title
        draft.save()
    actions.publish_fassung(draft)
    baustein.refresh_from_db()


def address(baustein, rest=""):
    return f"{baustein.get_absolute_url()}fassungen/{rest}"


def text(response):
    return response.content.decode()


def test_the_list_shows_every_version_and_which_one_counts(client, baustein):
    page = text(client.get(address(baustein)))

    assert page.index("Fassung 2") < page.index("Fassung 1")
    assert page.count("gilt heute") == 1
    assert address(baustein, "1..2/") in page


def test_an_old_version_says_that_it_is_old(client, baustein):
    page = text(client.get(address(baustein, "1/")))

    assert "Der Bus fährt abends." in page
    assert "sie gilt nicht mehr" in page
    assert address(baustein, "1..2/") in page


def test_the_difference_is_shown_word_by_word(client, baustein):
    page = text(client.get(address(baustein, "1..2/")))

    assert "<ins>" in page
    assert "morgens und " in page


def test_any_two_can_be_chosen_in_any_order(client, baustein):
    revise(baustein, "Der Bus fährt immer.")

    page = client.get(address(baustein), {"von": 3, "bis": 1})

    assert page["Location"] == address(baustein, "1..3/")
    assert client.get(address(baustein, "3..1/"))["Location"] == address(baustein, "1..3/")
    assert client.get(address(baustein, "2..2/"))["Location"] == address(baustein, "2/")


@pytest.mark.parametrize("query", [{"von": 9, "bis": 1}, {"von": "x"}, {"von": "", "bis": ""}])
def test_a_choice_that_is_none_is_explained(client, baustein, query):
    revise(baustein, "Der Bus fährt immer.")

    page = client.get(address(baustein), query)

    assert page.status_code == 200
    assert "Das hat noch nicht geklappt" in text(page)


@pytest.mark.parametrize("rest", ["3/", "1..3/", "0/", "1..999999/", "entwurf/", "1..entwurf/"])
def test_what_is_not_there_is_not_found(client, baustein, rest):
    assert client.get(address(baustein, rest)).status_code == 404


@pytest.mark.parametrize("rest", ["", "1/", "2/", "1..2/"])
def test_a_hidden_baustein_hides_its_versions(client, baustein, rest):
    actions.archive(baustein)

    assert client.get(address(baustein, rest)).status_code == 404


@pytest.mark.parametrize("rest", ["entwurf/", "2..entwurf/"])
def test_a_draft_is_for_those_who_work_on_the_konzept(client, baustein, rest):
    factories.draft(baustein, "Ein geheimes Ziel.")
    konzept = baustein.strategie.konzept
    insiders = [factories.staff(konzept, role="redaktion"), factories.superuser()]
    outsiders = [None, factories.user(), factories.staff(factories.konzept(), role="redaktion")]

    for person in outsiders:
        client.logout()
        if person:
            client.force_login(person)
        assert client.get(address(baustein, rest)).status_code == 404
    for person in insiders:
        client.force_login(person)
        page = client.get(address(baustein, rest))
        assert "geheimes" in text(page)
        assert "noindex" in text(page)
        assert "no-store" in page["Cache-Control"]


def test_a_draft_shows_in_no_list_of_versions(client, baustein):
    factories.draft(baustein, "Ein geheimes Ziel.")
    client.force_login(factories.superuser())

    assert "geheim" not in text(client.get(address(baustein)))


def test_the_page_of_the_baustein_leads_to_its_versions(client, baustein):
    page = text(client.get(baustein.get_absolute_url()))

    assert "Fassung 2 vom" in page
    assert f'href="{address(baustein)}"' in page


def test_a_comment_says_what_it_was_written_about(client):
    row = factories.open_baustein(text="Der Bus fährt abends.")
    factories.comment(row)
    page = text(client.get(row.get_absolute_url()))
    assert "geschrieben zu" not in page

    factories.end_phase(row)
    revise(row, "Der Bus fährt morgens.")

    page = text(client.get(row.get_absolute_url()))
    assert "geschrieben zu Fassung 1" in page
    assert address(row, "1..2/") in page


def test_a_moved_comment_names_the_text_it_was_written_about(client):
    here = factories.baustein(title="Mobil im Ort")
    there = factories.baustein(strategie=here.strategie, title="Bus und Bahn")
    factories.phase(here.strategie)
    kommentar = factories.comment(here)
    person = factories.staff(here.strategie.konzept, role="moderation")
    comment_actions.move(kommentar, by=person, baustein=there)

    page = text(client.get(there.get_absolute_url()))

    assert "geschrieben zu „Mobil im Ort“, Fassung 1" in page


@pytest.mark.parametrize("versions", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(client, django_assert_num_queries, versions):
    row = factories.baustein()
    for number in range(versions - 1):
        revise(row, f"Text {number}")
    client.get(address(row))

    with django_assert_num_queries(2):
        client.get(address(row))


def test_addresses_are_those_the_rows_know(baustein):
    first, second = baustein.fassungen.order_by("number")

    assert first.get_absolute_url() == address(baustein, "1/")
    assert first.get_difference_url(second) == address(baustein, "1..2/")
    assert reverse("strategies:fassungen", args=baustein.path) == address(baustein)
