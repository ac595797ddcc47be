"""Notes and „Ich bin dran“ on the pages: whichever button is pressed, nothing is lost."""

import pytest
from django.urls import reverse

from teamwork import claims, notes
from teamwork.models import Notiz
from teamwork.subjects import about_anliegen, about_kommentar, about_person
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(anliegen, kommentar, evaluator, moderator):
    """(who works there, address, what it is about) of each page with a board."""
    keeping = reverse("moderation:decide", args=[kommentar.pk, "verbergen"])
    return {
        "anliegen": (evaluator, anliegen.get_absolute_url(), about_anliegen(anliegen)),
        "beitrag": (
            evaluator,
            reverse("auswertung:beitrag", args=[kommentar.pk]),
            about_kommentar(kommentar),
        ),
        "moderation": (moderator, keeping, about_kommentar(kommentar)),
    }


@pytest.fixture(params=["anliegen", "beitrag", "moderation"])
def page(request, client, pages):
    user, address, about = pages[request.param]
    client.force_login(user)
    return user, address, about


def send(client, address, **data):
    start = opened(client, address) if "verbergen" not in address else {}
    return client.post(address, {**start, **data}, follow=True)


def test_a_note_is_written_and_stands_there(client, page):
    user, address, about = page

    answer = send(client, address, **{"team": "notieren", "team-text": "Hat angerufen."})

    assert answer.status_code == 200
    assert [(row.by, row.text) for row in notes.notes_about(about)] == [(user, "Hat angerufen.")]
    assert ">Hat angerufen.</p>" in answer.text
    assert "Hat angerufen.</textarea>" not in answer.text


def test_what_is_too_long_is_told_and_shown_again(client, page):
    _user, address, _about = page
    words = "Wort " * 500

    answer = send(client, address, **{"team": "notieren", "team-text": words})

    assert answer.status_code == 409
    assert "Die Notiz ist zu lang" in answer.text
    assert "Wort Wort" in answer.text
    assert not Notiz.objects.exists()


def test_one_says_that_one_is_on_it_and_lets_go(client, page):
    user, address, about = page

    answer = send(client, address, team="dran")
    assert "Sie sind dran, seit" in answer.text
    assert claims.claim_on(about).by == user
    answer = send(client, address, team="los")
    assert "Sie sind dran" not in answer.text
    assert claims.claim_on(about) is None


def test_others_see_who_is_on_it_and_take_over(client, page):
    user, address, about = page
    other = factories.superuser()
    claims.take(about, by=other, seen=0)

    answer = send(client, address, **{"team": "dran", "team-seen": "0"})
    assert answer.status_code == 409
    assert f"{other.pseudonym} ist seit" in answer.text
    answer = send(client, address, **{"team": "dran", "team-seen": other.pk})
    assert claims.claim_on(about).by == user


def test_of_notes_of_others_none_can_be_removed(client, page):
    user, address, about = page
    own = notes.write(about, by=user, text="Von mir.")
    foreign = notes.write(about, by=factories.superuser(), text="Von ihr.")

    for row in (own, foreign):
        send(client, address, team=f"weg-{row.pk}")
    answer = send(client, address, team="weg-x" * 40)

    assert answer.status_code == 200
    assert [row.text for row in notes.notes_about(about)] == ["Von ihr."]


def test_a_note_typed_beside_is_kept_by_every_button(client, anliegen, evaluator):
    client.force_login(evaluator)
    address = anliegen.get_absolute_url()

    send(client, address, **{"title": "Ein anderer Titel", "team-text": "Zuerst anrufen."})

    anliegen.refresh_from_db()
    assert anliegen.title == "Ein anderer Titel"
    assert Notiz.objects.get().text == "Zuerst anrufen."


def test_a_note_about_a_person_stays_in_the_konzept(client, kommentar, moderator):
    client.force_login(moderator)
    konzept = kommentar.baustein.strategie.konzept

    address = reverse("moderation:decide", args=[kommentar.pk, "verbergen"])
    answer = client.post(address, {"person": "notieren", "person-text": "Schon zweimal ermahnt."})

    assert "Schon zweimal ermahnt." in answer.text
    assert [row.text for row in notes.notes_about(about_person(kommentar.author, konzept))] == [
        "Schon zweimal ermahnt."
    ]


def test_what_a_resident_or_another_konzept_sees_has_none(client, pages, kommentar, resident):
    for _user, _address, about in pages.values():
        notes.write(about, by=factories.superuser(), text="Ganz und gar intern.")
    foreign = factories.staff(factories.konzept(), role="moderation")

    for user in (resident, foreign):
        client.force_login(user)
        for _user, address, _about in pages.values():
            assert client.get(address).status_code == 404
        assert (
            "Ganz und gar intern" not in client.get(kommentar.get_absolute_url(), follow=True).text
        )


@pytest.mark.parametrize("name", ["beitraege", "auswertung"])
def test_lists_say_who_is_on_it(client, pages, auswertung, evaluator, name):
    for _user, _address, about in pages.values():
        claims.take(about, by=factories.superuser(pseudonym="Rita"), seen=0)
        notes.write(about, by=evaluator, text="Zuerst anrufen.")
        break
    for about in (pages["beitrag"][2],):
        claims.take(about, by=evaluator, seen=0)
        notes.write(about, by=evaluator, text="Zuerst anrufen.")
    client.force_login(evaluator)

    answer = client.get(reverse(f"auswertung:{name}", args=[auswertung.pk]), {"liste": "alle"})

    assert "ist dran, seit" in answer.text
    assert "Interne Notizen: 1" in answer.text


def test_the_queue_says_who_is_on_it(client, kommentar, moderator):
    claims.take(about_kommentar(kommentar), by=moderator, seen=0)
    client.force_login(moderator)

    assert "ist dran, seit" in client.get(reverse("moderation:queue", args=["alle"])).text
