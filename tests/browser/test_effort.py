"""How much two part-time people have to do: every click, choice and text typed is counted.

Sixty contributions on ten matters, six of them with two at once. What is counted is what a
person does who reads each contribution once; the goals are those of the evaluation's design
(docs/auswertung.md).
"""

import pytest

from evaluation.models import Anliegen, Kenntnisnahme, Zuordnung
from strategies.models import Zustaendigkeit
from tests import factories

from .sixty import MATTERS, TWICE, contributions
from .staff import PASSWORD, WIDE, sign_in_as_staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OFFICE = "Bauamt"


class Person:
    """Somebody at a page, whose every action is counted."""

    def __init__(self, page):
        self.page, self.actions, self.loads = page, 0, 0

    def click(self, locator, *, leads_on=False):
        self.actions += 1
        if not leads_on:
            locator.click()
            return
        self.loads += 1
        with self.page.expect_navigation():
            locator.click()

    def type(self, label, text):
        self.actions += 1
        self.page.get_by_label(label, exact=True).fill(text)

    def choose(self, label, value):
        self.actions += 1
        self.page.get_by_label(label).select_option(value)

    def button(self, name):
        return self.page.get_by_role("button", name=name)


@pytest.fixture
def comments(baustein):
    for words in contributions():
        factories.comment(baustein, text=words)
    factories.end_phase(baustein)
    return list(baustein.kommentare.order_by("pk"))


def test_bundling_verdict_and_release_cost_few_actions(open_browser, baustein, comments):
    konzept = baustein.strategie.konzept
    people = [
        factories.staff(konzept, role=role, office=OFFICE, password=PASSWORD)
        for role in (Zustaendigkeit.Role.AUSWERTUNG, Zustaendigkeit.Role.REDAKTION)
    ]
    auswertung = factories.auswertung(baustein, by=people[0])
    page = open_browser(width=WIDE)
    sign_in_as_staff(page, people[0], to=f"/auswertung/beitrag/{comments[0].pk}/")

    bundling = Person(page)
    while auswertung.unassigned().exists():
        _bundle(bundling, auswertung)
    assert not Kenntnisnahme.objects.exists()
    assert Anliegen.objects.count() == len(MATTERS)
    assert Zuordnung.objects.count() == len(comments) + TWICE
    verdicts = _give_verdicts(Person(page))
    other = open_browser(width=WIDE)
    sign_in_as_staff(other, people[1], to=f"/auswertung/{auswertung.pk}/")
    one_by_one = _release_one_by_one(Person(other), len(MATTERS) // 2)
    other.goto("/schreibtisch/")
    at_once = _release_the_rest(Person(other))

    per_contribution = bundling.actions / len(comments)
    per_anliegen = verdicts.actions / len(MATTERS)
    print(f"bundling: {per_contribution:.2f} actions per contribution")
    print(f"verdict: {per_anliegen:.2f} actions, {verdicts.loads / len(MATTERS):.2f} page loads")
    each = one_by_one.actions / (len(MATTERS) // 2)
    print(f"release one by one: {each:.2f} actions; of all that wait: {at_once.actions}")
    assert per_contribution <= 0.8
    assert per_anliegen <= 4
    assert verdicts.loads / len(MATTERS) <= 1
    assert each <= 2
    assert at_once.actions == 2
    everything = bundling, verdicts, one_by_one, at_once
    assert sum(person.actions for person in everything) / len(comments) < 2


def _bundle(person, auswertung):
    """Put the contribution one is at where it belongs, and what is similar with it."""
    page = person.page
    _wait_for_similar(page)
    text = page.locator("[data-quotable]").inner_text()
    title, words = next(matter for matter in MATTERS.items() if matter[1] in text)
    suggested = page.locator("#aehnliches button[name=into]", has_text=title)
    if not suggested.count():
        person.type("Anliegen", title)
        _take_along(person, words)
        person.click(person.button("Neues Anliegen"), leads_on=True)
    else:
        person.click(suggested.first, leads_on=True)


def _take_along(person, words):
    """Tick what is about the same, all at once where all of it is: also what is about more."""
    found = person.page.locator("#aehnliches li", has=person.page.locator("[name=auch]"))
    right = [row for row in found.all() if words in row.locator(".words").inner_text()]
    keys = [row.locator("[name=auch]").get_attribute("value") for row in right]
    together = person.page.locator("[name=alle_auch]")
    close = together.get_attribute("value").split() if together.count() else []
    if close and set(close) <= set(keys):
        person.click(together)
        keys = [key for key in keys if key not in close]
    for key in keys:
        person.click(person.page.locator(f"[name=auch][value='{key}']"))


def _wait_for_similar(page):
    page.locator("#aehnliches a[data-hx-get]").wait_for(state="detached", timeout=30_000)


def _give_verdicts(person):
    """One reason for each, of its own; whoever is done goes on to the next in work."""
    first = Anliegen.objects.earliest("number")
    person.page.goto(first.get_absolute_url())
    for number in range(len(MATTERS)):
        person.choose("Würdigung", "kenntnis")
        person.choose("Zuständiges Amt", OFFICE)
        person.type("Begründung", f"Das nehmen wir in die Planung auf ({number}).")
        is_last = number + 1 == len(MATTERS)
        name = "Speichern und vorlegen" if is_last else "Vorlegen, nächstes"
        person.click(person.button(name), leads_on=True)
    assert set(Anliegen.objects.values_list("status", flat=True)) == {"prepared"}
    return person


def _release_one_by_one(person, number):
    """Open the first that waits; whoever has read and released it gets the next."""
    page = person.page
    person.click(page.get_by_role("link", name="10 Anliegen freigeben"), leads_on=True)
    person.click(page.locator(".case [data-open]").first, leads_on=True)
    for _number in range(number):
        person.click(person.button("Freigeben, nächstes"), leads_on=True)
    assert Anliegen.objects.filter(status="released").count() == number
    return person


def _release_the_rest(person):
    """From the desk: all that waits is read on one page."""
    person.click(
        person.page.get_by_role("link", name="Anliegen warten auf Freigabe"), leads_on=True
    )
    person.click(person.page.get_by_role("button", name="Freigeben", exact=True), leads_on=True)
    assert set(Anliegen.objects.values_list("status", flat=True)) == {"released"}
    return person
