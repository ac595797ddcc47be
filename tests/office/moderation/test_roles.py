"""Who gets in: one test walks every address with every role. Deny by default."""

import pytest
from django.contrib.auth.models import Group
from django.core import signing
from django.urls import reverse

from comments import actions
from comments.decisions import BULK, DECISIONS
from comments.models import Kommentar, Moderationsentscheidung
from office.moderation.queue import OF_COMMENTS
from strategies.models import Zustaendigkeit
from tests import factories

from .pages import REASON, key, seen

pytestmark = pytest.mark.django_db


def _group_alone(konzept):
    person = factories.user(is_staff=True)
    person.groups.add(*Group.objects.all())
    return person


def _zustaendigkeit_alone(konzept):
    person = factories.user(is_staff=True)
    Zustaendigkeit.objects.create(konzept=konzept, user=person, role="moderation")
    return person


def _ex_moderator(konzept):
    person = factories.staff(konzept, role="moderation")
    person.zustaendigkeiten.all().delete()
    return person


def _no_longer_staff(konzept):
    person = factories.staff(konzept, role="moderation")
    person.is_staff = False
    person.save()
    return person


def _elsewhere(konzept):
    return factories.staff(factories.konzept(), role="moderation")


OUTSIDERS = {
    "redaktion": lambda konzept: factories.staff(konzept, role="redaktion"),
    "ex-moderator": _ex_moderator,
    "group alone": _group_alone,
    "zustaendigkeit alone": _zustaendigkeit_alone,
    "no longer staff": _no_longer_staff,
    "staff without a role": lambda konzept: factories.user(is_staff=True),
    "resident": lambda konzept: factories.user(),
}
INSIDERS = {
    "superuser": lambda konzept: factories.superuser(),
    "moderator": lambda konzept: factories.staff(konzept, role="moderation"),
}


@pytest.fixture
def beschwerde(kommentar, moderator, colleague):
    """Against a decision of ``moderator``; with a colleague there, the Redaktion stays out."""
    actions.warn(kommentar, by=moderator, **REASON)
    return actions.complain(kommentar.entscheidungen.get(), text="Das sehe ich anders.")


@pytest.fixture
def own_pages(kommentar, beschwerde):
    """Addresses of rows of this Konzept."""
    return [
        reverse("moderation:kommentar", args=[kommentar.pk]),
        reverse("moderation:person", args=[kommentar.author_id]),
        *(reverse("moderation:decide", args=[kommentar.pk, name]) for name in DECISIONS),
        reverse("moderation:complaint", args=[beschwerde.pk]),
    ]


@pytest.fixture
def general_pages(db):
    club = actions.request_organisation(person=factories.user(), name="Chor", kind="verein")
    return [
        reverse("moderation:organisations"),
        reverse("moderation:organisation", args=[club.pk]),
        reverse("moderation:start"),
        *(reverse("moderation:queue", args=[tab]) for tab in OF_COMMENTS),
        reverse("moderation:complaints"),
        reverse("moderation:decide_many"),
        reverse("moderation:undo"),
        reverse("moderation:help"),
        reverse("moderation:numbers"),
    ]


def _everything(kommentar, decisions):
    """What a decision could have changed."""
    fields = Kommentar.objects.filter(pk=kommentar.pk).values()[0]
    return fields, decisions()


def _decisions():
    return Moderationsentscheidung.objects.count()


def _data(kommentar, moderator):
    """Enough for every decision to go through, were it allowed."""
    token = signing.dumps(
        [moderator.pk, "verbergen", [[kommentar.pk, seen(kommentar), "published"]]],
        salt="moderation.undo",
    )
    return {
        "seen": seen(kommentar), "auswahl": key(kommentar), "entscheidung": "verbergen",
        "statement": "Grund genug", "ground": "werbung", "text": "Antwort", "until": "2199-01-01",
        "outcome": "uphold", "token": token,
        "idempotency_key": "11111111-1111-4111-8111-111111111111",
    }  # fmt: skip


