"""Nothing of anybody is ever kept for somebody else."""

import gzip

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from comments.models import Kommentar
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def baustein():
    return factories.open_baustein()


@pytest.fixture
def resident():
    return factories.user("Deichläufer")


def test_who_signs_in_and_writes_leaves_no_trace_on_others_pages(baustein, resident):
    visitor, somebody = Client(), Client()
    somebody.force_login(resident)
    address = baustein.get_absolute_url()
    visitor.get(address)

    written = {"text": "Ein Rufbus.", "category": "vorschlag"}
    somebody.post(address, written, follow=True)
    own = somebody.get(address).text

    others = visitor.get(address).text
    assert "Ein Rufbus." in others
    for trace in ("Mein Konto", "Danke. Ihr Beitrag", "bearbeiten/", "csrfmiddlewaretoken"):
        assert trace not in others
    assert "Mein Konto" in own
    assert visitor.get(address).text == others


def test_what_waits_for_a_moderator_shows_to_its_author_alone(baustein, resident):
    held = factories.comment(baustein, resident, "Noch geheim.")
    Kommentar.objects.update(status="pending", published_at=None)
    somebody = Client()
    somebody.force_login(resident)
    address = baustein.get_absolute_url()

    assert "Noch geheim." in somebody.get(address).text
    assert "Noch geheim." not in Client().get(address).text
    assert Client().get(f"/kommentare/{held.pk}/").status_code == 404


def test_a_message_is_shown_once_to_who_it_is_for(baustein):
    anonymous = Client()
    kommentar = factories.comment(baustein)
    report = reverse("comments:report", args=[kommentar.pk])
    sent = {"ground": "werbung", "explanation": "Reklame."}
    page = anonymous.post(report, sent, follow=True)

    assert "Danke. Die Moderation" in page.text
    assert "Danke. Die Moderation" not in Client().get(baustein.get_absolute_url()).text
    assert "Danke. Die Moderation" not in anonymous.get(baustein.get_absolute_url()).text


@pytest.mark.parametrize(
    ("header", "value"),
    [("host", "böse.example"), ("x-forwarded-host", "boese.example"),
     ("x-forwarded-proto", "gopher"), ("x-original-url", "/verwaltung/")],
)  # fmt: skip
def test_no_header_of_one_visitor_changes_the_page_of_the_next(baustein, header, value):
    address = baustein.get_absolute_url()
    Client(headers={header: value.encode("idna").decode() if header == "host" else value}).get(
        address
    )

    page = Client().get(address)

    assert page.status_code == 200
    assert "boese" not in page.text
    assert "xn--" not in page.text


def test_other_parameters_are_another_page(baustein):
    factories.comment(baustein, text="Am Deich.")
    address = baustein.get_absolute_url()
    searched = Client().get(f"{address}?suche=nichtsdergleichen").text

    assert Client().get(address).text != searched


def test_made_up_addresses_do_not_fill_the_memory(settings, monkeypatch, baustein):
    monkeypatch.setattr("pagecache.store.PAGES_A_MINUTE", 2)
    monkeypatch.setattr("time.time", lambda: 1_800_000_000.0)
    address = baustein.get_absolute_url()
    for number in range(4):
        Client().get(f"{address}?x={number}")

    rendered = []
    with connection.execute_wrapper(lambda *call: rendered.append(1) or call[0](*call[1:])):
        for number in range(4):
            before = len(rendered)
            Client().get(f"{address}?x={number}")
            assert (len(rendered) == before) == (number < 2)


class TestConditional:
    """A page that has not changed is not sent again."""

    def test_it_is_not_sent_again(self, baustein, django_assert_num_queries):
        address = baustein.get_absolute_url()
        tag = Client().get(address).headers["ETag"]

        with django_assert_num_queries(0):
            again = Client(headers={"if-none-match": tag}).get(address)

        assert (again.status_code, again.content) == (304, b"")

    def test_it_is_after_a_change(self, baustein):
        address = baustein.get_absolute_url()
        tag = Client().get(address).headers["ETag"]
        factories.comment(baustein, text="Neu.")

        again = Client(headers={"if-none-match": tag}).get(address)

        assert again.status_code == 200
        assert "Neu." in again.text

    def test_who_signs_in_gets_the_whole_page(self, baustein, resident):
        address = baustein.get_absolute_url()
        tag = Client().get(address).headers["ETag"]
        somebody = Client(headers={"if-none-match": tag})
        somebody.force_login(resident)

        again = somebody.get(address)

        assert again.status_code == 200
        assert "Mein Konto" in again.text
        assert "ETag" not in again.headers


def test_compressed_or_not_it_is_the_same_page(baustein):
    address = baustein.get_absolute_url()
    plain = Client().get(address)
    compressed = Client(headers={"accept-encoding": "gzip, br"}).get(address)

    assert compressed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(compressed.content) == plain.content
    assert compressed.headers["ETag"] == plain.headers["ETag"]
    assert "Content-Security-Policy" in compressed.headers
