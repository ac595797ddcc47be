"""Towers of marks, reversed writing, null bytes, endless threads, floods of bytes."""

import uuid
from contextlib import suppress
from urllib.parse import unquote

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from comments.models import Kommentar
from tests import factories

from .addresses import arguments, names

pytestmark = pytest.mark.django_db

ODD = {
    "combining": "Z" + "\u0351\u0300\u0489" * 1333,
    "many towers": ("a" + "\u0300" * 9) * 400,
    "overrides": "Der Weg \u202egnutieZ eid\u202c ist \u2067hier\u2069.",
    "zero width": "a" + "\u200b" * 3000 + "b",
    "joiners": "👩" + "\u200d👩" * 900,
    "private use": "a\ue000\uf8ffb",
    "unassigned": "a\U000e0fffb",
    "noncharacters": "a\ufffe\uffffb",
    "tags": "a" + "".join(chr(0xE0000 + ord(sign)) for sign in "hidden") + "b",
    "line separators": "a\u2028b\u2029c\x85d",
    "long word": "ä" * 4000,
    "many lines": "a\n" * 2000,
    "formula": '=HYPERLINK("http://evil.example")',
    "brackets": "(" * 4000,
    "addresses": "https://" * 500,
    "percent": "%(a)s %s {} {0} %00 \\0",
}


@pytest.fixture
def signed_in(client, resident):
    client.force_login(resident)
    return client


def post(client, baustein, text):
    return client.post(
        baustein.get_absolute_url(),
        {"text": text, "category": "kritik", "idempotency_key": uuid.uuid4()},
    )


@pytest.mark.parametrize("name", ODD)
def test_odd_text_is_taken_or_refused_in_words_and_shown(signed_in, baustein, name):
    page = post(signed_in, baustein, ODD[name])

    assert page.status_code in (302, 422)
    shown = signed_in.get(baustein.get_absolute_url())
    assert shown.status_code == 200
    for search in (ODD[name][:50], ODD[name][:100]):
        assert signed_in.get(baustein.get_absolute_url(), {"suche": search}).status_code == 200
    if page.status_code == 302:
        text = Kommentar.objects.get().text
        assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00") & set(text)


def test_four_thousand_marks_become_six(signed_in, baustein):
    post(signed_in, baustein, "Z" + "\u0351" * 4000)

    assert len(Kommentar.objects.get().text) == 7


@pytest.mark.parametrize("name", ["text", "explanation", "email", "pseudonym", "betreff", "opened"])
@pytest.mark.parametrize("value", ["a\0b", "\0", "\ud800"])
def test_null_bytes_and_lone_surrogates_in_forms_break_nothing(client, world, name, value):
    value = value.encode("utf-8", "surrogatepass")
    data = {"category": b"kritik", "ground": b"hass", "idempotency_key": b"x", name: value}
    body = b"&".join(key.encode() + b"=" + _quoted(part) for key, part in data.items())
    for address in ("baustein", "comments:reply", "comments:report", "comments:complain"):
        page = client.post(
            reverse(address, kwargs=arguments(address, world)),
            body,
            content_type="application/x-www-form-urlencoded",
        )
        assert page.status_code in (200, 302, 409, 422), address
    page = client.post("/konto/anmelden/", body, content_type="application/x-www-form-urlencoded")
    assert page.status_code in (200, 302, 422)


def _quoted(part):
    return b"".join(b"%%%02X" % byte for byte in part)


def has_view(path):
    """Whether a view answers at a path, if need be with the slash that is missing."""
    for written in (path, f"{path}/"):
        with suppress(Resolver404):
            return bool(resolve(unquote(written)))
    return False


PARAMETERS = ["suche", "art", "sortierung", "nach", "next", "q", "strategie", "baustein", "status"]


