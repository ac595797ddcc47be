"""What stands in the rows, the same in every format, and what must not stand there."""

import json
import uuid
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from comments import actions as comment_actions
from comments.models import Kommentar, Status
from evaluation import actions
from evaluation.exports import Internal, Public
from tests import factories
from tests.evaluation.conftest import HIDDEN_WORD

from .files import READERS, csv_rows, json_rows, written


@pytest.fixture
def answered(baustein, kommentar, moderator):
    return factories.comment(baustein, moderator, parent=kommentar, text="Das prüfen wir.")


def test_a_row_tells_where_when_who_and_what_became_of_it(
    strategie, kommentar, resident, answered, ausgabe
):
    row, answer = json_rows(written(Public(strategie), "beitraege", "json"))

    assert row["nummer"] == kommentar.pk
    assert row["dauerlink"].endswith(f"/kommentare/{kommentar.pk}/")
    assert (row["konzept"], row["strategie"]) == (strategie.konzept.title, str(strategie))
    assert (row["baustein_art"], row["fassung"]) == ("Leitziel", 1)
    assert (row["antwort_auf"], row["tiefe"]) == (None, 0)
    assert row["datum"].endswith(("+01:00", "+02:00"))
    assert row["zeitzone"] == "Europe/Berlin"
    assert (row["name"], row["weg"], row["art"]) == (resident.pseudonym, "Plattform", "Vorschlag")
    assert row["text"] == "Ein Rufbus ab 18 Uhr würde reichen."
    assert row["status"] == "veröffentlicht"
    assert (row["antwort_von"], row["antwort_text"]) == (["Hauptamt"], ["Das prüfen wir."])
    assert (row["anliegen"], row["anliegen_titel"]) == ([1], ["Ein Rufbus am Abend"])
    assert row["wuerdigung"] == ["Dem folgen wir"]
    assert row["begruendung"] == ["Das prüfen wir im nächsten Jahr."]
    assert (answer["antwort_auf"], answer["tiefe"], answer["amt"]) == (row["nummer"], 1, "Hauptamt")


def test_an_anliegen_tells_its_contributions_and_the_texts_it_changed(
    strategie, kommentar, over, ausgabe
):
    [row] = json_rows(written(Public(strategie), "anliegen", "json"), "anliegen")

    assert (row["nummer"], row["titel"]) == (1, "Ein Rufbus am Abend")
    assert (row["wuerdigung"], row["amt"], row["ausgabe"]) == ("Dem folgen wir", "Hauptamt", 1)
    assert (row["zahl_der_beitraege"], row["beitraege"]) == (1, [kommentar.pk])
    assert row["geaendert"] == [f"Leitziel: {over.title} (Fassung 2)"]
    assert row["dauerlink"].endswith("#anliegen-1")


@pytest.mark.parametrize("name", ["beitraege", "anliegen"])
def test_all_formats_have_the_same_columns_and_values(strategie, answered, ausgabe, name):
    scope = Public(strategie)
    exact = json_rows(written(scope, name, "json"), name)
    flat = [{column: str(_flat(value)) for column, value in row.items()} for row in exact]

    assert csv_rows(written(scope, name, "csv")) == flat
    for format in ("xlsx", "ods"):
        sheet = READERS[format](written(scope, name, format))
        assert [{k: _said(v) for k, v in row.items()} for row in sheet] == [
            {k: v[:_WALL_CLOCK] if k in _MOMENTS else v for k, v in row.items()} for row in flat
        ]


_MOMENTS = {"datum", "veroeffentlicht"}
# A workbook knows the clock on the wall and no offset.
_WALL_CLOCK = len("2026-12-31T23:59:59")


def _said(value):
    # An empty cell is nothing.
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _flat(value):
    if isinstance(value, list):
        return " | ".join(map(str, value))
    return "" if value is None else value


def test_a_contribution_by_letter_says_so_and_names_nobody(over, auswertung, evaluator):
    entry = actions.contributions.Entry(
        baustein=over, channel="brief", text="Mehr Bänke.",
        received_on=timezone.localdate() - timedelta(days=2),
    )  # fmt: skip
    actions.enter(auswertung, entry, by=evaluator, idempotency_key=uuid.uuid4())

    row = json_rows(written(Public(over.strategie), "beitraege", "json"))[-1]

    assert (row["weg"], row["name"]) == ("Brief", "Beitrag aus einem Brief")
    assert row["eingegangen_am"] == entry.received_on.isoformat()


