import sys

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import User
from comments.models import Kommentar
from pagecache import statements
from pagecache.compiled import StaleStatement
from pagecache.statements import change, statement
from phases.models import Kommentierphase
from strategies.models import Baustein
from tests import factories
from tests.concurrency import at_once


@statement("title", "numbers")
def _titled(*, numbers, title="", descending=False):
    rows = Baustein.objects.filter(pk__in=numbers).select_related("strategie__konzept")
    rows = rows.filter(title=title) if title else rows
    return rows.order_by("-pk" if descending else "pk")


@pytest.fixture
def rows(db):
    made = [factories.baustein(title=title) for title in ("Deich", "Hafen", "Deich")]
    return [Baustein.objects.get(pk=row.pk) for row in made]


def test_the_rows_are_those_of_the_query_whatever_the_values(rows, django_assert_num_queries):
    numbers = [row.pk for row in rows]
    konzept = rows[1].strategie.konzept
    _titled(numbers=numbers, title="Bahnhof")

    with django_assert_num_queries(3):
        assert _titled(numbers=numbers, title="Deich") == [rows[0], rows[2]]
        [found] = _titled(numbers=numbers, title="Hafen")
        assert _titled(numbers=numbers, title="Deich", descending=True) == [rows[2], rows[0]]
        # What was joined is there.
        assert found.strategie.konzept == konzept


def test_a_list_may_be_of_any_length_and_empty(rows, monkeypatch):
    assert _titled(numbers=[rows[1].pk], title="Hafen") == [rows[1]]
    assert _titled(numbers=[], title="Hafen") == []

    # Beyond so many lengths the query is made anew each time.
    monkeypatch.setattr(statements, "SHAPES", 0)
    assert _titled(numbers=[row.pk for row in rows], title="Hafen") == [rows[1]]


def test_a_number_too_large_for_the_database_is_nobodys(rows):
    @statement("pk")
    def numbered(*, pk):
        return Baustein.objects.filter(pk=pk)

    assert numbered(pk=rows[0].pk) == [rows[0]]
    assert numbered(pk=10**30) == []


def test_a_query_that_a_value_changes_does_not_stay_hidden(rows):
    _titled(numbers=[rows[0].pk], title="Deich")

    with pytest.raises(StaleStatement, match="title"):
        _titled(numbers=[rows[0].pk], title="")


def test_a_moment_finds_what_the_query_finds(db):
    factories.open_baustein()

    @statement("now")
    def over(*, now):
        return Kommentierphase.objects.over_at(now)

    phase = Kommentierphase.objects.get()
    for now in (timezone.now(), phase.ends_at):
        assert over(now=now) == list(Kommentierphase.objects.over_at(now))
    assert over(now=phase.ends_at) == [phase]


def test_each_person_gets_their_own_rows(db):
    @statement()
    def shown(*, user):
        return Kommentar.objects.shown_to(user).order_by("pk")

    baustein = factories.open_baustein()
    Kommentierphase.objects.update(release="after_review")
    author, other = factories.user(), factories.user()
    own = factories.comment(baustein, author)

    for _time in range(2):
        assert shown(user=author) == [own]
        assert shown(user=other) == shown(user=AnonymousUser()) == []


def test_staff_see_the_drafts_of_their_own_konzepte(db):
    @statement()
    def visible(*, user):
        return Baustein.objects.visible_to(user).order_by("pk")

    draft = Baustein.objects.get(pk=factories.baustein(published=False).pk)
    clerk = factories.staff(draft.strategie.konzept, role="redaktion")

    assert visible(user=factories.user()) == []
    assert visible(user=clerk) == [draft]
    assert visible(user=factories.user()) == []


def test_what_somebody_may_counts_each_time_as_it_is(db):
    @statement(asks=["comments.moderate_kommentar"])
    def theirs(*, user):
        rows = Kommentar.objects.moderated_by(user).order_by("pk")
        return rows if user.has_perm("comments.moderate_kommentar") else rows.none()

    kommentar = factories.comment(factories.open_baustein())
    konzept = kommentar.baustein.strategie.konzept
    moderator = factories.staff(konzept, role="moderation")
    elsewhere = factories.staff(factories.konzept(), role="moderation")
    clerk = factories.staff(konzept, role="redaktion")
    administrator = User.objects.create_superuser("root@example.org", "Root", "x")
    assert theirs(user=moderator) == theirs(user=administrator) == [kommentar]
    assert theirs(user=elsewhere) == theirs(user=clerk) == theirs(user=AnonymousUser()) == []

    moderator.groups.clear()
    elsewhere.zustaendigkeiten.update(konzept=konzept)
    former, newcomer = (User.objects.get(pk=user.pk) for user in (moderator, elsewhere))

    assert theirs(user=former) == []
    assert theirs(user=newcomer) == [kommentar]


def test_a_query_that_asks_more_of_a_person_than_it_says_fails(db):
    @statement()
    def theirs(*, user):
        rows = Kommentar.objects.all()
        return rows if user.has_perm("comments.moderate_kommentar") else rows.none()

    with pytest.raises(KeyError, match="moderate_kommentar"):
        theirs(user=factories.user())


@pytest.mark.django_db(transaction=True)
def test_threads_that_ask_for_the_first_time_at_once_get_the_right_rows():
    baustein = Baustein.objects.get(pk=factories.baustein().pk)
    often, before = 1e-6, sys.getswitchinterval()
    sys.setswitchinterval(often)
    try:
        for _time in range(10):

            @statement("pk")
            def numbered(*, pk):
                return Baustein.objects.published().select_related("fassung").filter(pk=pk)

            found = at_once(*(lambda: numbered(pk=baustein.pk) for _thread in range(8)))  # noqa: B023
            assert found == [[baustein]] * 8
    finally:
        sys.setswitchinterval(before)


@change("pk", "title")
def _retitle(*, pk, title, kind):
    return Baustein.objects.filter(pk=pk, kind=kind), {"title": title}


@pytest.mark.django_db
def test_a_change_is_made_with_the_values_of_each_time():
    first, second = factories.baustein(), factories.baustein()

    assert _retitle(pk=first.pk, title="100 % 'Eins'", kind="leitziel") == 1
    assert _retitle(pk=second.pk, title="Zwei", kind="leitziel") == 1
    assert _retitle(pk=second.pk, title="Drei", kind="leitprojekt") == 0
    assert _retitle(pk=statements.LARGEST + 1, title="Vier", kind="leitziel") == 0

    titles = Baustein.objects.order_by("pk").values_list("title", flat=True)
    assert list(titles) == ["100 % 'Eins'", "Zwei"]


@pytest.mark.django_db
def test_a_change_whose_form_depends_on_a_value_fails_in_tests():
    @change("title")
    def unsafe(*, title):
        return Baustein.objects.all(), {"title": title} if title == "a" else {"slug": title}

    unsafe(title="b")
    with pytest.raises(StaleStatement):
        unsafe(title="a")
