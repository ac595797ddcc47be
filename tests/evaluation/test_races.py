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


def test_one_contribution_bundled_twice_at_once_is_in_it_once(
    auswertung, kommentar, evaluator, editor
):
    anliegen = actions.create(auswertung, by=evaluator, title="Rufbus")

    acts = at_once(
        *[
            lambda by=by: actions.put(auswertung, by=by, kommentare=[kommentar], into=anliegen)[1]
            for by in (evaluator, editor)
        ]
    )

    assert anliegen.zuordnungen.count() == 1
    assert sorted(len(act.added) for act in acts) == [0, 1]


def test_an_act_is_undone_while_somebody_submits_its_anliegen(
    auswertung, kommentar, evaluator, editor
):
    """Submitted with its contribution, or without and so not at all: never prepared and empty."""
    words = {"verdict": "kenntnis", "reasons": "Ja.", "office": "Bauamt"}
    anliegen = actions.create(auswertung, by=evaluator, title="Rufbus")
    anliegen = actions.edit(anliegen, by=evaluator, version=anliegen.version, **words)
    anliegen, act = actions.put(auswertung, by=evaluator, kommentare=[kommentar], into=anliegen)

    undone, prepared = at_once(
        lambda: actions.take_back(auswertung, act, by=evaluator),
        lambda: actions.prepare(anliegen, by=editor, version=anliegen.version),
    )

    anliegen.refresh_from_db()
    if isinstance(undone, actions.StatusConflict):
        assert anliegen.status == "prepared"
        assert anliegen.zuordnungen.count() == 1
    else:
        assert isinstance(prepared, actions.StatusConflict)
        assert anliegen.status == "open"
        assert not anliegen.zuordnungen.exists()
