"""Where one chooses among rows, each can be told from the others: in every list and select.

Two Konzepte hold the same, as two editions of one plan do: like-named Strategien, Bausteine
and phases. Walks all pages of staff as they are rendered.
"""

from collections import Counter

import pytest
from django.contrib import admin
from django.urls import reverse
from lxml import html

from tests import factories

pytestmark = pytest.mark.django_db

TITLE = "Anlass und Aufgabe"


@pytest.fixture
def boss(db):
    return factories.superuser()


@pytest.fixture
def twins(boss):
    """One Baustein in each of two Konzepte, with everything that hangs on it."""
    return [_whole(konzept, boss) for konzept in (factories.konzept(), factories.konzept())]


def _whole(konzept, boss):
    strategie = factories.strategie(konzept=konzept, title=TITLE, number="1")
    baustein = factories.baustein(strategie=strategie, title=TITLE, number="1")
    factories.baustein("leitprojekt", strategie=strategie, title=TITLE, number="1")
    factories.baustein("handlungsfeld", strategie=strategie, title=TITLE, number="1")
    factories.phase(strategie, title="Beteiligung")
    kommentar = factories.comment(baustein, text="Mehr Bänke.")
    factories.end_phase(baustein)
    auswertung = factories.auswertung(baustein, by=boss)
    factories.prepared_anliegen(auswertung, [kommentar], by=boss, bausteine=[baustein])
    factories.phase(strategie, start=0, title="Zweite Beteiligung")
    return baustein


def administration(twins):
    for model in admin.site._registry:
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{base}_changelist")
        yield reverse(f"{base}_add")
        if row := model._default_manager.order_by("pk").first():
            yield reverse(f"{base}_change", args=[row.pk])


def workplaces(twins):
    yield from (reverse("moderation:queue", args=[tab]) for tab in ("alle", "gemeldet"))
    yield reverse("moderation:complaints")
    yield reverse("auswertung:start")
    for baustein in twins:
        kommentar = baustein.kommentare.get()
        yield reverse("moderation:kommentar", args=[kommentar.pk])
        yield reverse("moderation:decide", args=[kommentar.pk, "verschieben"])


def choices(page):
    """Yield (what is chosen, [the words of each choice]) of every list and select of a page."""
    document = html.fromstring(page)
    for select in document.iter("select"):
        yield (
            select.get("name"),
            [
                f"{option.xpath('string(ancestor::optgroup/@label)')} {option.text_content()}"
                for option in select.iter("option")
            ],
        )
    for block in document.xpath("//*[@id='changelist-filter']//*[self::details or self::nav]"):
        yield block.xpath("string(.//summary)"), [a.text_content() for a in block.iter("a")]


def alike(client, address):
    page = client.get(address, follow=True)
    if page.status_code != 200:
        return
    for name, words in choices(page.text):
        for label, number in Counter(" ".join(each.split()) for each in words).items():
            if number > 1:
                yield f"{address}: {name} offers „{label}“ {number} times"


@pytest.mark.parametrize("walk", [administration, workplaces])
def test_choices_can_be_told_apart(client, boss, twins, walk):
    client.force_login(boss)

    assert [sentence for address in walk(twins) for sentence in alike(client, address)] == []


def test_the_walk_finds_filters_and_selects(client, boss, twins):
    client.force_login(boss)
    konzept = twins[0].strategie.konzept

    lists = dict(choices(client.get(reverse("admin:comments_kommentar_changelist")).text))
    queue = dict(choices(client.get(reverse("moderation:queue", args=["alle"])).text))

    strategie, phase = (next(v for k, v in lists.items() if w in k) for w in ("Strategie", "Phase"))
    assert any(label.strip() == f"{konzept}: Strategie 1: {TITLE}" for label in strategie)
    assert any(label.strip().startswith(f"{konzept}: ") for label in phase)
    assert f" {konzept}: Strategie 1: {TITLE}" in queue["strategie"]


def test_with_one_konzept_it_is_not_repeated(client, boss):
    baustein = _whole(factories.konzept(), boss)
    client.force_login(boss)

    for name in ("admin:phases_kommentierphase_changelist", "admin:comments_kommentar_changelist"):
        lists = dict(choices(client.get(reverse(name)).text))
        for words in lists.values():
            assert not [label for label in words if f"{baustein.strategie.konzept}: " in label]
