"""The page on which residents change their own comment."""

import pytest
from django.test import Client

from comments import actions
from tests import factories


@pytest.fixture
def kommentar(baustein, resident):
    return factories.comment(baustein, resident, text="Fisch & Wild <b>\nhier", category="frage")


@pytest.fixture
def signed_in(client, resident):
    client.force_login(resident)
    return client


def address(kommentar):
    return f"/kommentare/{kommentar.pk}/bearbeiten/"


def post(client, kommentar, **fields):
    return client.post(address(kommentar), {"text": "Neu.", "category": "kritik", **fields})


def test_the_form_shows_the_text_as_it_was_typed(signed_in, kommentar):
    response = signed_in.get(address(kommentar))

    assert response.context["form"]["text"].value() == "Fisch & Wild <b>\nhier"
    assert "Fisch &amp; Wild &lt;b&gt;\nhier</textarea>" in response.text


def test_edit_changes_the_text_and_marks_it(signed_in, kommentar, baustein):
    response = post(signed_in, kommentar)

    assert (response.status_code, response.url) == (302, kommentar.get_absolute_url())
    page = Client().get(baustein.get_absolute_url()).text
    assert "<p>Neu.</p>" in page
    assert ">bearbeitet</span>" in page
    assert "Fisch" not in page
    assert kommentar.bearbeitungen.get().text == "Fisch & Wild <b>\nhier"


def test_saving_without_a_change_leaves_no_mark(signed_in, kommentar, baustein):
    post(signed_in, kommentar, text="Fisch & Wild <b>\r\nhier", category="frage")

    assert "bearbeitet" not in Client().get(baustein.get_absolute_url()).text


def test_a_reply_is_edited_without_a_category(signed_in, baustein, resident):
    reply = factories.comment(baustein, resident, parent=factories.comment(baustein))

    assert "category" not in signed_in.get(address(reply)).context["form"].fields
    post(signed_in, reply)
    reply.refresh_from_db()
    assert (reply.text, reply.category) == ("Neu.", "")


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_elses_comment_is_not_found(kommentar, method):
    client = Client()
    client.force_login(factories.user())

    assert getattr(client, method)(address(kommentar), {"text": "a"}).status_code == 404


def test_who_is_not_signed_in_is_asked_to(client, kommentar):
    response = client.get(address(kommentar))

    assert response.url == f"/konto/anmelden/?next={address(kommentar)}"


def test_a_text_typed_before_the_session_ended_is_given_back(client, kommentar):
    response = post(client, kommentar, text="Lange <b>überlegt</b>")

    assert response.status_code == 403
    assert "readonly>Lange &lt;b&gt;überlegt&lt;/b&gt;</textarea>" in response.text
    kommentar.refresh_from_db()
    assert kommentar.edited_at is None


def test_after_the_end_the_page_says_so_and_keeps_the_text(signed_in, kommentar, baustein):
    factories.end_phase(baustein)

    response = post(signed_in, kommentar)

    assert response.status_code == 409
    assert "Die Beteiligung endete am" in response.text
    assert "Neu.</textarea>" in response.text


def test_an_answered_comment_is_not_changed_and_the_text_kept(signed_in, kommentar, baustein):
    factories.comment(baustein, parent=kommentar)

    response = post(signed_in, kommentar)

    assert response.status_code == 409
    assert "schon geantwortet" in response.text
    assert "Neu.</textarea>" in response.text


@pytest.mark.parametrize("fields", [{"text": ""}, {"text": "x" * 4001}, {"category": "lob"}])
def test_what_the_form_does_not_take_is_explained(signed_in, kommentar, fields):
    response = post(signed_in, kommentar, **fields)

    assert response.status_code == 422
    kommentar.refresh_from_db()
    assert kommentar.edited_at is None


def test_fields_the_form_does_not_have_change_nothing(signed_in, kommentar, resident):
    post(
        signed_in,
        kommentar,
        status="hidden",
        author=factories.user().pk,
        official_office="Rathaus",
        published_at="2020-01-01",
        up_count=7,
    )

    before = (kommentar.status, kommentar.published_at, kommentar.up_count)
    kommentar.refresh_from_db()
    assert (kommentar.status, kommentar.published_at, kommentar.up_count) == before
    assert (kommentar.author, kommentar.official_office) == (resident, "")


def test_the_link_is_offered_where_an_edit_is_possible(signed_in, kommentar, baustein):
    def offered():
        return address(kommentar) in signed_in.get(baustein.get_absolute_url()).text

    assert offered()
    assert address(kommentar) not in Client().get(baustein.get_absolute_url()).text
    reply = factories.comment(baustein, parent=kommentar)
    assert not offered()
    actions.withdraw(reply, by=reply.author)
    assert offered()
    factories.end_phase(baustein)
    assert not offered()
    factories.phase(baustein.strategie, start=-0.01)
    assert not offered()
