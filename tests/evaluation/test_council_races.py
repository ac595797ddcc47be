"""Two people record the step of the council at the same moment."""

import pytest

from evaluation import actions
from evaluation.models import Auswertungsprotokoll, Ratsbefassung
from tests.concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_record_the_first_step_make_one_row(auswertung, evaluator, editor):
    outcomes = at_once(
        lambda: actions.record_council(auswertung, by=evaluator, number="BV/1"),
        lambda: actions.record_council(auswertung, by=editor, council="Stadtrat"),
    )

    assert all(isinstance(row, Ratsbefassung) for row in outcomes)
    row = Ratsbefassung.objects.get()
    assert (row.number, row.council) == ("BV/1", "Stadtrat")
    lines = Auswertungsprotokoll.objects.filter(action="council")
    assert lines.count() == 2