def test_every_address_is_walked(own_pages, general_pages):
    """A new address has to be added above."""
    from office.moderation.urls import urlpatterns

    patterns = {pattern.name for pattern in urlpatterns}
    assert patterns == {
        "start", "queue", "decide_many", "undo", "help", "kommentar", "decide", "complaints",
        "complaint", "organisations", "organisation", "person", "numbers",
        # Which take forms alone (``test_lists``), or need an Auswertung (``test_bundling``).
        "keep_list", "forget_list", "bundle",
    }  # fmt: skip


@pytest.mark.parametrize("role", OUTSIDERS)
def test_the_workplace_does_not_exist_for_others(
    client, kommentar, moderator, own_pages, general_pages, role
):
    client.force_login(OUTSIDERS[role](kommentar.baustein.strategie.konzept))
    before = _everything(kommentar, _decisions)
    for url in [*own_pages, *general_pages]:
        assert client.get(url).status_code == 404, url
        assert client.post(url, _data(kommentar, moderator)).status_code == 404, url
    assert _everything(kommentar, _decisions) == before


def test_a_moderator_elsewhere_finds_none_of_these_rows(
    client, kommentar, moderator, own_pages, general_pages
):
    client.force_login(_elsewhere(kommentar.baustein.strategie.konzept))
    before = _everything(kommentar, _decisions)
    for url in own_pages:
        assert client.get(url).status_code == 404, url
        # The page of a comment takes no POST from anybody.
        assert client.post(url, _data(kommentar, moderator)).status_code in (404, 405), url
    for url in general_pages:
        page = client.get(url, follow=True)
        assert page.status_code == 200, url
        assert "Der Deich" not in page.text
        assert kommentar.author.pseudonym not in page.text
        client.post(url, _data(kommentar, moderator))
    assert _everything(kommentar, _decisions) == before


def test_anonymous_visitors_are_asked_to_sign_in(
    client, kommentar, moderator, own_pages, general_pages
):
    before = _everything(kommentar, _decisions)
    login = reverse("account_request_login_code")
    for url in [*own_pages, *general_pages, reverse("moderation:kommentar", args=[999_999])]:
        for response in (client.get(url), client.post(url, _data(kommentar, moderator))):
            assert response.status_code == 302, url
            assert response.url.startswith(login), url
    assert _everything(kommentar, _decisions) == before


@pytest.mark.parametrize("role", INSIDERS)
def test_moderators_and_superusers_get_in(client, konzept, own_pages, general_pages, role):
    client.force_login(INSIDERS[role](konzept))
    for url in [*own_pages, *general_pages]:
        assert client.get(url, follow=True).status_code == 200, url


@pytest.mark.parametrize("role", INSIDERS)
def test_asking_for_a_page_changes_nothing(client, kommentar, own_pages, general_pages, role):
    client.force_login(INSIDERS[role](kommentar.baustein.strategie.konzept))
    before = _everything(kommentar, _decisions)
    for url in [*own_pages, *general_pages]:
        query = {"seen": seen(kommentar), "auswahl": key(kommentar), **REASON}
        client.get(url, query, follow=True)
        client.head(url, query)
    assert _everything(kommentar, _decisions) == before


@pytest.mark.parametrize(
    "path",
    [
        "kommentar/999999/",
        "kommentar/" + "9" * 40 + "/",
        "kommentar/" + "9" * 5000 + "/verbergen/",
        "kommentar/1/loeschen/",
        "beschwerde/999999/",
        "person/999999/",
        "person/" + "9" * 40 + "/",
        "geloescht/",
    ],
)
def test_invented_addresses_are_not_found(desk, path):
    assert desk.client.get(f"/moderation/{path}").status_code == 404


@pytest.mark.parametrize(
    ("role", "shown"),
    [("moderator", True), ("superuser", True), ("redaktion", False), ("resident", False)],
)
def test_the_head_of_every_page_leads_moderators_there(client, konzept, role, shown):
    client.force_login({**OUTSIDERS, **INSIDERS}[role](konzept))
    link = f'href="{reverse("moderation:start")}"'
    assert (link in client.get("/").text) is shown


def test_what_is_offered_in_bulk_asks_for_no_more_than_the_form_has():
    assert [name for name, decision in BULK.items() if not decision.needs_nothing] == ["verbergen"]
