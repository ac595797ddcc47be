"""What waits for whoever works on Anliegen: one list, on the desk and once a day by mail."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from evaluation import actions
from mails.models import Frequency, Kind, Mail
from mails.preferences import choose
from office.evaluation.waiting import waiting_for
from tests import factories

pytestmark = pytest.mark.django_db


def _days(number):
    return timezone.localdate() + timedelta(days=number)


def _mails(user):
    call_command("send_digests")
    return list(Mail.objects.filter(template="work", user=user))


def test_an_office_learns_of_its_work_once_a_day(
    client, auswertung, evaluator, colleague, django_capture_on_commit_callbacks
):
    actions.create(auswertung, by=evaluator, title="Bänke", office="Bauamt")
    actions.create(auswertung, by=evaluator, title="Wald", office="Forstamt")
    _mails(colleague)

    (mail,) = _mails(colleague)

    assert mail.subject == "Auswertung: Ein Anliegen wartet auf Sie"
    assert "- bei Ihrem Amt in Arbeit: 1" in mail.text
    assert "/schreibtisch/" in mail.text
    client.force_login(colleague)
    assert "1 Anliegen bei Ihrem Amt in Arbeit" in client.get("/schreibtisch/").text


def test_what_was_given_back_comes_with_its_reason(auswertung, evaluator, colleague, kommentar):
    row = factories.prepared_anliegen(
        auswertung, [kommentar], by=evaluator, office="Bauamt", title="Bänke"
    )
    actions.send_back(row, by=evaluator, reason="Bitte die Kosten nennen.")

    assert [each.reason for each in waiting_for(colleague).returned] == ["Bitte die Kosten nennen."]
    assert "zurückgegeben: Anliegen 1: Bänke (Bitte die Kosten nennen.)" in (
        _mails(colleague)[0].text
    )
    actions.edit(row, by=colleague, version=row.version + 1, reasons="Zehn Bänke, 8.000 Euro.")
    assert waiting_for(colleague).returned == []


@pytest.mark.parametrize(
    ("days", "line"),
    [(-1, "- überfällig: 1"), (0, "- fällig in drei Tagen oder früher: 1"),
     (3, "- fällig in drei Tagen oder früher: 1")],
)  # fmt: skip
def test_deadlines_are_told(auswertung, evaluator, days, line):
    actions.create(auswertung, by=evaluator, title="Bänke", deadline=_days(days))

    assert line in _mails(evaluator)[0].text


def test_what_is_far_away_or_released_is_no_news(auswertung, evaluator, editor, kommentar):
    actions.create(auswertung, by=evaluator, title="Bänke", deadline=_days(4))
    factories.released_anliegen(
        auswertung, [kommentar], by=editor, released_by=evaluator, deadline=_days(-4)
    )

    assert _mails(evaluator) == []


def test_who_releases_learns_of_what_somebody_else_prepared(
    auswertung, evaluator, editor, kommentar
):
    factories.prepared_anliegen(auswertung, [kommentar], by=editor)

    assert waiting_for(editor).prepared == {}
    assert "- warten auf Ihre Freigabe: 1" in _mails(evaluator)[0].text


def test_one_can_do_without(auswertung, evaluator, colleague):
    actions.create(auswertung, by=evaluator, title="Bänke", office="Bauamt")
    choose(colleague, Kind.WORK, Frequency.NONE)

    assert _mails(colleague) == []


@pytest.mark.parametrize("number", [1, 3])
def test_it_is_asked_in_three_queries(auswertung, evaluator, django_assert_num_queries, number):
    for title in range(number):
        actions.create(auswertung, by=evaluator, title=f"A{title}", office="Bauamt")
    # Permissions of a person are asked once.
    waiting_for(evaluator)

    with django_assert_num_queries(3):
        waiting_for(evaluator)
