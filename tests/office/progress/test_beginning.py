"""What a Vorhaben begins with, and what the pages it came of say of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from municipality.months import in_digits
from progress.models import Vorhaben
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def konzept():
    return factories.konzept()


@pytest.fixture
def editor(konzept):
    return factories.staff(konzept, role="redaktion")


def form_of(vorhaben):
    return reverse("umsetzung:stand", args=[vorhaben.pk])


def test_a_steckbrief_gives_all_that_can_be_read(client, konzept, editor):
    project = factories.baustein("leitprojekt", strategie=factories.strategie(konzept=konzept))
    project.fassung.facts = [
        ["traeger", "Bauamt"], ["ort", "Am Markt"], ["kosten", "1,2 Mio. €"],
        ["foerderung", "rund 800.000 €"], ["zeitraum", "Herbst 2026 bis 2028"],
        ["prioritaet", "hoch"], ["ansprechpartner", "Frau Sommer, 0123"],
    ]  # fmt: skip
    project.fassung.save()
    client.force_login(editor)
    address = f"{reverse('umsetzung:new')}?baustein={project.pk}"
    assert address in client.get(reverse("texts:text", args=[project.pk])).text

    client.post(address, opened(client, address) | {"number": "7"})

    row = Vorhaben.objects.get()
    assert (row.office, row.place, row.contact) == ("Bauamt", "Am Markt", "Frau Sommer, 0123")
    assert (row.cost_planned, row.funding_amount) == (120_000_000, 80_000_000)
    assert (in_digits(row.planned_start), in_digits(row.planned_end)) == ("Herbst 2026", "2028")
    assert row.priority == "hoch"


@pytest.fixture
def decided(konzept):
    """A Vorhaben, and the Anliegen of a published result that it came of."""
    ausgabe = factories.ausgabe(konzept=konzept)
    row = factories.vorhaben(konzept, title="Rufbus", stand={"health": "verzoegert"})
    row.anliegen.add(ausgabe.auswertung.anliegen.get())
    return row


def test_an_anliegen_names_what_came_of_it(client, decided, editor, django_assert_num_queries):
    client.force_login(editor)
    page = reverse("auswertung:anliegen", args=[decided.anliegen.get().pk])

    text = client.get(page).text

    assert form_of(decided) in text
    assert "verzögert" in text
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    for title in ("Bänke", "Brunnen"):
        row = factories.vorhaben(decided.konzept, title=title, published=False, state=None)
        row.anliegen.add(decided.anliegen.get())
    with django_assert_num_queries(len(one)):
        assert "Entwurf" in client.get(page).text


def test_who_does_not_plan_is_offered_nothing(client, decided, konzept):
    client.force_login(factories.staff(konzept, role="auswertung"))

    text = client.get(reverse("auswertung:anliegen", args=[decided.anliegen.get().pk])).text

    assert decided.get_absolute_url() in text
    assert form_of(decided) not in text
    assert reverse("umsetzung:new") not in text
