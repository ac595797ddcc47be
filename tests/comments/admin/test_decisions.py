from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comments import actions
from comments.models import Kommentar, Moderationsentscheidung, Status
from tests import factories

REASON = {"ground": "werbung", "statement": "Reklame für ein Café"}


def _url(name):
    return reverse(f"admin:comments_kommentar_{name}")


def _status(kommentar):
    return Kommentar.objects.get(pk=kommentar.pk).status


@pytest.fixture
def pending(kommentar):
    Kommentar.objects.filter(pk=kommentar.pk).update(status=Status.PENDING, published_at=None)
    return kommentar


def test_hiding_one_comment(client, signed_in, kommentar):
    page = client.post(_url("verbergen"), {"id": kommentar.pk, **REASON}, follow=True)
    assert "Der Beitrag ist ausgeblendet." in page.text
    assert page.redirect_chain[-1][0].endswith(f"/{kommentar.pk}/change/")
    decision = Moderationsentscheidung.objects.get()
    assert (decision.action, decision.by) == ("hide", signed_in)
    assert (decision.ground, decision.statement) == ("werbung", "Reklame für ein Café")
    assert _status(kommentar) == Status.HIDDEN


@pytest.mark.parametrize("missing", ["ground", "statement"])
@pytest.mark.parametrize("empty", ["", "  "])
def test_hiding_needs_ground_and_statement(client, signed_in, kommentar, missing, empty):
    page = client.post(_url("verbergen"), {"id": kommentar.pk, **REASON, missing: empty})
    assert page.status_code == 200
    assert "Es ist noch nichts geschehen" in page.text
    assert _status(kommentar) == Status.PUBLISHED


def test_an_invented_ground_is_refused(client, signed_in, kommentar):
    client.post(_url("verbergen"), {"id": kommentar.pk, **REASON, "ground": "langweilig"})
    assert _status(kommentar) == Status.PUBLISHED


def test_asking_for_the_page_hides_nothing(client, signed_in, kommentar):
    page = client.get(_url("verbergen"), {"id": kommentar.pk, **REASON}).text
    assert "Der Deich &lt;b&gt;fehlt&lt;/b&gt;." in page
    assert _status(kommentar) == Status.PUBLISHED


def test_restoring_needs_a_statement(client, signed_in, kommentar):
    actions.hide(kommentar, by=signed_in, **REASON)
    client.post(_url("wiederherstellen"), {"id": kommentar.pk, "statement": ""})
    assert _status(kommentar) == Status.HIDDEN
    client.post(_url("wiederherstellen"), {"id": kommentar.pk, "statement": "War ein Irrtum."})
    assert _status(kommentar) == Status.PUBLISHED
    assert Moderationsentscheidung.objects.first().statement == "War ein Irrtum."


def test_releasing_what_waits(client, signed_in, pending):
    client.post(_url("freigeben"), {"id": pending.pk})
    assert _status(pending) == Status.PUBLISHED


def test_losing_a_race_says_who_decided_what(client, signed_in, kommentar):
    colleague = factories.staff(
        kommentar.baustein.strategie.konzept, role="moderation", pseudonym="Kollegin Kraft"
    )
    actions.hide(kommentar, by=colleague, **REASON)
    page = client.post(_url("verbergen"), {"id": kommentar.pk, **REASON}).text
    assert "Kollegin Kraft hat am" in page
    assert "schon entschieden: ausgeblendet." in page
    assert "Reklame für ein Café" in page
    assert Moderationsentscheidung.objects.count() == 1


