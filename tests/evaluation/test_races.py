"""Publishing while a comment is just being released or hidden: in it or refused, never between."""

import json

import pytest
from django.utils import timezone

from comments import actions as comment_actions
from comments.models import Kommentar, Status
from evaluation import actions, sheets
from evaluation.models import Ausgabe, Ergebnisbeitrag
from tests.concurrency import at_once
from tests.evaluation.sheets.tables import as_csv

pytestmark = pytest.mark.django_db(transaction=True)


def whole():
    """Whether what is published has exactly the contributions that can be read."""
    public = Kommentar.objects.published().contributions()
    return set(public.values_list("pk", flat=True)) == set(
        Ergebnisbeitrag.objects.values_list("kommentar", flat=True)
    )


def test_publishing_while_a_comment_is_being_hidden(ready, kommentar, moderator, editor):
    def hide():
        comment_actions.hide(kommentar, by=moderator, ground="werbung", statement="Werbung.")

    publication, hidden = at_once(lambda: actions.publish(ready, by=editor), hide)

    assert hidden is None
    if isinstance(publication, Ausgabe):
        # It is in, as a whole; what was hidden after that is no longer shown.
        assert Ergebnisbeitrag.objects.get().kommentar_id == kommentar.pk
        content = json.loads(publication.document)
        assert content["anliegen"][0]["beitraege"] == [kommentar.pk]
        assert content["beteiligung"]["contributions"] == 1
    else:
        assert isinstance(publication, actions.PublicationBlocked)
        assert not Ergebnisbeitrag.objects.exists()


def test_publishing_while_a_comment_is_being_released(ready, over, moderator, editor, resident):
    phase = ready.kommentierphase
    waiting = Kommentar.objects.create(
        baustein=over, fassung=over.fassung, kommentierphase=phase, author=resident,
        text="Wartet noch.", category="hinweis", status=Status.PENDING,
        created_at=phase.starts_at,
    )  # fmt: skip

    publication, released = at_once(
        lambda: actions.publish(ready, by=editor),
        lambda: comment_actions.release(waiting, by=moderator),
    )

    waiting.refresh_from_db()
    assert not isinstance(released, Exception)
    assert waiting.is_published
    # Before, it waited for review; after, it is in no Anliegen.
    assert isinstance(publication, actions.PublicationBlocked)
    assert not Ausgabe.objects.exists()


def test_publishing_twice_at_once_is_one_edition(ready, editor):
    outcomes = at_once(*[lambda: actions.publish(ready, by=editor)] * 2)

    assert Ausgabe.objects.count() == 1
    assert sum(isinstance(row, Ausgabe) for row in outcomes) == 1
    assert whole()


def test_the_same_table_confirmed_twice_at_once_is_entered_once(
    auswertung, over, evaluator, editor
):
    """Uploaded twice, checked while nothing of it was there, confirmed at the same moment."""
    day = timezone.localdate(auswertung.kommentierphase.starts_at)
    rows = [["Brief", day.isoformat(), over.label, "", "", f"Brief {n}"] for n in range(20)]
    data = as_csv(*rows)
    tables = [
        sheets.check(sheets.read("a.csv", data), auswertung, upload=upload).entries
        for upload in ("eins", "zwei")
    ]
    assert [len(entries) for entries in tables] == [20, 20]

    outcomes = at_once(
        *[
            lambda entries=entries, by=by: actions.enter_many(auswertung, entries, by=by)
            for entries, by in zip(tables, (evaluator, editor), strict=True)
        ]
    )

    assert Kommentar.objects.exclude(channel="online").count() == 20
    assert sorted(isinstance(row, actions.ActionRefused) for row in outcomes) == [False, True]
