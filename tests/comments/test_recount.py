"""The counters on pages equal what they count, whatever happens."""

import random

import pytest
from django.core.management import call_command
from django.db.models import F

from comments import actions
from comments.actions.counters import recount
from comments.models import Kommentar, Status
from phases.models import Kommentierphase
from strategies.models import Baustein
from tests import factories


class Life:
    """A discussion in which people do at random what the application lets them do."""

    def __init__(self, baustein, seed):
        self.random = random.Random(seed)  # noqa: S311
        self.baustein = baustein
        konzept = baustein.strategie.konzept
        self.moderator = factories.staff(konzept, role="moderation")
        self.clerk = factories.staff(konzept, role="redaktion")
        self.people = [self.clerk, *(factories.user() for _ in range(4))]

    def step(self):
        deeds = (
            self.write, self.write, self.answer, self.answer, self.vote, self.vote, self.edit,
            self.withdraw, self.hide, self.restore, self.release, self.report, self.review,
        )  # fmt: skip
        deed = self.random.choice(deeds)
        try:
            deed()
        except (actions.ActionRefused, IndexError):
            return None
        return deed.__name__

    def some(self, **conditions):
        return self.random.choice(list(Kommentar.objects.filter(**conditions)))

    def person(self):
        return self.random.choice(self.people)

    def write(self):
        factories.comment(self.baustein, self.person())

    def answer(self):
        factories.comment(self.baustein, self.person(), parent=self.some())

    def vote(self):
        actions.vote(self.some(), by=self.person(), value=self.random.choice([1, -1, 0]))

    def edit(self):
        kommentar = self.some()
        text = f"Wortlaut {self.random.random()}"
        actions.edit(kommentar, by=kommentar.author, text=text, category="frage")

    def withdraw(self):
        kommentar = self.some()
        actions.withdraw(kommentar, by=kommentar.author)

    def hide(self):
        actions.hide(self.some(), by=self.moderator, ground="hass", statement="Hetze.")

    def restore(self):
        kommentar = self.some(status=Status.HIDDEN)
        actions.restore(kommentar, by=self.moderator, statement="Irrtum.")

    def release(self):
        actions.release(self.some(status=Status.PENDING), by=self.moderator)

    def report(self):
        key = self.random.choice("abc")
        actions.report(self.some(), user=None, reporter_key=key, ground="hass")

    def review(self):
        release = self.random.choice(["at_once", "after_review"])
        Kommentierphase.objects.update(release=release)


@pytest.mark.parametrize("seed", range(4))
def test_counters_are_right_after_every_action(baustein, seed):
    life, done = Life(baustein, seed), set()

    for step in range(120):
        deed = life.step()
        done.add(deed)
        if deed:
            assert not list(recount()), f"{deed} at step {step}"

    assert len(done - {None}) >= 9


def test_what_is_counted_can_be_read(client, baustein):
    life = Life(baustein, 99)
    for _step in range(120):
        life.step()
    Kommentierphase.objects.update(release="at_once")

    baustein.refresh_from_db()
    shown = set()
    address = f"{baustein.get_absolute_url()}?sortierung=aelteste"
    while address:
        page = client.get(address).context["page"]
        nodes = list(page.threads)
        while nodes:
            node = nodes.pop()
            shown |= {node.kommentar.pk} if node.kommentar.is_published else set()
            nodes += node.children
        address = page.next_key and (
            f"{baustein.get_absolute_url()}?sortierung=aelteste&nach={page.next_key}"
        )

    assert len(shown) == baustein.comment_count


@pytest.fixture
def wrong(baustein):
    """A discussion with two counters that are wrong; returns the thread's first comment."""
    root = factories.comment(baustein)
    factories.comment(baustein, parent=root)
    actions.vote(root, by=factories.user(), value=1)
    Kommentar.objects.filter(pk=root.pk).update(up_count=F("up_count") + 4)
    Baustein.objects.update(comment_count=0)
    return root


def test_recount_reports_and_leaves_everything_alone(wrong, capsys):
    call_command("recount")

    said = capsys.readouterr().out
    assert f"comments.Kommentar {wrong.pk}: up_count ist 5, richtig 1" in said
    assert f"strategies.Baustein {wrong.baustein_id}: comment_count ist 0, richtig 2" in said
    assert "2 Abweichungen gefunden." in said
    wrong.refresh_from_db()
    assert wrong.up_count == 5


def test_recount_repairs_on_request(wrong, capsys):
    call_command("recount", "--repair")
    assert "2 Abweichungen berichtigt." in capsys.readouterr().out

    call_command("recount")
    assert "0 Abweichungen gefunden." in capsys.readouterr().out
    wrong.refresh_from_db()
    assert wrong.up_count == 1


@pytest.mark.parametrize(
    "field", ["reply_count", "thread_count", "thread_official_count", "down_count", "report_count"]
)
def test_recount_looks_at_every_counter_of_a_comment(baustein, field):
    kommentar = factories.comment(baustein)
    Kommentar.objects.update(**{field: 3})

    assert list(recount()) == [(kommentar, field, 3, 0)]


@pytest.mark.parametrize(
    ("field", "value"), [("official_count", 3), ("comment_count", 3), ("last_comment_at", None)]
)
def test_recount_looks_at_every_counter_of_a_baustein(baustein, field, value):
    factories.comment(baustein)
    Baustein.objects.update(**{field: value})

    assert [(row.pk, name, kept) for row, name, kept, _right in recount()] == [
        (baustein.pk, field, value)
    ]
