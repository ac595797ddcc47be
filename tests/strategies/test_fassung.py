"""Which Fassung was in force when, and which ones a Kommentierphase is about."""

from datetime import timedelta

import pytest
from django.utils import timezone

from phases import actions as phase_actions
from strategies import actions
from strategies.actions import PublicationRefused
from strategies.models import Fassung
from tests import factories

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def published(baustein, *, days_ago, title):
    """Publish another Fassung, as if that had happened some days ago."""
    fassung = Fassung.objects.create(baustein=baustein, title=title, text=title)
    actions.publish_fassung(fassung)
    moment = timezone.now() - days_ago * DAY
    Fassung.objects.filter(pk=fassung.pk).update(published_at=moment)
    return fassung


@pytest.fixture
def history():
    """A Baustein with a Fassung of ten, of five and of one day ago, and a draft."""
    baustein = factories.baustein(title="Zehn")
    Fassung.objects.update(published_at=timezone.now() - 10 * DAY)
    published(baustein, days_ago=5, title="Fünf")
    published(baustein, days_ago=1, title="Eins")
    Fassung.objects.create(baustein=baustein, title="Entwurf", text="Entwurf")
    return baustein


@pytest.mark.parametrize(
    ("days_ago", "titles"), [(11, []), (9, ["Zehn"]), (3, ["Fünf"]), (0, ["Eins"])]
)
def test_the_last_one_published_until_then_was_in_force(history, days_ago, titles):
    moment = timezone.now() - days_ago * DAY

    assert [row.title for row in Fassung.objects.current_at(moment)] == titles


def test_a_fassung_is_in_force_from_the_moment_of_its_publication(history):
    five = Fassung.objects.get(title="Fünf")

    assert history.fassungen.current_at(five.published_at).get() == five
    just_before = five.published_at - timedelta(microseconds=1)
    assert history.fassungen.current_at(just_before).get().title == "Zehn"


def test_each_baustein_has_one_of_its_own(history):
    other = factories.baustein(strategie=history.strategie, title="Anderes Ziel")

    found = Fassung.objects.current_at(timezone.now())

    assert {row.baustein_id: row.title for row in found} == {
        history.pk: "Eins",
        other.pk: "Anderes Ziel",
    }


def test_opening_a_phase_freezes_the_fassungen_it_is_about():
    baustein = factories.baustein(title="Woran alle denken")
    editor = factories.superuser()
    phase = factories.phase(baustein.strategie, start=1, end=9)
    phase = phase_actions.open_now(phase, by=editor, reason="Es geht los.")

    actions.save_draft(baustein, title="Anders", text="Anders.", by=editor)
    for publish, row in (
        (actions.publish_baustein, baustein),
        (actions.publish_strategie, baustein.strategie),
        (actions.publish_konzept, baustein.strategie.konzept),
    ):
        with pytest.raises(PublicationRefused):
            publish(row)
    kommentar = factories.comment(baustein)

    of_this = Fassung.objects.filter(baustein=baustein)
    at_first = of_this.current_at(phase.starts_at).get()
    assert at_first == of_this.current_at(timezone.now()).get() == kommentar.fassung
    phase_actions.close_now(phase, by=editor, reason="Genug.")
    actions.publish_baustein(baustein)
    assert of_this.current_at(phase.starts_at).get() == at_first
    assert of_this.current_at(timezone.now()).get().title == "Anders"
