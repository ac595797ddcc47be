"""A comment is given to an Anliegen while it is moderated: read once, not twice."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from comments import actions as comment_actions
from comments.models import Kommentar
from evaluation import actions
from evaluation.models import Anliegen, Kenntnisnahme, Zuordnung
from strategies.actions import GROUP_OF_ROLE
from strategies.models import Zustaendigkeit

from .pages import seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(moderator, konzept):
    """Somebody who moderates and evaluates, as in a small town."""
    role = Zustaendigkeit.Role.AUSWERTUNG
    Zustaendigkeit.objects.create(konzept=konzept, user=moderator, role=role, office="Bauamt")
    moderator.groups.add(Group.objects.get(name=GROUP_OF_ROLE[role]))
    return moderator


@pytest.fixture
def auswertung(kommentar, both):
    return actions.begin(kommentar.kommentierphase, by=both)


@pytest.fixture
def waiting(kommentar):
    # As if a rule of holding had caught it.
    Kommentar.objects.filter(pk=kommentar.pk).update(status="pending", published_at=None)
    return kommentar


def press(desk, kommentar, follow=True, **data):
    url = reverse("moderation:bundle", args=[kommentar.pk])
    sent = {
        key if key in ("ohne", "suchen") else f"anliegen-{key}": value
        for key, value in data.items()
    }
    return desk.client.post(url, {"seen": seen(kommentar), **sent}, follow=follow)


def test_what_waits_is_released_and_bundled_in_one_act(desk, auswertung, waiting, both):
    anliegen = actions.create(auswertung, by=both, title="Der Deich")

    page = press(desk, waiting, into=anliegen.pk)

    assert "freigegeben und jetzt in „Anliegen 1: Der Deich“" in page.text
    waiting.refresh_from_db()
    assert waiting.is_published
    assert Zuordnung.objects.get().kommentar == waiting


def test_both_are_taken_back_together(desk, auswertung, waiting):
    page = press(desk, waiting, title="Der Deich")
    assert Anliegen.objects.get().title == "Der Deich"

    page = desk.undo(page)

    assert "Rückgängig gemacht." in page.text
    waiting.refresh_from_db()
    assert waiting.status == "pending"
    assert Anliegen.objects.get().status == "dissolved"


def test_what_is_public_is_noted_as_read(desk, auswertung, kommentar, both):
    anliegen = actions.create(auswertung, by=both, title="Der Deich")

    press(desk, kommentar, title=str(anliegen.number))

    kommentar.refresh_from_db()
    assert kommentar.read_at
    assert Zuordnung.objects.get().anliegen == anliegen


def test_that_it_holds_none_is_one_button(desk, auswertung, kommentar):
    page = desk.open("kommentar", kommentar.pk)
    assert 'data-key="o"' in page.text

    page = press(desk, kommentar, ohne=1)

    assert Kenntnisnahme.objects.get().kommentar == kommentar
    desk.undo(page)
    assert not Kenntnisnahme.objects.exists()


def test_an_unknown_number_and_nothing_at_all_are_told(desk, auswertung, waiting):
    page = press(desk, waiting, title="77")
    assert page.status_code == 422
    assert "Ein Anliegen mit dieser Nummer gibt es nicht." in page.text

    page = press(desk, waiting)
    assert page.status_code == 422
    waiting.refresh_from_db()
    assert waiting.status == "pending"


def test_somebody_was_faster_and_nothing_is_done(desk, auswertung, kommentar, colleague):
    url = reverse("moderation:bundle", args=[kommentar.pk])
    sent = {"seen": seen(kommentar), "anliegen-title": "Der Deich"}
    comment_actions.hide(kommentar, by=colleague, ground="werbung", statement="Werbung.")

    page = desk.client.post(url, sent)

    # Hidden, it can be given to no Anliegen at all.
    assert page.status_code == 404
    assert not Anliegen.objects.exists()


def test_it_is_looked_for_with_and_without_script(desk, auswertung, kommentar, both):
    actions.create(auswertung, by=both, title="Der Deich")
    url = reverse("moderation:bundle", args=[kommentar.pk])

    part = desk.client.get(url, {"anliegen-title": "deich"}, headers={"HX-Request": "true"})
    assert "formaction=" in part.text
    assert 'name="anliegen-into"' in part.text
    assert "<html" not in part.text

    page = press(desk, kommentar, title="deich", suchen=1)
    assert "Anliegen 1: Der Deich" in page.text
    assert 'value="deich"' in page.text


def test_what_is_typed_for_it_outlives_another_decision(desk, auswertung, kommentar):
    url = reverse("moderation:decide", args=[kommentar.pk, "gelesen"])
    sent = {"seen": seen(kommentar), "anliegen-title": "Der Deich"}

    page = desk.client.post(url, sent, follow=True)

    assert 'value="Der Deich"' in page.text


def test_only_who_evaluates_too_is_offered_it(desk, kommentar, auswertung, colleague, client):
    assert "anliegen-title" in desk.open("kommentar", kommentar.pk).text
    client.force_login(colleague)

    assert "anliegen-title" not in desk.open("kommentar", kommentar.pk).text
    assert press(desk, kommentar, title="Der Deich").status_code == 404


def test_without_an_auswertung_there_is_nothing_to_give_it_to(desk, kommentar, both):
    assert "anliegen-title" not in desk.open("kommentar", kommentar.pk).text
    assert press(desk, kommentar, title="Der Deich").status_code == 404
