"""Whatever changes, a kept page is never an old one."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings as configured
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from comments import actions
from comments.models import Kommentar
from evaluation import actions as evaluation_actions
from municipality import current
from municipality.models import Kommune
from pagecache import store
from pages.models import Seitenfassung
from phases.models import Kommentierphase
from strategies import actions as strategy_actions
from strategies.models import Baustein, Fassung, Konzept
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def baustein():
    return factories.open_baustein(title="Ein Ziel", text="Der alte Text.")


@pytest.fixture
def kommentar(baustein):
    return factories.comment(baustein, text="Mehr Bänke am Deich.")


def addresses(baustein):
    """Public pages that show something of everything."""
    strategie = baustein.strategie
    kommentar = Kommentar.objects.filter(baustein=baustein).first()
    return [
        reverse("phases:start"),
        reverse("phases:phasen"),
        reverse("strategies:konzepte"),
        strategie.konzept.get_absolute_url(),
        strategie.get_absolute_url(),
        baustein.get_absolute_url(),
        f"{baustein.get_absolute_url()}?sortierung=zustimmung&suche=deich",
        baustein.get_fassungen_url(),
        reverse("search:search") + "?q=Deich",
        reverse("comments:transparency", args=[strategie.konzept.slug]),
        reverse("pages:page", args=["impressum"]),
        *([kommentar.get_absolute_url().partition("#")[0]] if kommentar else []),
    ]


def read(address, language="de"):
    client = Client(headers={"accept-language": language})
    return without_clocks(client.get(address).content)


# The moment a form was opened, and the time left: another one when the minute ends meanwhile.
CLOCKS = re.compile(rb'name="opened" value="[^"]*"|data-seconds-left="\d+"')


def without_clocks(content):
    return CLOCKS.sub(b"", content)


def read_uncached(settings, address, language="de"):
    settings.PAGE_CACHE = False
    try:
        return read(address, language)
    finally:
        settings.PAGE_CACHE = True


def hide(kommentar, by):
    actions.hide(kommentar, by=by, ground="werbung", statement="Das ist Werbung.")


def publish_text(baustein):
    factories.end_phase(baustein)
    draft = Fassung.objects.create(baustein=baustein, title="Neu", text="Der neue Text.")
    strategy_actions.publish_fassung(draft)


def publish_results(baustein, kommentar):
    factories.end_phase(baustein)
    evaluator, editor = factories.superuser(), factories.superuser()
    auswertung = factories.auswertung(baustein, by=evaluator)
    factories.released_anliegen(auswertung, [kommentar], by=evaluator, released_by=editor)
    evaluation_actions.publish(auswertung, by=editor)


def rename():
    Kommune.objects.update_or_create(defaults={"name": "Neu Elbhagen"})
    current.refresh()


# What happens → how, given (baustein, kommentar, moderator, resident)
CHANGES = {
    "a comment": lambda b, k, m, r: actions.submit(
        baustein=b, author=r, text="Eine Bank.", category="hinweis", idempotency_key=uuid4()
    ),
    "a reply": lambda b, k, m, r: factories.comment(b, parent=k, text="Am Deich auch."),
    "a vote": lambda b, k, m, r: actions.vote(k, by=r, value=1),
    "a comment hidden": lambda b, k, m, r: hide(k, m),
    "a comment restored": lambda b, k, m, r: (
        hide(k, m), actions.restore(k, by=m, statement="Doch nicht.")
    ),
    "a comment withdrawn": lambda b, k, m, r: actions.withdraw(k, by=k.author),
    "a thread closed": lambda b, k, m, r: actions.lock(k, by=m, statement="Alles gesagt."),
    "an official answer": lambda b, k, m, r: factories.comment(b, m, "Kommt.", parent=k),
    "a phase ended by hand": lambda b, k, m, r: factories.end_phase(b),
    "a phase moved": lambda b, k, m, r: Kommentierphase.objects.update(
        ends_at=timezone.now() + timedelta(days=90)
    ),
    "a phase begun elsewhere": lambda b, k, m, r: factories.open_baustein(title="Nebenan"),
    "a new Fassung": lambda b, k, m, r: publish_text(b),
    "a title, by a query": lambda b, k, m, r: Konzept.objects.update(title="Neuer Titel"),
    "a Baustein archived": lambda b, k, m, r: Baustein.objects.update(status="archived"),
    "a pseudonym": lambda b, k, m, r: User.objects.filter(pk=k.author_id).update(
        pseudonym="Umbenannt"
    ),
    "the results": lambda b, k, m, r: publish_results(b, k),
    "the municipality's name": lambda b, k, m, r: rename(),
    "a page's text": lambda b, k, m, r: Seitenfassung.objects.filter(page="impressum").update(
        html="<p>Neu.</p>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_after_every_change_the_kept_page_is_the_one_of_now(settings, baustein, kommentar, change):
    moderator = factories.staff(baustein.strategie.konzept, role="moderation")
    resident = factories.user()
    before = {address: read(address) for address in addresses(baustein)}
    assert {address: read(address) for address in before} == before

    CHANGES[change](baustein, kommentar, moderator, resident)

    after = {address: read(address) for address in before}
    assert after == {address: read_uncached(settings, address) for address in before}
    assert after != before, "the change shows somewhere"


def test_a_page_is_kept_at_all(django_assert_num_queries, baustein):
    read(baustein.get_absolute_url())

    with django_assert_num_queries(0):
        read(baustein.get_absolute_url())


def test_each_language_has_its_own(settings, baustein):
    german = read(baustein.get_absolute_url(), "de")
    english = read(baustein.get_absolute_url(), "en")

    assert b'lang="de"' in german
    assert b'lang="en"' in english
    assert english == read_uncached(settings, baustein.get_absolute_url(), "en")
    assert german == read(baustein.get_absolute_url(), "de")


def change_in_vain():
    with transaction.atomic():
        Konzept.objects.update(title="Nie")
        transaction.set_rollback(True)


def test_a_change_that_is_rolled_back_makes_nothing_old(django_assert_num_queries, baustein):
    read(baustein.get_absolute_url())

    change_in_vain()

    with django_assert_num_queries(0):
        assert b"Nie" not in read(baustein.get_absolute_url())


def test_a_change_after_a_rolled_back_part_is_seen(baustein):
    read(baustein.get_absolute_url())

    with transaction.atomic():
        change_in_vain()
        Konzept.objects.update(title="Doch")

    assert b"Doch" in read(baustein.get_absolute_url())


def test_a_page_rendered_before_a_commit_is_not_kept_after_it(baustein):
    """Between reading the database and keeping the page, somebody else commits."""
    address = baustein.get_absolute_url()
    seen = []

    def change_meanwhile(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if not seen and '"strategies_konzept"' in sql:
            seen.append(sql)
            # By another connection it would be another process's; the token is what counts.
            Konzept.objects.update(title="Inzwischen anders")
        return result

    with connection.execute_wrapper(change_meanwhile):
        read(address)

    assert seen
    assert b"Inzwischen anders" in read(address)


def test_what_no_page_shows_makes_nothing_old(django_assert_num_queries, baustein):
    """Or every sign-in would."""
    address = baustein.get_absolute_url()
    read(address)
    Client().post("/sprache/", {"language": "en"})

    with django_assert_num_queries(0):
        read(address)


def test_quiet_tables_exist():
    existing = set(connection.introspection.table_names())

    assert configured.PAGE_CACHE_QUIET_TABLES - {"cache"} <= existing, (
        "“cache” is made where it is used"
    )


@pytest.mark.parametrize("moment", ["begin", "end"])
def test_a_phase_begins_and_ends_on_kept_pages_too(settings, monkeypatch, baustein, moment):
    phase = baustein.strategie.kommentierphasen.get()
    start = timezone.now().replace(second=30, microsecond=0)
    boundary = start.replace(second=0) + timedelta(minutes=1)
    times = (
        {"starts_at": boundary, "ends_at": boundary + timedelta(days=9)}
        if moment == "begin"
        else {"starts_at": boundary - timedelta(days=9), "ends_at": boundary}
    )
    Kommentierphase.objects.filter(pk=phase.pk).update(**times)
    clock = [start]
    monkeypatch.setattr(timezone, "now", lambda: clock[0])
    monkeypatch.setattr("time.time", lambda: clock[0].timestamp())
    before = read(baustein.get_absolute_url())

    clock[0] = boundary
    after = read(baustein.get_absolute_url())

    assert after != before
    assert after == read_uncached(settings, baustein.get_absolute_url())


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(days=1), timedelta(days=-1)])
def test_a_page_of_a_wrong_clock_is_not_shown_once_it_is_right(
    settings, monkeypatch, baustein, jump
):
    """A phase begins in half an hour, or did half a day ago; the clock says something else."""
    begins = timedelta(minutes=30) if jump > timedelta() else -timedelta(hours=12)
    start = timezone.now()
    baustein.strategie.kommentierphasen.update(
        starts_at=start + begins, ends_at=start + timedelta(days=9)
    )
    clock = [start + jump]
    monkeypatch.setattr(timezone, "now", lambda: clock[0])
    monkeypatch.setattr("time.time", lambda: clock[0].timestamp())
    address = baustein.get_absolute_url()
    wrong = read(address)
    assert wrong == read(address)

    clock[0] = start
    right = read(address)

    assert right != wrong
    assert right == read_uncached(settings, address)


def test_the_cache_is_away(settings, monkeypatch, baustein):
    """Pages are right then, and after it is back as well."""
    address = baustein.get_absolute_url()
    read(address)
    working = settings.CACHES["pages"]
    settings.CACHES = {**settings.CACHES, "pages": {
        "BACKEND": "caching.backends.PlainRedisCache",
        "LOCATION": "redis://127.0.0.1:1/0",
    }}  # fmt: skip
    Konzept.objects.update(title="Ohne Cache")
    assert b"Ohne Cache" in read(address)

    # It is back with the old page still in it, and its pause is over.
    settings.CACHES = {**settings.CACHES, "pages": working}
    store.breaker.reset()
    assert b"Ohne Cache" in read(address)
