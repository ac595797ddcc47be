"""The outbox in the administration: for superusers, to look at, and never the codes."""

import pytest
from django.urls import reverse

from mails.actions import send
from mails.models import Mail
from tests import factories

pytestmark = pytest.mark.django_db

LIST = reverse("admin:mails_mail_changelist")


@pytest.fixture
def mail(db):
    return send(template="login_code", context={"code": "482913"}, address="lena@example.org")


def test_no_page_shows_a_code(client, mail):
    client.force_login(factories.superuser())
    for url in (LIST, reverse("admin:mails_mail_change", args=[mail.pk])):
        page = client.get(url)
        assert page.status_code == 200
        assert "lena@example.org" in page.text
        assert "482913" not in page.text


def test_nothing_can_be_added_changed_or_deleted(client, mail):
    client.force_login(factories.superuser())

    assert client.get(reverse("admin:mails_mail_add")).status_code == 403
    change = reverse("admin:mails_mail_change", args=[mail.pk])
    assert client.post(change, {"address": "x@example.org"}).status_code == 403
    assert client.post(reverse("admin:mails_mail_delete", args=[mail.pk])).status_code == 403
    mail.refresh_from_db()
    assert mail.address == "lena@example.org"


@pytest.mark.parametrize("role", ["redaktion", "moderation"])
def test_nobody_else_gets_in(client, mail, baustein, role):
    client.force_login(factories.staff(baustein.strategie.konzept, role=role))

    assert client.get(LIST).status_code == 403


def test_a_failed_mail_can_be_tried_again(
    client, mail, mailoutbox, django_capture_on_commit_callbacks
):
    Mail.objects.update(status=Mail.Status.FAILED)
    client.force_login(factories.superuser())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(LIST, {"action": "retry", "_selected_action": [mail.pk]})
    mail.refresh_from_db()

    assert mail.status == Mail.Status.SENT
    assert len(mailoutbox) == 1