@pytest.mark.parametrize(
    "value", ["%00", "a%00b", "%ff%fe", "%ed%a0%80", "%", "%u0000", "[]", "{}"]
)
def test_null_bytes_in_addresses_and_parameters_break_no_page(world, value):
    client = Client(raise_request_exception=False)
    client.force_login(world.moderator)
    query = "&".join(f"{parameter}={value}" for parameter in PARAMETERS)
    beside, not_shown = [], set()
    for name in names():
        address = reverse(name, kwargs=arguments(name, world))
        status = client.get(f"{address}?{query}").status_code
        assert status < 500, address
        if status != 200:
            not_shown.add(name)
        beside += [f"{address}{value}", f"{address}{value}/"]
    # Where no view answers, all have the same page: a few of them are enough.
    views = [path for path in beside if has_view(path)]
    for path in views + [path for path in beside if path not in views][::40]:
        assert client.get(path).status_code < 500, path
    cache.clear()
    client = Client(raise_request_exception=False)
    for name in names():
        address = reverse(name, kwargs=arguments(name, world))
        # What was shown has read these two already.
        if name in not_shown:
            page = client.get(f"{address}?next={value}&suche={value}")
            assert page.status_code < 500, address
        assert client.post(f"{address}?next={value}", {"next": "a\0b"}).status_code < 500, address


@pytest.mark.parametrize(
    "path",
    [
        "/kommentare/99999999999999999999999/",
        "/kommentare/-1/",
        "/kommentare/٣/",
        "/moderation/kommentar/99999999999999999999999/",
        "/moderation/beschwerde/99999999999999999999999/",
        "/folgen/baustein/99999999999999999999999/",
        "/konzepte/%00/",
        "/konzepte/a%00b/moderation/",
        "/konzepte/a/b/leitziel/%00/",
        "/beschwerde/%00/",
        "/mails/abbestellen/%00/",
        "/konto/passwort/vergessen/%00-%00/",
        "/konto/passwort/vergessen/ZZZZZZZZZZZZZZZZZZZ-set-password/",
        f"/beschwerde/{'x' * 5000}/",
        "/verwaltung/comments/kommentar/99999999999999999999999/change/",
        "/verwaltung/comments/kommentar/%00/change/",
    ],
)
def test_odd_addresses_are_not_found(world, path):
    client = Client(raise_request_exception=False)
    client.force_login(factories.superuser())

    for method in ("get", "post"):
        assert getattr(client, method)(path).status_code in (200, 400, 404, 405), method


def test_a_chain_of_three_hundred_replies_is_shown_and_moderated(
    world, django_assert_max_num_queries
):
    authors = [factories.user() for _ in range(3)]
    parent = world.kommentar
    for number in range(300):
        parent = factories.comment(
            world.baustein, authors[number % 3], parent=parent, text=f"Ebene {number}."
        )
    client = Client()
    client.force_login(world.moderator)

    with django_assert_max_num_queries(25):
        page = client.get(parent.get_absolute_url())
    assert "Ebene 299." in page.text
    assert "Ebene 0." in page.text
    for name in ("moderation:kommentar", "comments:reply", "comments:report"):
        assert client.get(reverse(name, args=[parent.pk])).status_code == 200
    thread = reverse("admin:comments_kommentar_thread", args=[parent.pk])
    client.force_login(factories.superuser())
    assert "Ebene 299." in client.get(thread).text


def test_a_body_that_is_too_large_is_refused_before_it_is_read(baustein):
    client = Client(raise_request_exception=False)
    data = {"text": "x" * 3_000_000, "category": "kritik", "idempotency_key": uuid.uuid4()}

    page = client.post(
        baustein.get_absolute_url(),
        "&".join(f"{name}={value}" for name, value in data.items()),
        content_type="application/x-www-form-urlencoded",
    )

    assert page.status_code in (400, 413)
    assert not Kommentar.objects.exists()


def test_too_many_fields_are_refused(baustein):
    client = Client(raise_request_exception=False)
    fields = {f"f{number}": "" for number in range(5001)}

    page = client.post(baustein.get_absolute_url(), fields)

    assert page.status_code == 400
