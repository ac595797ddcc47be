"""„Ich bin dran“: seen by others, gone by itself, and no lock."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.own_data import personal_data
from comments import actions as comment_actions
from comments.actions import StatusConflict
from evaluation import actions
from teamwork import claims
from teamwork.models import Vormerkung
from teamwork.subjects import about_anliegen, about_kommentar, about_person
from tests import factories

pytestmark = pytest.mark.django_db
WHY = {"ground": "werbung", "statement": "Nichts als Werbung."}


def holds(about):
    return claims.claim_on(about) is not None


def test_it_is_seen_and_let_go(kommentar, moderator, evaluator):
    about = about_kommentar(kommentar)
    claims.take(about, by=moderator, seen=0)

    claims.release(about, by=evaluator)
    assert claims.claim_on(about).by == moderator
    claims.release(about, by=moderator)
    assert not holds(about)


def test_whoever_saw_it_may_take_over_and_who_did_not_is_told(kommentar, moderator, evaluator):
    about = about_kommentar(kommentar)
    claims.take(about, by=moderator, seen=0)

    with pytest.raises(StatusConflict, match=f"{moderator.pseudonym} ist seit .* dran"):
        claims.take(about, by=evaluator, seen=0)
    claims.take(about, by=evaluator, seen=moderator.pk)

    assert claims.claim_on(about).by == evaluator
    assert Vormerkung.objects.count() == 1


def test_after_a_day_it_is_over(kommentar, moderator, evaluator):
    about = about_kommentar(kommentar)
    claims.take(about, by=moderator, seen=0)
    Vormerkung.objects.update(since=timezone.now() - timedelta(days=1, minutes=1))

    assert not holds(about)
    claims.take(about, by=evaluator, seen=0)
    assert claims.claim_on(about).by == evaluator


def test_what_is_over_is_purged(kommentar, moderator):
    claims.take(about_kommentar(kommentar), by=moderator, seen=0)

    personal_data.purge(timezone.now())
    assert Vormerkung.objects.exists()
    personal_data.purge(timezone.now() + timedelta(days=2))
    assert not Vormerkung.objects.exists()


def test_a_decision_of_a_moderator_ends_it(kommentar, moderator):
    claims.take(about_kommentar(kommentar), by=moderator, seen=0)

    comment_actions.hide(kommentar, by=moderator, **WHY)

    assert not holds(about_kommentar(kommentar))


def test_that_on_a_person_ends_when_something_is_decided_about_them(kommentar, moderator):
    about = about_person(kommentar.author, kommentar.baustein.strategie.konzept)
    claims.take(about, by=moderator, seen=0)

    comment_actions.warn(kommentar, by=moderator, **WHY)

    assert not holds(about)


@pytest.mark.parametrize("step", ["assign", "set_aside"])
def test_evaluating_a_contribution_ends_it(auswertung, kommentar, evaluator, step):
    claims.take(about_kommentar(kommentar), by=evaluator, seen=0)

    if step == "assign":
        actions.create(auswertung, by=evaluator, title="Rufbus", kommentare=[kommentar])
    else:
        actions.set_aside(auswertung, by=evaluator, kommentare=[kommentar])

    assert not holds(about_kommentar(kommentar))


def test_submitting_an_anliegen_ends_it_and_writing_does_not(auswertung, kommentar, evaluator):
    row = actions.create(auswertung, by=evaluator, title="Rufbus", kommentare=[kommentar])
    claims.take(about_anliegen(row), by=evaluator, seen=0)

    words = {"verdict": "kenntnis", "reasons": "Wir prüfen das.", "office": "Bauamt"}
    row = actions.edit(row, by=evaluator, version=row.version, **words)
    assert holds(about_anliegen(row))
    actions.prepare(row, by=evaluator, version=row.version)
    assert not holds(about_anliegen(row))


@pytest.mark.parametrize("count", [1, 3])
def test_those_of_a_list_are_one_query(baustein, moderator, count, django_assert_num_queries):
    rows = [factories.comment(baustein) for _number in range(count)]
    for row in rows:
        claims.take(about_kommentar(row), by=moderator, seen=0)

    with django_assert_num_queries(1):
        found = claims.claims_on("kommentar", [row.pk for row in rows])
        assert {claim.by.pseudonym for claim in found.values()} == {moderator.pseudonym}
    assert found.keys() == {row.pk for row in rows}