def test_many_at_once_tells_what_was_done_and_what_not(client, signed_in, baustein, resident):
    fresh = [factories.comment(baustein, text=f"Beitrag {n}") for n in range(2)]
    withdrawn = factories.comment(baustein, resident, text="Zurückgezogen")
    actions.withdraw(withdrawn, by=resident)
    keys = [row.pk for row in (*fresh, withdrawn)]
    page = client.post(
        f"{reverse('admin:comments_kommentar_changelist')}?q=e",
        {"action": "verbergen", "_selected_action": keys, "index": 0},
        follow=True,
    )
    assert {pk for pk, _row in page.context["rows"]} == set(keys)
    page = client.post(_url("verbergen"), {"id": keys, **REASON})
    assert "2 Beiträge sind ausgeblendet." in page.text
    assert "Der Beitrag ist inzwischen: zurückgezogen." in page.text
    assert {_status(row) for row in fresh} == {Status.HIDDEN}
    assert _status(withdrawn) == Status.WITHDRAWN


def test_afterwards_the_list_is_filtered_as_before(client, signed_in, kommentar):
    chosen = client.post(
        f"{reverse('admin:comments_kommentar_changelist')}?q=Deich&gemeldet=nein",
        {"action": "verbergen", "_selected_action": kommentar.pk, "index": 0},
    )
    done = client.post(chosen.url, {"id": kommentar.pk, **REASON})
    assert "q=Deich" in done.url
    assert "gemeldet=nein" in done.url


@pytest.mark.parametrize("name", ["verbergen", "wiederherstellen", "freigeben"])
@pytest.mark.parametrize("who", ["redaktion here", "moderation elsewhere", "ex-moderator"])
def test_nobody_else_decides(client, kommentar, name, who):
    konzept = kommentar.baustein.strategie.konzept
    person = {
        "redaktion here": lambda: factories.staff(konzept, role="redaktion"),
        "moderation elsewhere": lambda: factories.staff(factories.konzept(), role="moderation"),
        "ex-moderator": lambda: factories.staff(konzept, role="moderation"),
    }[who]()
    if who == "ex-moderator":
        person.zustaendigkeiten.all().delete()
    client.force_login(person)
    response = client.post(_url(name), {"id": kommentar.pk, **REASON})
    assert response.status_code in (403, 404)
    assert not Moderationsentscheidung.objects.exists()
    assert _status(kommentar) == Status.PUBLISHED


def test_one_foreign_comment_stops_the_whole_action(client, signed_in, kommentar):
    foreign = factories.comment(factories.open_baustein())
    response = client.post(_url("verbergen"), {"id": [kommentar.pk, foreign.pk], **REASON})
    assert response.status_code == 404
    assert _status(kommentar) == _status(foreign) == Status.PUBLISHED


@pytest.mark.parametrize(
    ("name", "data", "recorded"),
    [
        ("schliessen", {"statement": "Alles gesagt"}, "lock"),
        ("verwarnen", REASON, "warn"),
        ("sperren", {**REASON, "until": timezone.localdate() + timedelta(days=9)}, "block"),
        ("stehen-lassen", {"statement": "Kein Verstoß"}, "keep"),
    ],
)
def test_the_workplaces_decisions_are_made_here_too(
    client, signed_in, kommentar, name, data, recorded
):
    actions.report(kommentar, user=None, reporter_key="x", ground="hass")
    page = client.post(_url(name), {"id": kommentar.pk, **data}, follow=True)
    assert page.status_code == 200
    line = Moderationsentscheidung.objects.get()
    assert (line.action, line.by) == (recorded, signed_in)


@pytest.mark.parametrize("name", ["verwarnen", "sperren"])
@pytest.mark.parametrize("missing", ["ground", "statement"])
def test_nobody_is_silenced_without_reasons_here_either(
    client, signed_in, kommentar, name, missing
):
    until = timezone.localdate() + timedelta(days=9)
    client.post(_url(name), {"id": kommentar.pk, "until": until, **REASON, missing: " "})
    assert not Moderationsentscheidung.objects.exists()


def test_opening_again_and_reading(client, signed_in, kommentar):
    actions.lock(kommentar, by=signed_in, statement="Alles gesagt")
    client.post(_url("oeffnen"), {"id": kommentar.pk})
    client.post(_url("gelesen"), {"id": kommentar.pk})
    row = Kommentar.objects.get()
    assert row.locked_at is None
    assert row.read_at
