"""Text blocks fill a field, by script or by the server, and never replace what was typed."""

import pytest
from django.urls import reverse

from comments.models import Kommentar, Status, Textbaustein
from tests import factories

from .pages import key, seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def block(konzept):
    return Textbaustein.objects.create(
        konzept=konzept, use="statement", ground="werbung", title="Reklame",
        text="Das ist <b>Reklame</b>.",
    )  # fmt: skip


def _insert(desk, kommentar, name, **data):
    url = reverse("moderation:decide", args=[kommentar.pk, name])
    sent = {f"{name}-{key}": value for key, value in data.items()}
    return desk.client.post(url, {"seen": seen(kommentar), "einsetzen": "1", **sent})


def test_without_a_script_the_server_fills_the_field(desk, kommentar, block):
    page = _insert(
        desk, kommentar, "verbergen", textbaustein=block.pk, ground="", statement="Mein Anfang"
    )
    assert page.status_code == 200
    assert "Mein Anfang\n\nDas ist &lt;b&gt;Reklame&lt;/b&gt;." in page.text
    assert '<option value="werbung" selected' in page.text
    assert page.context["open_names"] == {"verbergen"}
    assert 'role="alert"' not in page.text
    assert Kommentar.objects.get().status == Status.PUBLISHED


def test_a_chosen_ground_stays(desk, kommentar, block):
    page = _insert(desk, kommentar, "verbergen", textbaustein=block.pk, ground="hass")
    assert '<option value="hass" selected' in page.text


@pytest.mark.parametrize("chosen", ["", "999999", "x", "\x00"])
def test_nothing_chosen_loses_nothing(desk, kommentar, block, chosen):
    page = _insert(desk, kommentar, "verbergen", textbaustein=chosen, statement="Mein Anfang")
    assert "Mein Anfang" in page.text


def test_each_form_offers_its_own(desk, kommentar, block, konzept):
    Textbaustein.objects.create(konzept=None, use="answer", title="Dank", text="Vielen Dank.")
    foreign = factories.konzept()
    Textbaustein.objects.create(konzept=foreign, use="statement", title="Fremd", text="Fremd.")
    forms = {
        d.name: form for d, form, _loud in desk.open("kommentar", kommentar.pk).context["forms"]
    }
    assert [row.title for row in forms["verbergen"].text_blocks.values()] == ["Reklame"]
    assert [row.title for row in forms["antworten"].text_blocks.values()] == ["Dank"]
    assert "textbaustein" not in forms["verschieben"].fields


def test_a_script_finds_the_text_in_the_page(desk, kommentar, block):
    page = desk.open("kommentar", kommentar.pk).text
    assert 'data-text="Das ist &lt;b&gt;Reklame&lt;/b&gt;."' in page
    assert 'data-ground="werbung"' in page


def test_for_a_selection_too_and_it_stays_selected(desk, kommentar, block):
    url = reverse("moderation:decide_many")
    data = {"auswahl": key(kommentar), "einsetzen": "1", "textbaustein": block.pk}
    page = desk.client.post(url, data)
    assert "Das ist &lt;b&gt;Reklame&lt;/b&gt;.</textarea>" in page.text
    assert page.text.count(" checked") == 1


def test_the_chosen_block_is_no_part_of_the_decision(desk, kommentar, block):
    desk.decide(
        kommentar, "verbergen", ground="werbung", statement="Nur das", textbaustein=block.pk
    )
    assert kommentar.entscheidungen.get().statement == "Nur das"
