"""How much came and was decided each week, and how long the oldest waits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments import actions
from comments.models import Kommentar
from tests import factories

from .pages import REASON

pytestmark = pytest.mark.django_db


def test_weeks_and_the_oldest_are_told(desk, baustein, moderator):
    old = factories.comment(baustein, text="Von vor zwei Wochen.")
    then = timezone.now() - timedelta(weeks=2)
    Kommentar.objects.filter(pk=old.pk).update(created_at=then)
    new = factories.comment(baustein, text="Von heute.")
    actions.report(new, user=None, reporter_key="x", ground="hass")
    actions.warn(new, by=moderator, **REASON)
    foreign = factories.comment(factories.open_baustein())
    actions.report(foreign, user=None, reporter_key="x", ground="hass")

    page = desk.open("numbers")

    weeks = page.context["weeks"]
    assert [(week.came, week.reported, week.decided) for week in weeks][:4] == [
        (1, 1, 1), (0, 0, 0), (1, 0, 0), (0, 0, 0),
    ]  # fmt: skip
    assert len(weeks) == 8
    oldest = {name: age for name, _label, age in page.context["oldest"]}
    assert oldest["ungelesen"] == "vor 14 Tagen"
    assert oldest["gemeldet"].startswith("vor 0 Minuten")
    assert oldest["wartet"] == ""


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_for_any_number_of_rows(desk, baustein, rows, django_assert_num_queries):
    for _number in range(rows):
        factories.comment(baustein)
    with django_assert_num_queries(12):
        desk.open("numbers")
