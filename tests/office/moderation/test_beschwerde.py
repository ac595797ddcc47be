"""Complaints: somebody else than who decided looks again."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.urls import reverse

from comments import actions
from comments.access import own_complaints
from comments.models import Beschwerde, Kommentar, Status
from strategies.models import Zustaendigkeit
from tests import factories

from .pages import REASON, Desk

pytestmark = pytest.mark.django_db

UPHOLD = {"outcome": "uphold", "statement": "Das war zu streng."}


@pytest.fixture
def beschwerde(kommentar, moderator):
    actions.hide(kommentar, by=moderator, **REASON)
    return actions.complain(kommentar.entscheidungen.get(), text="Das ist <b>keine</b> Werbung.")


def _as(client, person):
    client.force_login(person)
    return Desk(client)


def _decide(desk, beschwerde, **data):
    url = reverse("moderation:complaint", args=[beschwerde.pk])
    return desk.client.post(url, data or UPHOLD, follow=True)


def test_another_moderator_finds_and_upholds_it(client, beschwerde, colleague):
    desk = _as(client, colleague)
    listed = desk.open("complaints").text
    assert "Das ist &lt;b&gt;keine&lt;/b&gt; Werbung." in listed
    page = desk.open("complaint", beschwerde.pk).text
    assert "Reklame für ein Café" in page
    assert "Der Deich &lt;b&gt;fehlt&lt;/b&gt;." in page
    assert "Die Beschwerde ist entschieden." in _decide(desk, beschwerde).text
    beschwerde.refresh_from_db()
    assert (beschwerde.status, beschwerde.decided_by) == ("upheld", colleague)
    assert Kommentar.objects.get().status == Status.PUBLISHED
    assert not desk.open("complaints").context["complaints"]


def test_whoever_decided_does_not_find_it(client, beschwerde, moderator, colleague):
    desk = _as(client, moderator)
    assert not desk.open("complaints").context["complaints"]
    assert desk.open("complaint", beschwerde.pk).status_code == 404
    assert _decide(desk, beschwerde).status_code == 404
    page = desk.open("kommentar", beschwerde.entscheidung.kommentar_id).text
    assert "Beschwerde:" in page
    assert reverse("moderation:complaint", args=[beschwerde.pk]) not in page


def test_with_one_moderator_the_redaktion_decides(client, konzept, beschwerde):
    desk = _as(client, factories.staff(konzept, role="redaktion"))
    assert desk.open("start").url == reverse("moderation:complaints")
    page = desk.open("complaints")
    assert [tab.name for tab in page.context["tabs"]] == ["beschwerden"]
    assert "Die Beschwerde ist entschieden." in _decide(desk, beschwerde).text
    assert desk.queue("alle").status_code == 404
    assert desk.open("kommentar", beschwerde.entscheidung.kommentar_id).status_code == 404


def test_with_another_moderator_the_redaktion_does_not(client, konzept, beschwerde, colleague):
    desk = _as(client, factories.staff(konzept, role="redaktion"))
    assert desk.open("complaints").status_code == 404
    assert _decide(desk, beschwerde).status_code == 404


@pytest.mark.parametrize("data", [{}, {"outcome": "uphold", "statement": " "},
                                  {"outcome": "", "statement": "Darum"},
                                  {"outcome": "vielleicht", "statement": "Darum"}])  # fmt: skip
def test_it_needs_an_outcome_and_reasons(client, beschwerde, colleague, data):
    page = _decide(_as(client, colleague), beschwerde, **(data or {"x": "y"}))
    assert page.status_code == 422
    beschwerde.refresh_from_db()
    assert beschwerde.status == Beschwerde.Status.OPEN


def test_the_second_decider_is_told(client, beschwerde, colleague, konzept):
    other = factories.staff(konzept, role="moderation")
    actions.decide_complaint(beschwerde, by=other, uphold=False, statement="Bleibt so")
    page = _decide(_as(client, colleague), beschwerde)
    assert page.status_code == 409
    assert f"{other.pseudonym} hat diese Beschwerde am" in page.text
    assert "Das war zu streng." in page.text
    assert Kommentar.objects.get().status == Status.HIDDEN


def test_rejecting_changes_nothing_but_the_complaint(client, beschwerde, colleague):
    _decide(_as(client, colleague), beschwerde, outcome="reject", statement="Bleibt so")
    assert Kommentar.objects.get().status == Status.HIDDEN
    assert Beschwerde.objects.get().status == "rejected"


def test_the_list_and_the_rule_for_one_complaint_agree(konzept, beschwerde, moderator):
    """Over all roles, with and without another moderator."""
    both = factories.staff(konzept, role="redaktion")
    both.groups.add(Group.objects.get(name="Moderation"))
    Zustaendigkeit.objects.create(konzept=konzept, user=both, role="moderation")
    inactive = factories.staff(konzept, role="moderation", is_active=False)
    people = {
        moderator: False,
        both: True,
        inactive: False,
        factories.staff(konzept, role="redaktion"): False,
        factories.staff(factories.konzept(), role="moderation"): False,
        factories.superuser(): True,
        factories.user(): False,
    }
    for person, allowed in people.items():
        assert actions.may_decide(beschwerde, person) is allowed
        assert own_complaints(person).exists() is allowed
    assert not own_complaints(AnonymousUser()).exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(
    client, baustein, moderator, colleague, rows, django_assert_num_queries
):
    for number in range(rows):
        row = factories.comment(baustein, text=f"Nummer {number}")
        actions.warn(row, by=moderator, **REASON)
        actions.complain(row.entscheidungen.get(), text="Nein.")
    desk = _as(client, colleague)
    with django_assert_num_queries(8):
        assert len(desk.open("complaints").context["complaints"]) == rows
