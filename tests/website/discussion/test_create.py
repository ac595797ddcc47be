"""A signed-in resident writes on the page of a Baustein."""

import uuid

import pytest
from django.test import Client

from comments.models import Entwurf, Kommentar
from phases.models import Kommentierphase
from tests import factories


@pytest.fixture
def signed_in(client, resident):
    client.force_login(resident)
    return client


def post(client, page, /, **fields):
    data = {"text": "Ein Rufbus.", "category": "vorschlag", "idempotency_key": uuid.uuid4()}
    return client.post(page.get_absolute_url(), {**data, **fields})


def kept(response):
    return response.context["form"]["text"].value()


def test_create_publishes_and_leads_to_the_comment(signed_in, baustein, resident):
    response = post(signed_in, baustein, category="frage")

    kommentar = Kommentar.objects.get()
    assert (response.status_code, response.url) == (302, kommentar.get_absolute_url())
    assert (kommentar.author, kommentar.category) == (resident, "frage")
    assert "Danke. Ihr Beitrag ist veröffentlicht." in signed_in.get(response.url).text


@pytest.mark.parametrize(
    "text",
    [
        "Fisch & Wild <b>",
        "eins\nzwei\n\ndrei",
        "„Anführung“ 'einfach' \"doppelt\" \\ %s {{ x }}",
        "Олена 李小龙 👨‍👩‍👧‍👦",
        "  innen   bleiben   Leerzeichen",
    ],
)
def test_the_text_is_kept_and_edited_exactly_as_typed(signed_in, baustein, text):
    post(signed_in, baustein, text=text.replace("\n", "\r\n"))

    kommentar = Kommentar.objects.get()
    assert kommentar.text == text.strip()
    form = signed_in.get(f"/kommentare/{kommentar.pk}/bearbeiten/").context["form"]
    assert form["text"].value() == text.strip()


def test_the_page_shows_the_text_escaped(signed_in, baustein):
    post(signed_in, baustein, text="Fisch & Wild <b>\nhttps://example.org/karte.")

    html = Client().get(baustein.get_absolute_url()).text
    assert (
        "<p>Fisch &amp; Wild &lt;b&gt;<br>"
        '<a href="https://example.org/karte" rel="nofollow ugc noopener">'
        "https://example.org/karte</a>.</p>"
    ) in html


@pytest.mark.parametrize("character", ["x", "ü", "👨‍👩‍👧‍👦", "👩🏽‍❤️‍💋‍👨🏿"])
def test_four_thousand_characters_are_taken_and_one_more_is_explained(
    signed_in, baustein, character
):
    too_long = character * 4001
    response = post(signed_in, baustein, text=too_long)
    assert response.status_code == 422
    assert response.context["form"].errors["text"] == [
        "Der Text ist um 1 Zeichen zu lang (erlaubt sind 4000)."
    ]
    assert kept(response) == too_long
    assert not Kommentar.objects.exists()

    post(signed_in, baustein, text=character * 4000)
    assert Kommentar.objects.get().text == character * 4000


def test_a_text_far_too_long_is_told_the_same_limit(signed_in, baustein):
    response = post(signed_in, baustein, text="Wort " * 30_000)

    assert response.status_code == 422
    assert "erlaubt sind 4000" in response.context["form"].errors["text"][0]
    assert kept(response).startswith("Wort Wort")


@pytest.mark.parametrize("text", ["", "  \r\n ", "\u200b"])
def test_an_empty_text_is_refused(signed_in, baustein, text):
    response = post(signed_in, baustein, text=text)

    assert response.status_code == 422
    assert response.context["form"].errors["text"] == ["Bitte schreiben Sie etwas."]


@pytest.mark.parametrize("fields", [{"category": ""}, {}])
def test_who_states_no_kind_has_stated_none(signed_in, baustein, fields):
    data = {"text": "Ein Rufbus.", "idempotency_key": uuid.uuid4(), **fields}
    response = signed_in.post(baustein.get_absolute_url(), data, follow=True)

    assert Kommentar.objects.get().category == "ohne"
    assert "ohne Angabe</span>" not in response.content.decode()


def test_the_kind_is_asked_after_the_text_and_nothing_is_chosen_before(signed_in, baustein):
    page = signed_in.get(baustein.get_absolute_url()).content.decode()
    form = page[page.index('id="bewerten"') :]
    form = form[: form.index("</form>")]

    assert form.index('name="text"') < form.index('name="category"')
    assert "checked" not in form


def test_null_bytes_and_direction_overrides_do_no_harm(signed_in, baustein):
    response = post(signed_in, baustein, text="a\u0000b\u202ec")

    assert response.status_code == 302
    assert Kommentar.objects.get().text == "abc"


