"""Complaints and blocks to be read, text blocks to be edited, in one's own Konzepte."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comments import actions
from comments.models import Textbaustein
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db

REASON = {"ground": "werbung", "statement": "Reklame für ein Café"}
LISTS = ["beschwerde", "sperre", "textbaustein"]


def _list(client, name):
    return client.get(reverse(f"admin:comments_{name}_changelist"))


@pytest.fixture
def rows(kommentar, moderator):
    """One of each in the Konzept."""
    until = timezone.now() + timedelta(days=3)
    sperre = actions.block(kommentar, by=moderator, until=until, **REASON)
    beschwerde = actions.complain(sperre.entscheidung, text="Das ist zu viel.")
    block = Textbaustein.objects.create(
        konzept=kommentar.baustein.strategie.konzept, use="statement", title="Ohne", text="x"
    )
    return {"beschwerde": beschwerde, "sperre": sperre, "textbaustein": block}


def _may_see(client, name, row):
    page = client.get(reverse(f"admin:comments_{name}_change", args=[row.pk]))
    return page.status_code == 200


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("moderation", {"beschwerde", "sperre", "textbaustein"}),
        # There is no other moderator: the Redaktion decides the complaint.
        ("redaktion", {"beschwerde", "textbaustein"}),
        ("elsewhere", set()),
        ("resident", set()),
    ],
)
def test_who_sees_what(client, rows, konzept, moderator, role, seen):
    person = {
        "moderation": lambda: moderator,
        "redaktion": lambda: factories.staff(konzept, role="redaktion"),
        "elsewhere": lambda: factories.staff(factories.konzept(), role="moderation"),
        "resident": lambda: factories.user(),
    }[role]()
    client.force_login(person)
    assert {name for name in LISTS if _may_see(client, name, rows[name])} == seen


def test_the_redaktion_reads_no_complaint_that_others_decide(client, rows, konzept):
    factories.staff(konzept, role="moderation")
    client.force_login(factories.staff(konzept, role="redaktion"))
    assert not _may_see(client, "beschwerde", rows["beschwerde"])
    assert "Das ist zu viel." not in _list(client, "beschwerde").text


@pytest.mark.parametrize("name", ["beschwerde", "sperre"])
def test_records_cannot_be_changed(client, rows, name):
    client.force_login(factories.superuser())
    url = reverse(f"admin:comments_{name}_change", args=[rows[name].pk])
    assert client.post(url, {"text": "Anders", "until": "2020-01-01"}).status_code == 403
    assert client.get(reverse(f"admin:comments_{name}_add")).status_code == 403
    delete = reverse(f"admin:comments_{name}_delete", args=[rows[name].pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403


def test_a_complaint_leads_to_its_page(client, rows, konzept):
    client.force_login(factories.staff(konzept, role="moderation"))
    page = client.get(reverse("admin:comments_beschwerde_change", args=[rows["beschwerde"].pk]))
    assert reverse("moderation:complaint", args=[rows["beschwerde"].pk]) in page.text


@pytest.mark.parametrize("role", ["moderation", "redaktion"])
def test_text_blocks_are_edited_for_own_konzepte(client, rows, konzept, role):
    client.force_login(factories.staff(konzept, role=role))
    url = reverse("admin:comments_textbaustein_change", args=[rows["textbaustein"].pk])
    data = {"konzept": konzept.pk, "use": "statement", "title": "Anders", "text": "Neu"}
    assert client.post(url, opened(client, url) | data).status_code == 302
    assert Textbaustein.objects.get().title == "Anders"
    delete = reverse("admin:comments_textbaustein_delete", args=[rows["textbaustein"].pk])
    client.post(delete, {"post": "yes"})
    assert not Textbaustein.objects.exists()


@pytest.mark.parametrize("role", ["moderation", "redaktion"])
@pytest.mark.parametrize("whose", ["foreign", "all"])
def test_text_blocks_of_others_and_for_all_are_out_of_reach(client, konzept, role, whose):
    other = factories.konzept() if whose == "foreign" else None
    block = Textbaustein.objects.create(konzept=other, use="answer", title="Fremd", text="x")
    client.force_login(factories.staff(konzept, role=role))
    assert not _may_see(client, "textbaustein", block)
    assert "Fremd" not in _list(client, "textbaustein").text
    data = {"konzept": other.pk if other else "", "use": "answer", "title": "Neu", "text": "x"}
    page = client.post(reverse("admin:comments_textbaustein_add"), data)
    assert page.status_code == 200
    assert Textbaustein.objects.count() == 1
