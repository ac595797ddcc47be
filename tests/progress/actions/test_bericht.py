import json
from datetime import timedelta

import pytest
from django.utils import timezone

from progress import actions
from strategies.actions import ActionRefused
from tests import factories


def test_a_report_freezes_how_far_everything_is(konzept, editor, vorhaben):
    factories.vorhaben(konzept, published=False)
    factories.vorhaben()
    bericht = actions.publish_report(konzept, by=editor, note="Für den Rat.")
    before = bericht.document

    factories.stand(vorhaben, state="abgeschlossen")
    actions.change_vorhaben(vorhaben, by=editor, title="Ganz anders")
    second = actions.publish_report(konzept, by=editor)

    bericht.refresh_from_db()
    [row] = bericht.zeilen.all()
    assert (row.state, row.title) == ("umsetzung", "Wartehäuschen an elf Haltestellen")
    assert (bericht.document, bericht.is_intact) == (before, True)
    assert json.loads(before)["vorhaben"][0]["zustand"] == "umsetzung"
    assert second.number == 2
    assert second.zeilen.get().state == "abgeschlossen"


def test_it_counts_the_steps(konzept, editor, vorhaben):
    day = timezone.localdate()
    actions.set_steps(vorhaben, [("a", None, day), ("b", None, day), ("c", None, None)], by=editor)

    row = actions.publish_report(konzept, by=editor).zeilen.get()

    assert (row.steps_done, row.steps) == (2, 3)


def test_there_is_nothing_to_report_without_a_public_vorhaben(konzept, editor):
    factories.vorhaben(konzept, published=False)

    with pytest.raises(ActionRefused):
        actions.publish_report(konzept, by=editor)


@pytest.mark.parametrize("days", [-1, 1])
def test_it_is_of_a_day_of_which_everything_is_known(konzept, editor, vorhaben, days):
    day = timezone.localdate() + timedelta(days=days)

    with pytest.raises(ActionRefused, match="Stichtag"):
        actions.publish_report(konzept, by=editor, date=day)
