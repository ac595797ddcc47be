"""Limits: who shares one, when one may go on, and what becomes of what was typed."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client, RequestFactory
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from accounts.protection import limits
from caching.backends import FallbackMixin
from comments.models import Beschwerde, Bewertung, Entwurf, Kommentar, Meldung
from tests import factories
from tests.visitor import Visitor, hidden_fields

HOUR = 60 * 60
TEXT = "Ein Rufbus ab 18 Uhr."


def request_from(address="203.0.113.7", user=None, **headers):
    request = RequestFactory().post("/", REMOTE_ADDR=address, headers=headers)
    request.user = user or AnonymousUser()
    return request


@pytest.fixture
def only(settings):
    """Set the limits of one action: ``only("comment", account=2)``."""

    def set_limits(action, **scopes):
        settings.LIMITS = {
            **settings.LIMITS,
            action: {scope: (number, HOUR) for scope, number in scopes.items()},
        }

    return set_limits


def consume_until_refused(action, request, most=20):
    for number in range(most):
        try:
            limits.consume(action, request)
        except limits.TooMany as refusal:
            return number, refusal
    raise AssertionError("never refused")


@pytest.mark.parametrize("jump", [-HOUR, HOUR, -24 * HOUR, 24 * HOUR])
def test_a_clock_that_is_set_right_gives_and_takes_nothing(only, monkeypatch, jump):
    """Who used up their number by a wrong clock is not kept waiting for its hour."""
    only("vote", network=3)
    right = time.time()
    monkeypatch.setattr(limits.time, "time", lambda: right + jump)
    monkeypatch.setattr(timezone, "now", lambda: datetime.fromtimestamp(limits.time.time(), tz=UTC))
    number, refusal = consume_until_refused("vote", request_from())
    assert number == 3
    assert 1 <= refusal.retry_after <= HOUR

    monkeypatch.setattr(limits.time, "time", lambda: right)
    number, refusal = consume_until_refused("vote", request_from())
    assert number == 3
    assert 1 <= refusal.retry_after <= HOUR


def test_after_the_allowed_number_the_next_is_told_when_to_go_on(only):
    only("vote", network=3)

    number, refusal = consume_until_refused("vote", request_from())

    assert number == 3
    local = timezone.localtime(refusal.until)
    clock = f"{local.hour}:{local:%M} Uhr"
    if local.date() != timezone.localdate():
        # In the last hour of a day.
        clock = f"{date_format(local, 'j. F Y')}, {clock}"
    assert f"bis {clock}" in str(refusal)
    assert 0 < refusal.retry_after <= HOUR
    assert timezone.now() < refusal.until <= timezone.now() + timedelta(hours=1)


def test_a_time_on_another_day_names_the_day():
    assert "2031" in str(limits.TooMany(timezone.now().replace(year=2031)))


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ("203.0.113.7", "203.0.113.250", True),
        ("203.0.113.7", "203.0.114.7", False),
        ("2001:db8:1:2::1", "2001:db8:1:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:2:2::1", False),
        ("::ffff:203.0.113.7", "203.0.113.9", True),
        ("", "unix:", True),
    ],
)
def test_a_network_is_a_24_or_a_48_prefix(first, second, shared):
    keys = [limits.network_key(request_from(address)) for address in (first, second)]

    assert (keys[0] == keys[1]) is shared


def test_the_key_tells_no_address_and_is_another_one_every_day(monkeypatch):
    today = limits.network_key(request_from("203.0.113.7"))
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(limits.timezone, "localdate", lambda *args: tomorrow)

    assert "203" not in today[:6] or "113" not in today
    assert limits.network_key(request_from("203.0.113.7")) != today


def test_nothing_in_the_cache_is_an_address_or_outlives_a_day(client, db, only):
    client.post("/konto/anmelden/", {"email": "lena@example.org"}, REMOTE_ADDR="203.0.113.7")

    entries = [(key, repr(value)) for key, value in cache._cache.items()]
    assert entries
    assert not any("203.0.113" in text or "lena" in text for pair in entries for text in pair)
    latest = max(cache._expire_info.values())
    assert latest < (timezone.now() + timedelta(hours=24)).timestamp()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "198.51.100.1", "203.0.113.7"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "192.0.2.99, 198.51.100.1", "198.51.100.1"),
        (2, "192.0.2.99, 198.51.100.1, 10.0.0.1", "198.51.100.1"),
        (2, "198.51.100.1", "203.0.113.7"),
        (1, "", "203.0.113.7"),
        (1, "198.51.100.1:4711", "198.51.100.1"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
    ],
)
def test_only_what_our_own_proxies_saw_counts(settings, proxies, forwarded, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = request_from("203.0.113.7", **{"X-Forwarded-For": forwarded})

    assert limits.network_key(request) == limits.network_key(_direct(address, settings))


def _direct(address, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    return request_from(address)


def test_an_account_is_limited_wherever_it_comes_from(only, resident):
    only("vote", account=2, network=100)
    for address in ("203.0.113.7", "198.51.100.1"):
        limits.consume("vote", request_from(address, resident))

    with pytest.raises(limits.TooMany):
        limits.consume("vote", request_from("192.0.2.1", resident))
    limits.consume("vote", request_from("192.0.2.1", factories.user()))


def test_allauths_own_limits_speak_our_language(db):
    for _attempt in range(6):
        data = {"login": "lena@example.org", "password": "falsch"}
        page = Client().post("/konto/anmelden/passwort/", data)

    assert "Bitte warten Sie fünf Minuten" in page.text


# --- The cache -----------------------------------------------------------------


@pytest.fixture
def table_cache(settings, transactional_db):
    """The cache that production has without CACHE_URL: a table of the database."""
    settings.CACHES = {
        **settings.CACHES,
        "default": {"BACKEND": "caching.backends.DatabaseCache", "LOCATION": "test_cache"},
    }
    call_command("createcachetable", verbosity=0)
    yield caches["default"]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE test_cache")


@pytest.mark.parametrize("kind", ["memory", "table"])
def test_many_at_once_get_exactly_the_allowed_number(request, only, transactional_db, kind):
    if kind == "table":
        request.getfixturevalue("table_cache")
    only("vote", network=10)
    passed, start = [], threading.Barrier(20)

    def attempt():
        start.wait()
        try:
            limits.consume("vote", request_from())
            passed.append(True)
        except limits.TooMany:
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=attempt) for _number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(passed) == 10


def test_what_is_over_leaves_the_table(table_cache):
    table_cache.set("old", 1, timeout=-5)
    type(table_cache).purged_at = None
    table_cache.set("new", 1)

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM test_cache")
        assert cursor.fetchall() == [(":1:new",)]


@pytest.fixture
def dead_cache(settings, transactional_db):
    """A cache whose table is not there, as if its server were down."""
    settings.CACHES = {
        **settings.CACHES,
        "default": {"BACKEND": "caching.backends.DatabaseCache", "LOCATION": "no_such_table"},
    }
    yield
    FallbackMixin.breaker.reset()


def test_without_a_cache_pages_work_and_this_process_still_counts(dead_cache, only):
    baustein = factories.open_baustein()
    only("vote", network=3)
    client = Client()

    assert client.get(baustein.get_absolute_url()).status_code == 200
    assert client.post("/konto/anmelden/", {"email": "lena@example.org"}).status_code == 302
    assert consume_until_refused("vote", request_from())[0] == 3


# --- What happens on the page ---------------------------------------------------


def sent(client, address, data, **extra):
    return client.post(address, {**hidden_fields(client.get(address)), **data}, **extra)


def assert_told_and_kept(page, text):
    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) > 0
    assert "Bitte warten Sie bis" in page.text or "einen neuen schicken" in page.text.lower()
    assert text in page.text


def test_a_comment_over_the_limit_keeps_its_text(client, baustein, resident, only):
    only("comment", account=1)
    client.force_login(resident)
    address = baustein.get_absolute_url()
    data = {"category": "hinweis"}
    assert sent(client, address, {**data, "text": "Eins."}).status_code == 302

    page = sent(client, address, {**data, "text": "Zwei & drei."})

    assert_told_and_kept(page, "Zwei &amp; drei.")
    assert Kommentar.objects.count() == 1


def test_a_reply_over_the_limit_keeps_its_text_also_by_htmx(client, baustein, resident, only):
    only("comment", account=0)
    parent = factories.comment(baustein)
    client.force_login(resident)
    address = f"/kommentare/{parent.pk}/antworten/"

    for headers in ({}, {"HX-Request": "true"}):
        page = sent(client, address, {"text": "Dem stimme ich zu."}, headers=headers)
        assert_told_and_kept(page, "Dem stimme ich zu.")
    assert not parent.replies.exists()


def test_a_draft_over_the_limit_keeps_its_text(client, baustein, only):
    only("draft", network=0)

    page = sent(client, baustein.get_absolute_url(), {"category": "hinweis", "text": TEXT})

    assert_told_and_kept(page, TEXT)
    assert not Entwurf.objects.exists()


def test_drafts_collected_before_signing_in_do_not_get_around_the_limit(
    client, baustein, only, django_capture_on_commit_callbacks
):
    only("comment", account=1)
    visitor = Visitor(client, django_capture_on_commit_callbacks)
    visitor.write(baustein, "Eins.")
    visitor.write(factories.open_baustein(), "Zwei.")
    visitor.ask_for_code("lena@example.org", "Deichläufer")

    page = visitor.enter(visitor.mailed_code())

    assert Kommentar.objects.count() == 1
    assert "Bitte warten Sie bis" in page.text
    assert "readonly>Zwei.</textarea>" in page.text


def test_a_vote_over_the_limit_is_refused_in_words(client, baustein, resident, only):
    only("vote", account=0)
    kommentar = factories.comment(baustein)
    client.force_login(resident)
    address = f"/kommentare/{kommentar.pk}/bewerten/"

    page = client.post(address, {"value": 1})
    assert_told_and_kept(page, kommentar.get_absolute_url())
    fragment = client.post(address, {"value": 1}, headers={"HX-Request": "true"})
    assert_told_and_kept(fragment, f'id="stimmen-{kommentar.pk}"')
    assert not Bewertung.objects.exists()


def test_a_report_over_the_limit_keeps_its_text(client, baustein, only):
    only("report", network=0)
    kommentar = factories.comment(baustein)
    data = {"ground": "hass", "explanation": "Beleidigt alle.", "email": "lena@example.org"}

    page = client.post(f"/kommentare/{kommentar.pk}/melden/", data)

    assert_told_and_kept(page, "Beleidigt alle.")
    assert 'value="lena@example.org"' in page.text
    assert not Meldung.objects.exists()


def test_receipts_to_one_address_are_limited_from_all_networks(client, baustein, only):
    only("report", address=1)
    for number, address in enumerate(("203.0.113.7", "198.51.100.1")):
        kommentar = factories.comment(baustein)
        data = {"ground": "hass", "explanation": "Böse.", "email": "opfer@example.org"}
        page = Client().post(f"/kommentare/{kommentar.pk}/melden/", data, REMOTE_ADDR=address)
        assert page.status_code == (429 if number else 302)


def test_a_complaint_over_the_limit_keeps_its_text(client, baustein, moderator, only):
    only("complaint", network=0)
    address = factories.complaint_address(factories.hidden_comment(baustein, by=moderator))

    page = client.post(address, {"text": "Das war sachlich."})

    assert_told_and_kept(page, "Das war sachlich.")
    assert not Beschwerde.objects.exists()


def test_a_code_over_the_limit_keeps_the_address_and_makes_no_account(client, db, only):
    only("code", network=0)

    page = client.post("/konto/anmelden/", {"email": "frieda@example.org"})

    assert_told_and_kept(page, 'value="frieda@example.org"')
    assert not User.objects.exists()


def test_new_codes_on_the_code_page_count_too(client, baustein, only, visitor, mailoutbox):
    only("code", address=1)
    visitor.write(baustein, TEXT)
    visitor.ask_for_code("lena@example.org", "Deichläufer")

    page = visitor.enter("", action="resend")

    assert "Es wurden viele Codes angefordert." in page.text
    assert len(mailoutbox) == 1
