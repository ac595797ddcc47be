"""An Umsetzungsbericht, from the desk to its public page."""

import hashlib
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from progress.models import Umsetzungsbericht
from strategies.documents.writing import FORMATS
from tests import factories
from tests.forms import opened
from website.progress import editions

pytestmark = pytest.mark.django_db
FORM_QUERIES, PAGE_QUERIES = 11, 3


@pytest.fixture
def vorhaben():
    return factories.vorhaben(
        title="Radweg", stand={"health": "verzoegert", "reason": "Der Deich."}
    )


@pytest.fixture
def address(client, vorhaben):
    client.force_login(factories.staff(vorhaben.konzept, role="redaktion"))
    return reverse("umsetzung:edition", args=[vorhaben.konzept_id])


def test_a_report_stays_what_it_was(client, vorhaben, address):
    assert address in client.get(reverse("umsetzung:start")).text
    data = opened(client, address)

    response = client.post(address, data | {"note": "Für den Rat."})

    client.logout()
    bericht = Umsetzungsbericht.objects.get()
    assert response.url == bericht.get_absolute_url()
    factories.stand(vorhaben, state="abgeschlossen", text="Der Weg ist fertig.")
    page = client.get(response.url).text
    for words in ("Radweg", "verzögert", "Der Deich.", "Für den Rat.", bericht.sha256):
        assert words in page
    assert "Der Weg ist fertig." not in page
    file = client.get(f"{response.url.rstrip('/')}.json")
    assert hashlib.sha256(file.content).hexdigest() == bericht.sha256
    assert response.url in client.get(f"{vorhaben.konzept.get_absolute_url()}umsetzung/").text


def test_nobody_publishes_the_same_report_twice(client, address):
    data = opened(client, address)

    assert client.post(address, data).status_code == 302
    assert client.post(address, data).status_code == 422

    assert Umsetzungsbericht.objects.count() == 1


@pytest.mark.parametrize("day", ["", "bald", "2999-01-01", "tomorrow", "yesterday"])
def test_a_day_that_is_none_is_told(client, address, day):
    days = {"tomorrow": 1, "yesterday": -1}
    if day in days:
        day = str(timezone.localdate() + timedelta(days=days[day]))

    assert client.post(address, opened(client, address) | {"date": day}).status_code == 422

    assert not Umsetzungsbericht.objects.exists()


def test_of_a_konzept_that_is_hidden_no_report_is_read(client, vorhaben):
    bericht = factories.umsetzungsbericht(vorhaben.konzept)
    type(vorhaben.konzept).objects.update(status="draft")

    assert client.get(bericht.get_absolute_url()).status_code == 404
    assert client.get(f"{bericht.get_absolute_url().rstrip('/')}.json").status_code == 404


@pytest.mark.parametrize("number", ["0", "2", "9" * 30])
def test_a_report_that_is_none_is_not_there(client, vorhaben, number):
    factories.umsetzungsbericht(vorhaben.konzept)

    address = f"{vorhaben.konzept.get_absolute_url()}umsetzung/berichte/{number}/"

    assert client.get(address).status_code == 404


# --- The table for the council -----------------------------------------------------------


def test_the_page_and_the_desk_lead_to_the_table(client, vorhaben, address):
    bericht = factories.umsetzungsbericht(vorhaben.konzept)
    paper = f"{bericht.get_absolute_url().rstrip('/')}."
    desk = client.get(address).text
    client.logout()

    page = client.get(bericht.get_absolute_url()).text
    for format in FORMATS:
        for text in (page, desk):
            assert f'href="{paper}{format}"' in text
        response = client.get(f"{paper}{format}")
        assert response.headers["Content-Type"] == FORMATS[format].MEDIA_TYPE
        assert f"umsetzungsbericht-{vorhaben.konzept.slug}-1.{format}" in response.headers[
            "Content-Disposition"
        ]  # fmt: skip
    assert client.get(f"{paper}pdf").status_code == 404


def test_a_draft_says_on_each_page_that_it_is_one_and_publishes_nothing(client, vorhaben, address):
    factories.stand(vorhaben, published=False, text="Noch geheim.")
    page = client.get(address).text
    assert f'formaction="{address}entwurf/"' in page
    # The enter key presses the first button.
    assert page.index("Entwurf als Word") < page.index("Bericht veröffentlichen</button>")
    data = opened(client, address) | {"note": "Vorab für den Bauausschuss.", "format": "docx"}

    response = client.post(f"{address}entwurf/", data)

    document = Document(io.BytesIO(response.content))
    assert document.sections[0].header.paragraphs[0].text.startswith("Entwurf – nicht öffentlich")
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Vorab für den Bauausschuss." in text
    rows = str([cell.text for row in document.tables[-1].rows for cell in row.cells])
    assert "Der Deich." in rows
    assert "Noch geheim." not in rows
    assert "entwurf-umsetzungsbericht-" in response.headers["Content-Disposition"]
    assert "no-store" in response.headers["Cache-Control"]
    assert not Umsetzungsbericht.objects.exists()


@pytest.mark.parametrize("wrong", [{"date": "2999-01-01"}, {"date": ""}, {"format": "pdf"}])
def test_a_draft_of_nothing_gets_a_sentence_and_keeps_what_was_typed(client, address, wrong):
    data = opened(client, address) | {"note": "Für den Rat.", "format": "odt"} | wrong

    response = client.post(f"{address}entwurf/", data)

    assert response.status_code == 422
    assert client.post(f"{address}entwurf/").status_code == 422
    assert "Für den Rat." in response.text
    assert "Das hat noch nicht geklappt" in response.text


@pytest.mark.parametrize("number", [1, 3])
def test_page_and_form_cost_the_same_for_many(
    client, vorhaben, address, django_assert_num_queries, number
):
    for _number in range(number):
        factories.vorhaben(vorhaben.konzept)
        bericht = factories.umsetzungsbericht(vorhaben.konzept)
    client.get(address)
    with django_assert_num_queries(FORM_QUERIES):
        client.get(address)
    client.logout()
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(bericht.get_absolute_url())


def test_a_report_of_many_is_paged(client, vorhaben, monkeypatch):
    monkeypatch.setattr(editions, "PAGE_SIZE", 1)
    factories.vorhaben(vorhaben.konzept, title="Rufbus")
    address = factories.umsetzungsbericht(vorhaben.konzept).get_absolute_url()

    first, second = client.get(address).text, client.get(f"{address}?seite=2").text

    assert ("Radweg" in first, "Rufbus" in first) == (True, False)
    assert ("Radweg" in second, "Rufbus" in second) == (False, True)
