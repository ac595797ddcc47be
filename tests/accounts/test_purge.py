"""„manage.py purge“: what is past its time goes, what is not stays."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Namenswechsel, User
from comments import actions
from comments.models import Entwurf
from mails.actions import send
from mails.models import Mail
from tests import factories

pytestmark = pytest.mark.django_db


def purge(capsys):
    call_command("purge")
    return capsys.readouterr().out


def days_ago(days):
    return timezone.now() - timedelta(days=days)


@pytest.mark.parametrize(("age", "left"), [(29, 1), (31, 0)])
def test_texts_that_were_never_sent(baustein, capsys, age, left):
    actions.keep_draft(baustein=baustein, text="Noch was.", idempotency_key="8a" * 16)
    Entwurf.objects.update(created_at=days_ago(age))

    assert f"{1 - left} nie abgesendete Beiträge" in purge(capsys)
    assert Entwurf.objects.count() == left


@pytest.mark.parametrize(("age", "left"), [(29, 1), (31, 0)])
def test_accounts_that_were_never_confirmed(capsys, age, left):
    User.objects.create_user("lena@example.org", "Deichläufer", date_joined=days_ago(age))
    factories.user(date_joined=days_ago(400))

    assert f"{1 - left} unbestätigte Konten" in purge(capsys)
    assert User.objects.filter(email="lena@example.org").count() == left
    assert User.objects.count() == 1 + left


@pytest.mark.parametrize(("age", "left"), [(89, 1), (91, 0)])
def test_what_somebody_called_themselves_before(resident, capsys, age, left):
    resident.namenswechsel.create(former="Früher", former_key="fruher", at=days_ago(age))

    assert f"{1 - left} frühere Pseudonyme" in purge(capsys)
    assert Namenswechsel.objects.count() == left


def test_what_mails_said(resident, capsys):
    send(template="unknown_account", context={}, user=resident)
    Mail.objects.update(created_at=days_ago(31), status=Mail.Status.SENT)

    assert "1 Inhalte alter E-Mails" in purge(capsys)
    assert Mail.objects.get().text == ""
    assert "0 Inhalte" in purge(capsys)
