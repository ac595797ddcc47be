"""What is kept for a while only: there an hour before its time, gone an hour after."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import FORMER_NAME_KEPT, Namenswechsel, Sitzung, User
from accounts.own_data.personal_data import purge
from accounts.personal import UNCONFIRMED_KEPT
from comments import actions
from comments.models import Bearbeitung, Entwurf, Kommentar
from comments.personal import DRAFT_KEPT, HIDDEN_KEPT
from mails.actions import retry, send
from mails.models import Mail
from mails.retention import CONTENT_KEPT
from operations.personal import TASKS_KEPT
from strategies.documents.uploads import LIFETIME, keep_upload
from strategies.einlesungen import KEPT
from strategies.models import Einlesung
from tests import factories

pytestmark = pytest.mark.django_db
WHY = {"ground": "werbung", "statement": "Nichts als Werbung."}


def an_unconfirmed_account(baustein, moderator):
    User.objects.create_user("lena@example.org", "Deichläufer")
    return UNCONFIRMED_KEPT, lambda: User.objects.filter(email="lena@example.org").exists()


def a_former_name(baustein, moderator):
    moderator.namenswechsel.create(former="Früher", former_key="fruher")
    return FORMER_NAME_KEPT, Namenswechsel.objects.exists


def a_session(baustein, moderator):
    Client().force_login(moderator)
    return timedelta(seconds=settings.SESSION_COOKIE_AGE), Sitzung.objects.exists


def a_text_that_was_never_sent(baustein, moderator):
    actions.keep_draft(baustein=baustein, text="Noch was.", idempotency_key="8a" * 16)
    return DRAFT_KEPT, Entwurf.objects.exists


def a_hidden_text(baustein, moderator):
    author = factories.user()
    kommentar = factories.comment(baustein, author)
    actions.edit(kommentar, by=author, text="Kauft bei mir!", category="vorschlag")
    actions.hide(kommentar, by=moderator, **WHY)
    return HIDDEN_KEPT, lambda: Kommentar.objects.get().text and Bearbeitung.objects.exists()


def a_sent_mail(baustein, moderator):
    return _a_mail(moderator, "sent")


def a_failed_mail(baustein, moderator):
    return _a_mail(moderator, "failed")


def _a_mail(person, status):
    send(template="unknown_account", context={}, user=person)
    Mail.objects.update(status=status)
    return CONTENT_KEPT, lambda: Mail.objects.get().text and Mail.objects.get().address


def an_uploaded_document(baustein, moderator):
    konzept = baustein.strategie.konzept
    keep_upload("insek.md", b"# INSEK", konzept=konzept, user=moderator)
    return LIFETIME, lambda: default_storage.listdir("einlesen")[1]


def a_document_on_its_way(baustein, moderator):
    factories.einlesung(baustein.strategie.konzept)
    return KEPT, Einlesung.objects.exists


def a_task(baustein, moderator):
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}):
        call_command("heartbeat")
    DBTaskResult.objects.update(status="FAILED", finished_at=timezone.now())
    return TASKS_KEPT, DBTaskResult.objects.exists


@pytest.mark.parametrize(
    "make",
    [
        an_unconfirmed_account, a_former_name, a_session, a_text_that_was_never_sent,
        a_hidden_text, a_sent_mail, a_failed_mail, an_uploaded_document, a_document_on_its_way,
        a_task,
    ],
)  # fmt: skip
def test_it_is_there_until_its_time_and_then_gone(baustein, moderator, make):
    now = timezone.now()
    kept, is_there = make(baustein, moderator)
    hour = timedelta(hours=1)

    purge(now + kept - hour)
    assert is_there()
    purge(now + kept + hour)
    assert not is_there()


def test_what_was_not_decided_keeps_its_text(baustein, moderator):
    kommentar = factories.hidden_comment(baustein, by=moderator, author=factories.user())
    actions.complain(kommentar.entscheidungen.get(), text="Das war keine Werbung.")

    purge(timezone.now() + 2 * HIDDEN_KEPT)

    kommentar.refresh_from_db()
    assert kommentar.text == "Gute Idee."


def test_a_hidden_comment_without_its_text_stays_hidden(baustein, moderator):
    kommentar = factories.hidden_comment(baustein, by=moderator)
    purge(timezone.now() + 2 * HIDDEN_KEPT)

    with pytest.raises(actions.ActionRefused, match="nach Ablauf der Frist gelöscht"):
        actions.restore(kommentar, by=moderator, statement="Doch nicht.")
    assert Kommentar.objects.get().status == "hidden"


def test_a_failed_mail_without_its_text_is_not_tried_again(resident):
    send(template="unknown_account", context={}, user=resident)
    Mail.objects.update(status="failed")
    purge(timezone.now() + 2 * CONTENT_KEPT)

    assert retry(Mail.objects.all()) == 0


def test_the_page_on_privacy_names_the_times_that_hold(client):
    page = client.get("/datenschutz/").text

    for kept in (UNCONFIRMED_KEPT, FORMER_NAME_KEPT, DRAFT_KEPT, HIDDEN_KEPT, CONTENT_KEPT):
        assert f"{kept.days} Tage" in page
