"""Many people, or one impatient one, in the same moment: every count is right afterwards."""

import uuid
from contextlib import nullcontext

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from comments import actions
from comments.actions.counters import recount
from comments.models import Bewertung, Kommentar
from phases import actions as phase_actions
from phases.rules import ParticipationClosed
from tests import factories
from tests.concurrency import at_once
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def baustein():
    return factories.open_baustein()


def failures(outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, Exception)]


def test_fifty_votes_of_one_person_count_once(baustein):
    kommentar, voter = factories.comment(baustein), factories.user()

    outcomes = at_once(*[lambda: actions.vote(kommentar, by=voter, value=1)] * 50)

    assert not failures(outcomes)
    kommentar.refresh_from_db()
    assert (kommentar.up_count, kommentar.down_count) == (1, 0)
    assert Bewertung.objects.count() == 1


def test_fifty_changes_of_mind_leave_one_vote(baustein):
    kommentar, voter = factories.comment(baustein), factories.user()

    outcomes = at_once(
        *(
            lambda value=value: actions.vote(kommentar, by=voter, value=value)
            for value in [1, -1, 0, -1, 1] * 10
        )
    )

    assert not failures(outcomes)
    kommentar.refresh_from_db()
    values = list(Bewertung.objects.values_list("value", flat=True))
    assert (kommentar.up_count, kommentar.down_count) == (values.count(1), values.count(-1))
    assert len(values) <= 1


def test_votes_of_thirty_people_are_all_counted(baustein):
    kommentar = factories.comment(baustein)
    voters = [factories.user() for _ in range(30)]

    outcomes = at_once(
        *(
            lambda voter=voter, value=value: actions.vote(kommentar, by=voter, value=value)
            for voter, value in zip(voters, [1, 1, -1] * 10, strict=True)
        )
    )

    assert not failures(outcomes)
    kommentar.refresh_from_db()
    assert (kommentar.up_count, kommentar.down_count) == (20, 10)


def test_twenty_submits_of_one_form_are_one_comment(baustein):
    author, key = factories.user(), uuid.uuid4()

    outcomes = at_once(
        *[
            lambda: actions.submit(
                baustein=baustein, author=author, text="Einmal.", idempotency_key=key
            )
        ]
        * 20
    )

    assert not failures(outcomes)
    assert len({kommentar.pk for kommentar in outcomes}) == 1
    baustein.refresh_from_db()
    assert (Kommentar.objects.count(), baustein.comment_count) == (1, 1)


def test_twenty_requests_with_one_form_lead_to_one_comment(baustein, settings):
    settings.LIMITS = {**settings.LIMITS, "comment": {}}
    author, key = factories.user(), uuid.uuid4()
    clients = [Client() for _ in range(20)]
    for client in clients:
        client.force_login(author)
    data = {"text": "Einmal.", "category": "frage", "idempotency_key": key}

    outcomes = at_once(
        *(
            lambda client=client: client.post(baustein.get_absolute_url(), data)
            for client in clients
        )
    )

    assert not failures(outcomes)
    assert {response.status_code for response in outcomes} == {302}
    assert len({response.url for response in outcomes}) == 1
    assert Kommentar.objects.count() == 1


def test_a_code_sent_five_times_publishes_once(baustein):
    factories.user(email="lena@example.org")
    visitor = Visitor(Client(), on_commit=lambda execute: nullcontext())
    visitor.write(baustein, "Einmal.")
    visitor.ask_for_code("lena@example.org")
    data = {"code": visitor.mailed_code(), "action": "verify"}
    clients = [Client() for _ in range(5)]
    for client in clients:
        client.cookies = visitor.client.cookies.copy()

    outcomes = at_once(
        *(lambda client=client: client.post("/konto/anmelden/code/", data) for client in clients)
    )

    assert not failures(outcomes)
    assert {response.status_code for response in outcomes} == {302}
    assert Kommentar.objects.get().text == "Einmal."