@pytest.mark.parametrize("format", READERS)
@pytest.mark.parametrize("name", ["beitraege", "anliegen"])
def test_what_is_not_published_is_in_no_public_file(
    strategie, unpublished, resident, ready, editor, evaluator, name, format
):
    # It waits again since the publication, which a waiting comment keeps from happening.
    waiting = Kommentar.objects.filter(pk=unpublished[-1].pk)
    waiting.update(status=Status.WITHDRAWN)
    actions.publish(ready, by=editor)
    waiting.update(status=Status.PENDING)
    anliegen = ready.anliegen.get()
    actions.edit(
        anliegen, by=evaluator, version=anliegen.version, title=HIDDEN_WORD, reasons=HIDDEN_WORD
    )
    factories.draft(strategie.bausteine.get(), HIDDEN_WORD)

    data = written(Public(strategie), name, format)

    rows = READERS[format](data, name) if format == "json" else READERS[format](data)
    assert HIDDEN_WORD not in str(rows)
    assert resident.email not in str(rows)
    assert len(rows) == 1


def test_before_the_publication_no_verdict_is_in_a_public_file(
    strategie, auswertung, kommentar, evaluator, editor
):
    factories.released_anliegen(auswertung, [kommentar], by=evaluator, released_by=editor)

    [row] = json_rows(written(Public(strategie), "beitraege", "json"))

    assert row["anliegen"] == row["wuerdigung"] == row["begruendung"] == []
    assert json_rows(written(Public(strategie), "anliegen", "json"), "anliegen") == []


def test_a_comment_hidden_after_the_publication_is_gone_from_the_next_file(
    strategie, kommentar, ausgabe, moderator
):
    comment_actions.hide(kommentar, by=moderator, ground="hass", statement="Hetze.")

    assert json_rows(written(Public(strategie), "beitraege", "json")) == []


def test_internally_every_status_is_there_with_its_reason_but_no_hidden_word(
    strategie, unpublished, auswertung, anliegen
):
    scope = Internal(strategie, [auswertung.kommentierphase])

    data = written(scope, "beitraege", "json")

    rows = {row["status"]: row for row in json_rows(data)}
    assert set(rows) == {"veröffentlicht", "ausgeblendet", "zurückgezogen", "wartet auf Prüfung"}
    assert rows["ausgeblendet"]["moderationsgrund"].startswith("Werbung")
    assert rows["veröffentlicht"]["anliegen_titel"] == ["Ein Rufbus am Abend"]
    assert rows["veröffentlicht"]["anliegen_status"] == ["in Arbeit"]
    assert HIDDEN_WORD not in data.decode()
    [concern] = json_rows(written(scope, "anliegen", "json"), "anliegen")
    assert (concern["status"], concern["wuerdigung"], concern["ausgabe"]) == ("in Arbeit", "", None)


def test_a_moved_thread_keeps_its_result_in_the_file_of_its_new_strategie(
    kommentar, ausgabe, moderator
):
    strategie = factories.strategie(konzept=ausgabe.auswertung.strategie.konzept)
    elsewhere = factories.baustein(strategie=strategie)
    comment_actions.move(kommentar, by=moderator, baustein=elsewhere)

    [row] = json_rows(written(Public(strategie), "beitraege", "json"))

    assert (row["nummer"], row["wuerdigung"]) == (kommentar.pk, ["Dem folgen wir"])


def test_the_file_says_under_which_licence_and_of_when_it_is(strategie, settings):
    settings.OPEN_DATA_LICENCE = "cc-by-4.0"

    content = json.loads(written(Public(strategie), "beitraege", "json"))

    assert content["umfang"] == "öffentlich"
    assert content["lizenz"]["adresse"].startswith("https://creativecommons.org/")
    assert content["lizenz"]["namensnennung"] == settings.SITE_NAME
    assert content["stand"]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("beitraege", 11), ("anliegen", 4)])
def test_queries_do_not_grow_with_the_rows(
    baustein, evaluator, editor, count, name, queries, django_assert_num_queries
):
    rows = [factories.comment(baustein) for _ in range(count)]
    factories.end_phase(baustein)
    auswertung = factories.auswertung(baustein, by=evaluator)
    for row in rows:
        factories.released_anliegen(auswertung, [row], by=evaluator, released_by=editor)
    actions.publish(auswertung, by=editor)

    with django_assert_num_queries(queries):
        data = written(Public(baustein.strategie), name, "json")

    assert len(json_rows(data, name)) == count


def test_the_passage_a_contribution_is_about_stands_in_both_tables(strategie, kommentar, ausgabe):
    about = {"passage": "Der letzte Bus fährt früh.", "passage_block": "1-x"}
    Kommentar.objects.filter(pk=kommentar.pk).update(**about)

    for scope in (Public(strategie), Internal(strategie, strategie.kommentierphasen.all())):
        [row] = json_rows(written(scope, "beitraege", "json"))
        [concern] = json_rows(written(scope, "anliegen", "json"), "anliegen")
        assert row["zitierte_stelle"] == "Der letzte Bus fährt früh."
        assert concern["stellen"] == ["Der letzte Bus fährt früh."]
    Kommentar.objects.filter(pk=kommentar.pk).update(status=Status.HIDDEN)
    [concern] = json_rows(written(Public(strategie), "anliegen", "json"), "anliegen")
    assert concern["stellen"] == []
