"""What people stored comes out as text, on every page of the workplace."""

import pytest
from django.urls import reverse

from accounts.models import User
from comments import actions
from comments.models import Kommentar, Textbaustein
from office.moderation.queue import OF_COMMENTS
from tests import factories

pytestmark = pytest.mark.django_db

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>"


@pytest.fixture
def poisoned(kommentar, moderator, colleague, konzept):
    """The same markup in everything somebody could have typed."""
    author = kommentar.author
    User.objects.filter(pk__in=[author.pk, moderator.pk]).update(pseudonym=EVIL)
    moderator.zustaendigkeiten.update(office=EVIL)
    Kommentar.objects.filter(pk=kommentar.pk).update(text=EVIL, hold_reason=EVIL)
    kommentar.refresh_from_db()
    actions.edit(kommentar, by=author, text=f"{EVIL} anders", category="kritik")
    Kommentar.objects.filter(pk=kommentar.pk).update(hold_reason=EVIL)
    actions.report(
        kommentar, user=factories.user(EVIL), reporter_key="x", ground="hass", explanation=EVIL
    )
    actions.warn(kommentar, by=moderator, ground="hass", statement=EVIL)
    actions.lock(kommentar, by=moderator, statement=EVIL)
    answer = factories.comment(kommentar.baustein, moderator, text=EVIL, parent=kommentar)
    factories.comment(kommentar.baustein, author, text=EVIL)
    for use in Textbaustein.Use.values:
        Textbaustein.objects.create(konzept=konzept, use=use, title=EVIL, text=EVIL)
    kommentar.baustein.title = EVIL
    kommentar.baustein.save()
    warning = kommentar.entscheidungen.get(action="warn")
    beschwerde = actions.complain(warning, text=EVIL)
    return [
        *(reverse("moderation:queue", args=[tab]) for tab in OF_COMMENTS),
        reverse("moderation:kommentar", args=[kommentar.pk]),
        reverse("moderation:kommentar", args=[answer.pk]),
        reverse("moderation:complaints"),
        reverse("moderation:complaint", args=[beschwerde.pk]),
        kommentar.get_absolute_url().partition("#")[0],
    ]


def test_markup_is_shown_and_not_interpreted(client, poisoned, colleague):
    client.force_login(colleague)
    for url in poisoned:
        page = client.get(url)
        assert page.status_code == 200, url
        assert "<script>alert" not in page.text, url
        assert "<img src=x" not in page.text, url
    assert "&lt;script&gt;alert(1)" in page.text


def test_what_comes_back_from_a_form_is_escaped_too(desk, kommentar):
    page = desk.decide(kommentar, "verbergen", ground=EVIL, statement=EVIL, seen=EVIL)
    assert page.status_code == 422
    assert "<script>alert" not in page.text
    page = desk.queue(suche=EVIL, strategie=EVIL)
    assert "<script>alert" not in page.text
    page = desk.decide_many([EVIL], "gelesen")
    assert page.status_code == 404


def test_no_page_needs_more_than_the_strict_policy_allows(client, poisoned, colleague):
    client.force_login(colleague)
    for url in poisoned:
        page = client.get(url)
        assert "unsafe" not in page.headers["Content-Security-Policy"]
        for inline in (" style=", " onclick=", "<style", "javascript:"):
            assert inline not in page.text, url
