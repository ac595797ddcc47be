"""The Fassungen of a Baustein as visitors read and compare them."""

import pytest

from strategies import actions
from strategies.models import Fassung
from tests import factories
from tests.markup import joined

pytestmark = pytest.mark.django_db

LIST_QUERIES = 3


@pytest.fixture
def baustein():
    """With a second Fassung, and comments about both."""
    row = factories.open_baustein(title="Wege", text="Die Stadt baut Radwege.")
    factories.comment(row, text="Zur ersten.")
    factories.fassung(row, title="Gute Wege", text="Die Stadt baut gute Radwege.")
    return row


@pytest.fixture
def draft(baustein):
    return Fassung.objects.create(baustein=baustein, title="Beste Wege", text="Die allerbesten.")


def here(baustein, rest=""):
    return f"{baustein.get_absolute_url()}fassungen/{rest}"


def test_the_list_names_every_fassung_with_its_comments_and_difference(client, baustein):
    page = client.get(here(baustein)).text

    assert page.index("Fassung 2") < page.index("Fassung 1")
    assert "gilt jetzt" in page
    assert "1 Beitrag dazu" in page
    assert f'href="{here(baustein, "1..2/")}"' in page
    assert here(baustein) in client.get(baustein.get_absolute_url()).text


def test_an_editorial_change_is_called_one(client, baustein):
    Fassung.objects.filter(number=2).update(editorial=True)

    assert "nur redaktionell geändert" in client.get(here(baustein)).text
    assert "Nur redaktionell geändert" in client.get(here(baustein, "1..2/")).text


def test_each_fassung_keeps_its_text_and_says_when_it_was_in_force(client, baustein):
    first, second = (client.get(here(baustein, f"{number}/")).text for number in (1, 2))

    assert "Die Stadt baut Radwege." in first
    assert "Diese Fassung galt vom" in first
    assert here(baustein, "1..2/") in first
    assert "Die Stadt baut gute Radwege." in second
    assert "Diese Fassung gilt seit dem" in second


def test_the_difference_is_marked_up_and_announced(client, baustein):
    page = joined(client.get(here(baustein, "1..2/")).text)

    assert '<ins><span class="visually-hidden">[eingefügt:</span>gute' in page
    assert "Ende eingefügt" in page
    assert "Titel geändert" in page


def test_the_difference_is_the_same_from_the_cache(client, baustein):
    first = client.get(here(baustein, "1..2/")).text

    assert client.get(here(baustein, "1..2/")).text == first


def test_two_fassungen_are_compared_from_the_older_to_the_newer(client, baustein):
    turned = client.get(here(baustein, "2..1/"))

    assert (turned.status_code, turned.url) == (301, here(baustein, "1..2/"))


def test_any_two_can_be_chosen(client, baustein):
    factories.fassung(baustein, text="Die dritte.")

    assert 'name="von"' in client.get(here(baustein)).text
    for choice in ("?von=1&bis=3", "?von=3&bis=1"):
        assert client.get(here(baustein, choice)).url == here(baustein, "1..3/")
    page = client.get(here(baustein, "?von=2&bis=2"))
    assert "Bitte wählen Sie zwei verschiedene Fassungen." in page.text
    assert client.get(here(baustein, "?von=1&bis=99")).status_code == 200


@pytest.mark.parametrize(
    "rest", ["3/", "0/", f"{10**30}/", "1..3/", "1..1/", f"1..{10**30}/", "entwurf/", "1..entwurf/"]
)
def test_what_is_not_there_is_a_page_that_helps(client, baustein, draft, rest):
    response = client.get(here(baustein, rest))

    assert response.status_code == 404
    assert "Diese Seite gibt es nicht" in response.text


def test_editors_look_at_the_draft_before_anybody_else(client, baustein, draft):
    client.force_login(factories.staff(baustein.strategie.konzept, role="redaktion"))

    for rest, words in (("entwurf/", "Die allerbesten."), ("2..entwurf/", "Beste")):
        response = client.get(here(baustein, rest))
        assert words in response.text
        assert "Das ist ein Entwurf." in response.text
        assert '<meta name="robots" content="noindex">' in response.text
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert "no-store" in response.headers["Cache-Control"]
    assert "Beste Wege" in client.get(here(baustein)).text
    assert client.get(here(baustein, "?von=1&bis=entwurf")).url == here(baustein, "1..entwurf/")


def test_a_changed_draft_is_compared_anew(client, baustein, draft):
    client.force_login(factories.superuser())
    client.get(here(baustein, "2..entwurf/"))
    actions.save_draft(baustein, title="Neu", text="Etwas Frisches.", by=None)

    assert "Frisches" in client.get(here(baustein, "2..entwurf/")).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_fassungen(
    client, django_assert_num_queries, count
):
    baustein = factories.open_baustein()
    for number in range(count - 1):
        factories.comment(baustein)
        factories.fassung(baustein, text=f"Text {number}.")

    address = here(baustein)

    with django_assert_num_queries(LIST_QUERIES):
        client.get(address)


# --- Addresses stay ---------------------------------------------------------


def test_a_new_title_keeps_every_address(client, baustein):
    before = [baustein.get_absolute_url(), here(baustein), here(baustein, "1/")]
    factories.end_phase(baustein)
    actions.save_draft(baustein, title="Ganz anders", text="Anders.", by=None)
    actions.publish_baustein(baustein)

    assert [client.get(address).status_code for address in before] == [200, 200, 200]
