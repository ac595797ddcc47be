"""What the front of the administration says of phases, above all of those nobody announced."""

import pytest

from accounts.notices import Urgency
from phases.notices import notices
from phases.times import long_datetime
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def strategie():
    return factories.strategie(title="Grüne Ränder")


@pytest.fixture
def editor(strategie):
    return factories.staff(strategie.konzept, role="redaktion")


# Start and end in days from now → how urgent, and what is said.
DRAFTS = {
    "far away": (90, 120, Urgency.HINT, "Kommentierphase zu „{}“ ab {start}"),
    "next week": (5, 30, Urgency.SOON, "Kommentierphase zu „{}“ ab {start}"),
    "should have begun": (-1, 20, Urgency.OVERDUE, "die am {start} beginnen sollte"),
    "ends in three days": (-1, 3, Urgency.OVERDUE, "die am {start} beginnen sollte"),
    "over": (-30, -3, Urgency.OVERDUE, "die vom {start} bis {end} laufen sollte"),
}


@pytest.mark.parametrize("case", DRAFTS)
def test_a_draft_is_named_with_its_dates_until_somebody_acts(strategie, editor, case):
    start, end, urgency, words = DRAFTS[case]
    phase = factories.phase(strategie, start=start, end=end, status="draft")
    [notice] = notices(editor)
    said = words.format(
        "<span lang=de>", start=long_datetime(phase.starts_at),
        end=long_datetime(phase.ends_at, end=True),
    )  # fmt: skip

    assert notice.urgency == urgency
    assert notice.text.startswith("Noch nicht angekündigt: Kommentierphase zu „")
    assert "Grüne Ränder" in notice.text
    assert said.rpartition("“")[2].strip() in notice.text

    phase.delete()
    assert list(notices(editor)) == []


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(3, 30, "beginnt am {start}"), (-9, 3, "endet am {end}"), (20, 30, ""), (-9, -3, "")],
)
def test_what_is_announced_is_named_around_its_ends(strategie, editor, start, end, words):
    phase = factories.phase(strategie, start=start, end=end)
    found = list(notices(editor))

    said = words.format(
        start=long_datetime(phase.starts_at), end=long_datetime(phase.ends_at, end=True)
    )
    assert [notice.urgency for notice in found] == ([Urgency.SOON] if words else [])
    assert all(said in notice.text for notice in found)


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_any_number_of_drafts(
    strategie, editor, rows, django_assert_num_queries
):
    for _row in range(rows):
        factories.phase(strategie, status="draft")
    editor.has_perm("phases.view_kommentierphase")
    with django_assert_num_queries(1):
        assert len(list(notices(editor))) == rows
