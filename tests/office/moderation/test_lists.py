"""Filters that a moderator keeps under a name: their own, no more than there is room for."""

import pytest
from django.test import Client
from django.urls import reverse

from comments.models import GemerkteListe
from tests import factories
from tests.concurrency import at_once

pytestmark = pytest.mark.django_db


def keep(desk, name, query="liste=alle&art=kritik&suche=Deich"):
    url = f"{reverse('moderation:keep_list')}?{query}"
    return desk.client.post(url, {"name": name}, follow=True)


def test_a_list_is_kept_shown_and_opened(desk, baustein):
    factories.comment(baustein, text="Der Deich.", category="kritik")
    factories.comment(baustein, text="Die Bank.", category="kritik")
    page = keep(desk, "Deich & Kritik")
    row = GemerkteListe.objects.get()
    assert (row.tab, row.name) == ("alle", "Deich & Kritik")
    assert "Deich &amp; Kritik" in page.text
    address = f"{reverse('moderation:queue', args=['alle'])}?{row.query}"
    page = desk.client.get(address)
    assert [case.kommentar.text for case in page.context["page"].rows] == ["Der Deich."]
    assert 'aria-current="page"' in page.text


def test_the_same_name_again_is_the_same_list(desk, kommentar):
    keep(desk, "Meine")
    keep(desk, "Meine", "liste=gemeldet&art=frage")
    row = GemerkteListe.objects.get()
    assert (row.tab, row.query) == ("gemeldet", "art=frage")


@pytest.mark.parametrize(
    ("name", "query", "says"),
    [
        ("", "liste=alle&art=kritik", "Bitte geben Sie der Liste einen Namen."),
        (" . ", "liste=alle&art=kritik", "nichts, was man lesen kann"),
        ("x" * 61, "liste=alle&art=kritik", "60"),
        ("Alles", "liste=alle", "Bitte stellen Sie zuerst einen Filter ein."),
        ("Lang", "liste=alle&suche=" + "x" * 600, "Bitte stellen Sie zuerst einen Filter ein."),
    ],
)
def test_what_cannot_be_kept_is_told(desk, kommentar, name, query, says):
    assert says in keep(desk, name, query).text
    assert not GemerkteListe.objects.exists()


def test_there_is_room_for_twenty(desk, kommentar, moderator):
    for number in range(20):
        GemerkteListe.objects.create(
            user=moderator, name=f"Liste {number}", tab="alle", query="a=b"
        )
    assert "Mehr als 20 Listen" in keep(desk, "Noch eine").text
    keep(desk, "Liste 3")
    assert GemerkteListe.objects.count() == 20


def test_they_are_nobody_elses(desk, kommentar, colleague, client):
    row = GemerkteListe.objects.create(
        user=colleague, name="Geheim", tab="alle", query="art=kritik"
    )
    assert "Geheim" not in desk.queue().text
    url = reverse("moderation:forget_list", args=[row.pk])
    assert desk.client.post(url).status_code == 404
    client.force_login(colleague)
    client.post(url)
    assert not GemerkteListe.objects.exists()


def test_who_does_not_moderate_keeps_none(client, baustein, resident):
    editor = factories.staff(baustein.strategie.konzept, role="redaktion")
    for person in (resident, editor):
        client.force_login(person)
        url = f"{reverse('moderation:keep_list')}?liste=alle&art=kritik"
        assert client.post(url, {"name": "Meine"}).status_code == 404
    assert not GemerkteListe.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_keep_the_same_name_at_once_keep_one_list(kommentar, moderator):
    """And the last place is given once, whatever two tabs call it."""
    queries = ["liste=alle&art=kritik", "liste=alle&art=frage"]

    def keep_as(name, query):
        client = Client()
        client.force_login(moderator)
        url = f"{reverse('moderation:keep_list')}?{query}"
        return lambda: client.post(url, {"name": name}).status_code

    assert at_once(*(keep_as("Meine", query) for query in queries)) == [302, 302]
    assert GemerkteListe.objects.get().query in {"art=kritik", "art=frage"}

    for number in range(GemerkteListe.MOST - 2):
        GemerkteListe.objects.create(
            user=moderator, name=f"Liste {number}", tab="alle", query="a=b"
        )
    at_once(*(keep_as(f"Letzte {number}", queries[0]) for number in range(2)))
    assert GemerkteListe.objects.count() == GemerkteListe.MOST
