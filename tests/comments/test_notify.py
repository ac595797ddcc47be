"""Mails on new comments: who gets one, and that none outlives what it quotes."""

import pytest
from django.core import mail
from django.core.management import call_command

from comments import actions, notify
from tests import factories


@pytest.fixture
def answer(baustein, resident):
    question = factories.comment(baustein, resident, "Wann kommt der Bus?")
    return factories.comment(baustein, text="Um acht, glaube ich.", parent=question)


def test_who_is_answered_gets_the_answer(answer, resident):
    notify.tell_of_comment(answer)
    call_command("send_mails")

    [letter] = mail.outbox
    assert letter.to == [resident.email]
    assert "Um acht, glaube ich." in letter.body


def test_an_answer_hidden_before_the_mail_left_is_sent_to_nobody(answer, resident, moderator):
    notify.tell_of_comment(answer)
    actions.hide(answer, by=moderator, ground="werbung", statement="Reklame.")
    call_command("send_mails")

    assert all(
        "glaube ich" not in letter.body for letter in mail.outbox if resident.email in letter.to
    )
    assert [letter.to for letter in mail.outbox] == [[answer.author.email]]


def test_nobody_is_told_of_their_own_answer(baustein, resident):
    question = factories.comment(baustein, resident)
    notify.tell_of_comment(factories.comment(baustein, resident, parent=question))
    call_command("send_mails")

    assert mail.outbox == []
