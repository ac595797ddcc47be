"""Where a phase asks for it, people say in which Ortsteil they live."""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.own_data import personal_data
from comments.models import Entwurf, Kommentar
from comments.participation import participation, so_far
from municipality.models import Ortsteil
from tests import factories

QUESTION = "In welchem Ortsteil wohnen Sie? (freiwillig)"


@pytest.fixture
def oststadt(db):
    return Ortsteil.objects.create(name="Oststadt")


@pytest.fixture
def phase(baustein):
    row = baustein.strategie.kommentierphasen.get()
    row.asks_ortsteil = True
    row.save()
    return row


@pytest.fixture
def baustein(db):
    return factories.open_baustein()


@pytest.fixture
def signed_in(client, resident):
    client.force_login(resident)
    return client


def post(client, page, /, **fields):
    data = {"text": "Später bitte.", "idempotency_key": uuid.uuid4()}
    return client.post(page.get_absolute_url(), {**data, **fields})


def chosen(page, ortsteil):
    """Whether it is chosen in the form of a page, which offers it."""
    option = re.search(rf'<option value="{ortsteil.pk}"([^>]*)>{ortsteil.name}</option>', page)
    return "selected" in option[1]


def test_nobody_is_asked_unless_the_phase_asks(client, baustein, oststadt):
    page = client.get(baustein.get_absolute_url()).text

    assert QUESTION not in page
    assert "Oststadt" not in page


def test_nobody_is_asked_while_the_list_is_empty(client, baustein, phase):
    assert QUESTION not in client.get(baustein.get_absolute_url()).text


def test_nothing_is_chosen_before(client, baustein, phase, oststadt):
    page = client.get(baustein.get_absolute_url()).text

    assert QUESTION in page
    assert not chosen(page, oststadt)


def test_another_list_is_another_form(client, baustein, phase, oststadt):
    client.get(baustein.get_absolute_url())
    Ortsteil.objects.create(name="Weststadt")

    assert "Weststadt</option>" in client.get(baustein.get_absolute_url()).text


def test_what_was_chosen_is_kept_and_shown(signed_in, baustein, phase, oststadt):
    response = post(signed_in, baustein, ortsteil=oststadt.pk)

    assert Kommentar.objects.get().ortsteil == oststadt
    assert re.search(r'<span class="chip">(<[^>]+>)?Oststadt<', signed_in.get(response.url).text)


def test_without_a_choice_nothing_is_kept(signed_in, baustein, phase, oststadt):
    post(signed_in, baustein, ortsteil="")

    assert Kommentar.objects.get().ortsteil is None


def test_a_phase_that_does_not_ask_keeps_nothing(signed_in, baustein, oststadt):
    post(signed_in, baustein, ortsteil=oststadt.pk)

    assert Kommentar.objects.get().ortsteil is None


@pytest.mark.parametrize("value", ["0", "999999", "unsinn", "9" * 40])
def test_another_value_is_refused_with_a_sentence(signed_in, baustein, phase, oststadt, value):
    page = post(signed_in, baustein, ortsteil=value)

    assert page.status_code == 422
    assert "Diesen Ortsteil gibt es nicht mehr." in page.text
    assert "Später bitte." in page.text
    assert not Kommentar.objects.exists()


def test_a_form_with_a_mistake_keeps_the_choice(signed_in, baustein, phase, oststadt):
    page = post(signed_in, baustein, text="", ortsteil=oststadt.pk)

    assert chosen(page.text, oststadt)


def test_it_is_kept_until_its_author_has_signed_in(client, resident, baustein, phase, oststadt):
    post(client, baustein, ortsteil=oststadt.pk)
    entwurf = Entwurf.objects.get()
    assert entwurf.ortsteil == oststadt

    client.force_login(resident)
    client.post(entwurf.get_absolute_url())

    assert Kommentar.objects.get().ortsteil == oststadt


def same_words(kommentar):
    return {"text": kommentar.text, "category": kommentar.category}


def test_its_author_takes_it_back(signed_in, resident, baustein, phase, oststadt):
    kommentar = factories.comment(baustein, author=resident, ortsteil=oststadt)
    address = f"/kommentare/{kommentar.pk}/bearbeiten/"
    assert chosen(signed_in.get(address).text, oststadt)

    signed_in.post(address, {**same_words(kommentar), "ortsteil": ""})

    kommentar.refresh_from_db()
    assert kommentar.ortsteil is None
    assert kommentar.edited_at is None


def test_a_phase_that_asks_no_more_lets_it_be_taken_back(
    signed_in, resident, baustein, phase, oststadt
):
    kommentar = factories.comment(baustein, author=resident, ortsteil=oststadt)
    type(phase).objects.update(asks_ortsteil=False)
    address = f"/kommentare/{kommentar.pk}/bearbeiten/"

    signed_in.post(address, {**same_words(kommentar), "ortsteil": ""})

    kommentar.refresh_from_db()
    assert kommentar.ortsteil is None


def test_a_discussion_is_narrowed_to_an_ortsteil(client, baustein, phase, oststadt):
    there = factories.comment(baustein, text="Von hier.", ortsteil=oststadt)
    factories.comment(baustein, text="Von irgendwo.")
    factories.comment(baustein, text="Eine Antwort.", parent=there)

    here = client.get(baustein.get_absolute_url(), {"ortsteil": oststadt.pk}).text
    without = client.get(baustein.get_absolute_url(), {"ortsteil": "ohne"}).text

    assert "Von hier." in here
    assert "Von irgendwo." not in here
    assert "Von irgendwo." in without
    assert "Von hier." not in without


def test_the_numbers_say_who_did_not_say(baustein, phase, oststadt):
    root = factories.comment(baustein, ortsteil=oststadt)
    factories.comment(baustein, text="Ohne.")
    factories.comment(baustein, text="Antwort.", parent=root)

    assert participation(phase)["by_ortsteil"] == {"Oststadt": 1, "": 1}
    chart = so_far(phase, timezone.now()).by_ortsteil
    assert [(str(bar.label), bar.value) for bar in chart.bars] == [
        ("Oststadt", 1),
        ("ohne Angabe", 1),
    ]


def test_where_nobody_was_asked_no_number_speaks_of_it(client, baustein, oststadt):
    factories.comment(baustein)
    phase = baustein.strategie.kommentierphasen.get()

    assert "by_ortsteil" not in participation(phase)
    assert "nach Ortsteil" not in client.get(baustein.strategie.get_absolute_url()).text


def test_the_picture_stands_with_the_others(client, baustein, phase, oststadt):
    factories.comment(baustein, ortsteil=oststadt)

    assert "Beiträge nach Ortsteil" in client.get(baustein.strategie.get_absolute_url()).text


def test_it_goes_with_the_account(baustein, phase, resident, oststadt):
    kommentar = factories.comment(baustein, author=resident, ortsteil=oststadt)
    assert "Oststadt" in str(personal_data.export(resident))

    personal_data.anonymise(resident, withdraw=False)

    kommentar.refresh_from_db()
    assert kommentar.ortsteil is None


def test_a_page_asks_for_all_ortsteile_at_once(client, baustein, phase, oststadt, read_count):
    factories.comment(baustein, text="Eins.", ortsteil=oststadt)
    one = read_count(client, baustein)
    for number in range(3):
        other = Ortsteil.objects.create(name=f"Teil {number}")
        factories.comment(baustein, text=f"Text {number}.", ortsteil=other)

    assert read_count(client, baustein) == one


@pytest.fixture
def read_count():
    """How many queries the page of a Baustein takes, once it was read before."""

    def count(client, baustein):
        url = baustein.get_absolute_url()
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    return count