@pytest.mark.parametrize(
    "fields",
    [
        {"category": "lob"},
        {"category": "vor\u0000schlag"},
        {"idempotency_key": "x"},
    ],
)
def test_what_the_form_does_not_offer_is_refused_with_the_text_kept(signed_in, baustein, fields):
    response = post(signed_in, baustein, **fields)

    assert response.status_code == 422
    assert kept(response) == "Ein Rufbus."
    assert not Kommentar.objects.exists()


def test_fields_the_form_does_not_have_change_nothing(signed_in, baustein, resident):
    other = factories.open_baustein()
    Kommentierphase.objects.filter(strategie=baustein.strategie).update(release="after_review")
    post(
        signed_in,
        baustein,
        status="published",
        author=factories.user().pk,
        official_office="Bürgermeisteramt",
        baustein=other.pk,
        kommentierphase=other.strategie.kommentierphasen.get().pk,
        fassung=other.fassung_id,
        published_at="2020-01-01",
        parent=factories.comment(other).pk,
        up_count=99,
    )

    kommentar = Kommentar.objects.get(baustein=baustein)
    assert kommentar.status == "pending"
    assert (kommentar.author, kommentar.official_office, kommentar.parent) == (resident, "", None)
    assert (kommentar.published_at, kommentar.up_count) == (None, 0)
    assert kommentar.kommentierphase.strategie == baustein.strategie
    assert kommentar.fassung == baustein.fassung


def test_the_same_form_sent_again_is_one_comment_and_leads_to_it(signed_in, baustein):
    key = uuid.uuid4()

    first = post(signed_in, baustein, idempotency_key=key)
    again = post(signed_in, baustein, idempotency_key=key, text="Geändert nach dem Zurückgehen.")

    assert first.url == again.url
    assert Kommentar.objects.get().text == "Ein Rufbus."


@pytest.mark.parametrize("who", ["resident", "anonymous"])
def test_a_closed_phase_is_said_with_its_end_and_the_text_comes_back(baustein, resident, who):
    client = Client()
    if who == "resident":
        client.force_login(resident)
    factories.end_phase(baustein)

    response = post(client, baustein)

    assert response.status_code == 409
    assert response.context["refused"].startswith("Die Beteiligung endete am ")
    assert response.context["refused"].endswith(" Uhr.")
    assert "readonly>Ein Rufbus.</textarea>" in response.text
    assert not Kommentar.objects.exists()
    assert not Entwurf.objects.exists()


def test_a_refusal_is_said_once_however_many_comments_stand_there(signed_in, baustein):
    for _ in range(2):
        factories.comment(baustein)
    factories.end_phase(baustein)

    response = post(signed_in, baustein)

    assert response.text.count(response.context["refused"]) == 1


def test_a_coming_phase_is_said_with_its_beginning(signed_in):
    baustein = factories.baustein()
    factories.phase(baustein.strategie, start=3)

    response = post(signed_in, baustein)

    assert response.status_code == 409
    assert "beginnt erst am" in response.context["refused"]


def _strict_client(resident):
    client = Client(enforce_csrf_checks=True)
    client.force_login(resident)
    return client


def test_a_form_without_the_token_is_refused_with_the_text_given_back(baustein, resident):
    response = post(_strict_client(resident), baustein, text="Fisch & Wild <b>")

    assert response.status_code == 403
    assert "readonly>Fisch &amp; Wild &lt;b&gt;</textarea>" in response.text
    assert not Kommentar.objects.exists()


@pytest.mark.parametrize("origin", ["https://böse.example", "http://testserver:81", "null"])
def test_a_form_on_another_site_is_refused_whoever_sends_it(baustein, resident, origin):
    for client in (_strict_client(resident), Client(enforce_csrf_checks=True)):
        client.defaults["HTTP_ORIGIN"] = origin

        assert post(client, baustein).status_code == 403
    assert not Kommentar.objects.exists()
    assert not Entwurf.objects.exists()


def test_the_page_everybody_gets_has_no_token_and_its_form_works(baustein, resident):
    anonymous = Client(enforce_csrf_checks=True)
    page = anonymous.get(baustein.get_absolute_url())
    assert "csrfmiddlewaretoken" not in page.text
    assert "idempotency_key" not in page.text
    assert not page.cookies

    # An old browser, that names no origin, before anybody has signed in.
    assert post(anonymous, baustein, idempotency_key="").status_code == 302
    assert Entwurf.objects.exists()

    # A browser that does, and whose owner signed in elsewhere since the page came.
    client = _strict_client(resident)
    client.defaults["HTTP_ORIGIN"] = "http://testserver"
    assert post(client, baustein, idempotency_key="").status_code == 302
    assert Kommentar.objects.get().author == resident


def test_an_archived_baustein_takes_no_comments_from_staff_either(baustein):
    editor = factories.staff(baustein.strategie.konzept, role="redaktion")
    type(baustein).objects.update(status="archived")
    client = Client()
    client.force_login(editor)

    response = post(client, baustein)

    assert response.status_code == 409
    assert not Kommentar.objects.exists()
