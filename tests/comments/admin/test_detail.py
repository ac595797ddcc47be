import uuid

import pytest
from django.urls import reverse

from comments import actions
from comments.models import Kommentar
from tests import factories


def _change_url(kommentar):
    return reverse("admin:comments_kommentar_change", args=[kommentar.pk])


def _thread_url(kommentar):
    return reverse("admin:comments_kommentar_thread", args=[kommentar.pk])


def _hide(kommentar, by):
    return actions.hide(kommentar, by=by, ground="werbung", statement="Reklame für ein Café")


def test_everything_about_a_hidden_comment_is_kept_and_shown(
    client, signed_in, resident, kommentar
):
    actions.edit(kommentar, by=resident, text="Der Deich fehlt sehr.", category="kritik")
    actions.report(kommentar, user=None, reporter_key="x", ground="hass", explanation="Unfein")
    _hide(kommentar, signed_in)
    page = client.get(_change_url(kommentar)).text
    assert "Der Deich fehlt sehr." in page
    assert "Der Deich &lt;b&gt;fehlt&lt;/b&gt;." in page
    assert "Reklame für ein Café" in page
    assert "Unfein" in page
    assert "</span> ausgeblendet</span>" in page


def test_who_reported_is_not_shown(client, signed_in, kommentar):
    reporter = factories.user("Aufmerksame Nachbarin")
    actions.report(kommentar, user=reporter, reporter_key="x", ground="hass")
    meldung = kommentar.meldungen.get()
    pages = [
        _change_url(kommentar),
        reverse("admin:comments_meldung_change", args=[meldung.pk]),
        reverse("admin:comments_meldung_changelist"),
    ]
    for page in pages:
        assert "Aufmerksame Nachbarin" not in client.get(page).text


@pytest.mark.parametrize("role", ["moderator", "superuser"])
def test_nothing_a_resident_wrote_can_be_edited_added_or_deleted(client, kommentar, role):
    konzept = kommentar.baustein.strategie.konzept
    person = factories.superuser()
    if role == "moderator":
        person = factories.staff(konzept, role="moderation")
    client.force_login(person)
    assert client.post(_change_url(kommentar), {"text": "Anders"}).status_code == 403
    assert client.get(reverse("admin:comments_kommentar_add")).status_code == 403
    delete = reverse("admin:comments_kommentar_delete", args=[kommentar.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": kommentar.pk, "post": "yes"}
    client.post(reverse("admin:comments_kommentar_changelist"), chosen)
    assert Kommentar.objects.get().text == kommentar.text


def test_the_buttons_fit_the_status(client, signed_in, kommentar):
    hide = reverse("admin:comments_kommentar_verbergen")
    restore = reverse("admin:comments_kommentar_wiederherstellen")
    page = client.get(_change_url(kommentar)).text
    assert f"{hide}?id={kommentar.pk}" in page
    assert restore not in page
    _hide(kommentar, signed_in)
    page = client.get(_change_url(kommentar)).text
    assert hide not in page
    assert f"{restore}?id={kommentar.pk}" in page


def test_passages_are_taken_out_at_the_workplace(client, signed_in, kommentar):
    """Their words stand beside the form there; the button leads to it."""
    redact, undo = (
        reverse("moderation:decide", args=[kommentar.pk, name])
        for name in ("schwaerzen", "schwaerzung-aufheben")
    )
    page = client.get(_change_url(kommentar)).text
    assert f'href="{redact}"' in page
    assert undo not in page
    assert "Stellen schwärzen" in client.get(redact, follow=True).text

    why = {"ground": "persoenliche_daten", "statement": "Eine fremde Anschrift."}
    actions.redact(kommentar, by=signed_in, passages=[(0, 3)], **why)
    assert f'href="{undo}"' in client.get(_change_url(kommentar)).text


def test_the_discussion_is_one_click_away_and_complete(client, signed_in, kommentar):
    def reply(parent, text):
        return actions.submit(
            baustein=kommentar.baustein,
            author=factories.user(),
            text=text,
            category="",
            parent=parent,
            idempotency_key=uuid.uuid4(),
        )

    first = reply(kommentar, "Antwort eins")
    reply(kommentar, "Antwort zwei")
    deep = reply(first, "Darauf")
    _hide(first, signed_in)
    factories.comment(kommentar.baustein, text="Anderer Faden")
    assert _thread_url(deep) in client.get(_change_url(deep)).text
    response = client.get(_thread_url(deep))
    assert [row.text for row, _depth, _badge in response.context["thread"]] == [
        kommentar.text, "Antwort eins", "Darauf", "Antwort zwei",
    ]  # fmt: skip
    assert "</span> ausgeblendet</span>" in response.text
    assert response.text.count('<li class="depth-2" aria-current="true">') == 1


def test_a_discussion_elsewhere_is_not_found(client, signed_in):
    foreign = factories.comment(factories.open_baustein())
    assert client.get(_thread_url(foreign)).status_code == 404
