"""What was rendered before is shown again, for the same values and never for others."""

from datetime import UTC, datetime

import pytest
from django.core.cache import caches
from django.utils import timezone, translation

from comments import actions
from comments.models import Kommentar
from pagecache.fragments import StaleFragment, columns, fragment
from tests import factories


@pytest.fixture(autouse=True)
def _nothing_kept(settings):
    settings.PAGE_CACHE = False
    caches["fragments"].clear()


@pytest.fixture
def trusted(settings):
    """As in production."""
    settings.FRAGMENTS_VERIFIED = False


def test_it_is_rendered_once_for_the_same_values(trusted):
    assert fragment("once", [1, "a"], lambda: "eins") == "eins"
    assert fragment("once", [1, "a"], lambda: "zwei") == "eins"
    assert fragment("once", [2, "a"], lambda: "zwei") == "zwei"
    assert fragment("another", [1, "a"], lambda: "drei") == "drei"


def test_what_is_found_is_html_like_what_was_rendered(trusted):
    for _time in range(2):
        assert fragment("html", [], lambda: "<b>").__html__() == "<b>"


def test_each_language_and_each_day_has_its_own(trusted, monkeypatch):
    with translation.override("de"):
        fragment("language", [], lambda: "heute")
    with translation.override("en"):
        assert fragment("language", [], lambda: "today") == "today"

    # Midnight here.
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 5, 1, 21, 59, tzinfo=UTC))
    fragment("day", [], lambda: "heute")
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 5, 1, 22, tzinfo=UTC))
    assert fragment("day", [], lambda: "gestern") == "gestern"


def test_a_key_that_lacks_something_fails_in_tests():
    fragment("lack", [], lambda: "eins")

    with pytest.raises(StaleFragment, match="zwei"):
        fragment("lack", [], lambda: "zwei")


@pytest.mark.django_db
def test_the_columns_of_a_row_change_with_it():
    kommentar = factories.comment(factories.open_baustein())
    before = columns(kommentar)

    kommentar.text = "Anders."

    assert columns(kommentar) != before
    assert not any("_state" in str(value) for value in before)


@pytest.mark.django_db
def test_a_discussion_shows_each_change_at_once(trusted, client, baustein, resident, moderator):
    page = baustein.get_absolute_url()
    kommentar = factories.comment(baustein, text="Bus am Abend")
    reply = factories.comment(baustein, text="Gern", parent=kommentar)

    def shown():
        return client.get(page).text

    assert '<span class="num">0</span>' in shown()
    actions.vote(kommentar, by=resident, value=1)
    assert '<span class="num">1</span>' in shown()
    kommentar.author.pseudonym = "Umbenannt"
    kommentar.author.save()
    assert "Umbenannt" in shown()
    actions.withdraw(reply, by=reply.author)
    assert "Gern" not in shown()
    actions.lock(kommentar, by=moderator, statement="Alles ist gesagt.")
    assert "Alles ist gesagt." in shown()
    Kommentar.objects.filter(pk=kommentar.pk).update(text="Bus am Morgen", folded="bus morgen")
    assert "Bus am Morgen" in shown()


@pytest.mark.django_db
def test_nobody_finds_the_votes_and_links_of_another(trusted, client, baustein, resident):
    page, own = baustein.get_absolute_url(), factories.comment(baustein, resident)
    other = factories.comment(baustein)
    actions.vote(other, by=resident, value=1)
    client.force_login(resident)
    assert f"/kommentare/{own.pk}/zurueckziehen/" in client.get(page).text
    assert 'aria-pressed="true"' in client.get(page).text

    client.force_login(factories.user())
    assert f"/kommentare/{own.pk}/zurueckziehen/" not in client.get(page).text
    assert 'aria-pressed="true"' not in client.get(page).text
