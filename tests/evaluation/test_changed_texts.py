"""How many people were behind a changed text, as its page says it."""

import pytest

from accounts.actions import delete_account
from evaluation import actions
from evaluation.changed_texts import changed_texts
from tests import factories
from tests.evaluation.actions.test_contributions import enter, entry
from tests.evaluation.pages import text


@pytest.mark.parametrize(
    ("present", "deleted", "letters", "expected"),
    [
        (1, 0, 0, "Angeregt von einem Menschen"),
        (0, 1, 0, "Angeregt von einem Menschen"),
        (0, 2, 0, "Angeregt von mindestens einem Menschen"),
        (2, 1, 0, "Angeregt von 3 Menschen"),
        (1, 2, 1, "Angeregt von mindestens 3 Menschen"),
        (0, 0, 2, "Angeregt von 2 Menschen"),
    ],
)
def test_those_behind_a_text_are_counted_and_what_is_unknown_is_said(
    client, baustein, evaluator, editor, present, deleted, letters, expected
):
    said = [factories.comment(baustein, text=f"Bus {n}.") for n in range(present + deleted)]
    # Somebody who wrote twice is one.
    said += [factories.comment(baustein, row.author, text="Und abends.") for row in said[:present]]
    factories.end_phase(baustein)
    auswertung = factories.auswertung(baustein, by=evaluator)
    said += [enter(auswertung, entry(baustein, text=f"Brief {n}."), evaluator)
             for n in range(letters)]  # fmt: skip
    factories.draft(baustein)
    factories.released_anliegen(
        auswertung, said, by=evaluator, released_by=editor, verdict="folgen", bausteine=[baustein]
    )
    ausgabe = actions.publish(auswertung, by=editor)
    for row in said[present : present + deleted]:
        delete_account(row.author, withdraw=False)

    [changed] = changed_texts(ausgabe.ergebnisse.all())

    assert changed.prompted == expected
    for address in (ausgabe.get_absolute_url(), f"{auswertung.get_absolute_url()}leinwand/"):
        assert expected in text(client.get(address))


def test_a_text_of_which_only_the_structure_changed_is_not_called_new(
    client, over, auswertung, kommentar, evaluator, editor
):
    factories.draft(over, text=f"{over.fassung.text}\n\n---")
    factories.released_anliegen(
        auswertung, [kommentar], by=evaluator, released_by=editor, verdict="folgen",
        bausteine=[over],
    )  # fmt: skip
    ausgabe = actions.publish(auswertung, by=editor)

    [changed] = changed_texts(ausgabe.ergebnisse.all())
    assert changed.passages == []
    for address in (ausgabe.get_absolute_url(), f"{auswertung.get_absolute_url()}leinwand/"):
        words = text(client.get(address))
        assert "Geändert ist nur, wie der Text aufgebaut ist." in words
        assert "Dieser Text ist neu." not in words
