"""Back and send again: one comment, and of several texts the author chooses."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from comments import actions
from comments.models import Entwurf, Kommentar
from tests import factories

pytestmark = pytest.mark.django_db


def test_who_has_signed_in_is_told_that_it_stands_there_already(client, baustein, resident):
    client.force_login(resident)
    for _time in range(2):
        data = {"text": "Ein Rufbus.", "category": "vorschlag", "idempotency_key": uuid.uuid4()}
        page = client.post(baustein.get_absolute_url(), data, follow=True)

    assert "Das steht schon da" in page.text
    assert Kommentar.objects.count() == 1


def test_the_same_text_before_signing_in_is_one_draft(visitor, baustein):
    visitor.write(baustein, "Ein Rufbus.")
    page = visitor.write(baustein, "Ein  Rufbus.")

    assert Entwurf.objects.count() == 1
    assert "Ihr Beitrag ist gesichert" in page.text
    visitor.ask_for_code("lena@example.org", "Deichläufer")
    visitor.enter(visitor.mailed_code())
    assert Kommentar.objects.get().text == "Ein Rufbus."


@pytest.fixture
def choosing(visitor, baustein):
    visitor.write(baustein, "Alt.")
    page = visitor.write(baustein, "Neu.")
    assert "werden veröffentlicht" in page.text
    visitor.ask_for_code("lena@example.org", "Deichläufer")
    page = visitor.enter(visitor.mailed_code())
    assert "Welche Texte sollen öffentlich werden?" in page.text
    assert not Kommentar.objects.exists()
    return visitor


def post(visitor, **data):
    return visitor.client.post("/kommentare/entwuerfe/", data, follow=True)


def test_of_several_texts_at_one_place_the_chosen_one_is_published(choosing):
    chosen = Entwurf.objects.get(text="Neu.")

    page = post(choosing, entwurf=[str(chosen.pk)])

    assert Kommentar.objects.get().text == "Neu."
    assert not Entwurf.objects.exists()
    assert "Ihr Beitrag ist veröffentlicht" in page.text


def test_choosing_nothing_loses_nothing(choosing):
    assert post(choosing).status_code == 422
    assert Entwurf.objects.count() == 2


def test_all_may_be_discarded_and_all_published(choosing):
    rows = [str(pk) for pk in Entwurf.objects.values_list("pk", flat=True)]
    post(choosing, entwurf=rows)
    assert Kommentar.objects.count() == 2


def test_all_may_be_discarded(choosing):
    post(choosing, verwerfen="1")
    assert not Kommentar.objects.exists()
    assert not Entwurf.objects.exists()


def block(user, baustein, moderator):
    kommentar = factories.comment(baustein, user, text="Grob.")
    actions.block(
        kommentar, by=moderator, ground="hass", statement="Grob.",
        until=timezone.now() + timedelta(days=3),
    )  # fmt: skip
    return kommentar


def test_who_is_blocked_sees_that_in_place_of_every_form(client, baustein, resident, moderator):
    own = block(resident, baustein, moderator)
    other = factories.comment(baustein, text="Anders.")
    client.force_login(resident)

    for address in (
        baustein.get_absolute_url(),
        f"/kommentare/{other.pk}/antworten/",
        f"/kommentare/{own.pk}/bearbeiten/",
    ):
        page = client.get(address).text
        assert "nicht schreiben" in page, address
        assert 'name="text"' not in page, address
    assert "Dafür</button>" not in client.get(baustein.get_absolute_url()).text


def test_a_mail_to_who_is_blocked_does_not_invite_to_answer(
    mailoutbox, baustein, resident, moderator, django_capture_on_commit_callbacks
):
    own = block(resident, baustein, moderator)
    with django_capture_on_commit_callbacks(execute=True):
        factories.comment(baustein, parent=own, text="Nanu.")

    replies = [mail.body for mail in mailoutbox if "Nanu." in mail.body]
    assert replies
    assert "Lesen und antworten" not in replies[0]