def test_somebody_new_becomes_one_account_and_writes_one_comment(baustein):
    visitor = Visitor(Client(), on_commit=lambda execute: nullcontext())
    visitor.write(baustein, "Einmal.")
    visitor.ask_for_code("lena@example.org")
    data = {"code": visitor.mailed_code(), "action": "verify"}
    clients = [copy_of(visitor.client) for _ in range(5)]
    outcomes = at_once(
        *(lambda client=client: client.post("/konto/anmelden/code/", data) for client in clients)
    )
    assert not failures(outcomes)
    assert {response.status_code for response in outcomes} == {302}
    assert get_user_model().objects.count() == 1

    name = {"pseudonym": "Deichläufer"}
    tabs = [copy_of(clients[0]) for _ in range(5)]
    outcomes = at_once(
        *(lambda client=client: client.post("/konto/anmelden/name/", name) for client in tabs)
    )

    assert not failures(outcomes)
    assert {response.status_code for response in outcomes} == {302}
    assert Kommentar.objects.get().author.pseudonym == "Deichläufer"


def copy_of(client):
    other = Client()
    other.cookies = client.cookies.copy()
    return other


def test_twenty_people_answer_the_same_comment(baustein):
    root = factories.comment(baustein)
    authors = [factories.user() for _ in range(20)]

    outcomes = at_once(
        *(
            lambda author=author: factories.comment(baustein, author, parent=root)
            for author in authors
        )
    )

    assert not failures(outcomes)
    root.refresh_from_db()
    baustein.refresh_from_db()
    assert (root.reply_count, root.thread_count, baustein.comment_count) == (20, 20, 21)


def test_a_comment_is_in_before_the_end_or_not_at_all(baustein):
    editor = factories.superuser()
    phase = baustein.strategie.kommentierphasen.get()
    authors = [factories.user() for _ in range(12)]

    *comments, closed = at_once(
        *(lambda author=author: factories.comment(baustein, author) for author in authors),
        lambda: phase_actions.close_now(phase, by=editor, reason="Ende"),
    )

    assert not isinstance(closed, Exception)
    assert all(isinstance(error, ParticipationClosed) for error in failures(comments))
    assert all(kommentar.created_at <= closed.ends_at for kommentar in Kommentar.objects.all())
    baustein.refresh_from_db()
    assert baustein.comment_count == len(comments) - len(failures(comments))


def test_answers_and_withdrawals_in_one_thread_do_not_block_each_other(baustein):
    for _round in range(5):
        root = factories.comment(baustein)
        reply = factories.comment(baustein, parent=root)
        deep = factories.comment(baustein, parent=reply)
        authors = [factories.user() for _ in range(4)]

        outcomes = at_once(
            lambda root=root: actions.withdraw(root, by=root.author),
            lambda deep=deep: actions.withdraw(deep, by=deep.author),
            *(
                lambda author=author, reply=reply: factories.comment(baustein, author, parent=reply)
                for author in authors
            ),
        )

        assert not failures(outcomes)
    assert not list(recount())


def test_an_answer_and_an_edit_do_not_both_succeed_unseen(baustein):
    for _round in range(5):
        kommentar = factories.comment(baustein, text="Früher.")
        answerer = factories.user()

        edited, answer = at_once(
            lambda kommentar=kommentar: actions.edit(
                kommentar, by=kommentar.author, text="Später.", category="frage"
            ),
            lambda kommentar=kommentar, answerer=answerer: factories.comment(
                baustein, answerer, parent=kommentar
            ),
        )

        assert not isinstance(answer, Exception)
        kommentar.refresh_from_db()
        if isinstance(edited, Exception):
            assert kommentar.text == "Früher."
        else:
            assert kommentar.edited_at <= answer.created_at


def test_two_withdrawals_and_a_moderator_count_once(baustein):
    konzept = baustein.strategie.konzept
    moderator = factories.staff(konzept, role="moderation")
    kommentar = factories.comment(baustein)

    outcomes = at_once(
        lambda: actions.withdraw(kommentar, by=kommentar.author),
        lambda: actions.withdraw(kommentar, by=kommentar.author),
        lambda: actions.hide(kommentar, by=moderator, ground="hass", statement="Hetze."),
    )

    assert len(failures(outcomes)) == 2
    assert all(isinstance(error, actions.StatusConflict) for error in failures(outcomes))
    baustein.refresh_from_db()
    assert baustein.comment_count == 0


def test_ten_reports_of_one_person_count_once(baustein):
    kommentar, user = factories.comment(baustein), factories.user()

    outcomes = at_once(
        *[
            lambda: actions.report(
                kommentar, user=user, reporter_key=f"user-{user.pk}", ground="hass"
            )
        ]
        * 10
    )

    assert not failures(outcomes)
    kommentar.refresh_from_db()
    assert kommentar.report_count == 1
