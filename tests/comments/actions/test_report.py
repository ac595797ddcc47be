"""Reports: one per person, counted, answered by the decision."""

from comments import actions
from comments.models import Meldung
from mails.models import Mail

from .conftest import fresh

REPORT = {"ground": "hass", "explanation": "Hetzt."}


def test_a_report_is_counted_and_confirmed(kommentar, resident, moderator):
    meldung, is_new = actions.report(kommentar, user=moderator, reporter_key="m", **REPORT)

    assert is_new
    assert meldung.user == moderator
    row = fresh(kommentar)
    assert (row.report_count, row.open_report_count) == (1, 1)
    assert Mail.objects.get().template == "report_received"


def test_a_second_one_by_the_same_person_adds_nothing(kommentar, moderator):
    first, _new = actions.report(kommentar, user=moderator, reporter_key="m", **REPORT)
    again, is_new = actions.report(
        kommentar, user=moderator, reporter_key="m", ground="werbung", explanation="Anders."
    )

    assert (again, is_new) == (first, False)
    assert Meldung.objects.get().ground == "hass"
    assert fresh(kommentar).report_count == 1
    assert Mail.objects.count() == 1


def test_after_a_decision_new_reports_by_others_are_open_again(kommentar, moderator):
    actions.report(kommentar, user=None, reporter_key="a", **REPORT)
    actions.keep(kommentar, by=moderator, statement="In Ordnung.")

    actions.report(kommentar, user=None, reporter_key="b", **REPORT)

    row = fresh(kommentar)
    assert (row.report_count, row.open_report_count) == (2, 1)


def test_a_report_on_what_is_hidden_already_is_answered_at_once(kommentar, moderator):
    actions.hide(kommentar, by=moderator, ground="hass", statement="Hetze.")

    meldung, _new = actions.report(
        kommentar, user=None, reporter_key="a", email="lena@example.org", **REPORT
    )

    meldung.refresh_from_db()
    assert meldung.entscheidung.action == "hide"
    assert meldung.email == ""
    templates = Mail.objects.filter(address="lena@example.org").values_list("template", flat=True)
    assert set(templates) == {"report_received", "report_decided"}
    assert fresh(kommentar).open_report_count == 0


def test_the_answer_comes_in_the_reporters_language(kommentar, moderator):
    actions.report(
        kommentar, user=None, reporter_key="a", email="a@example.org", language="en", **REPORT
    )

    assert Mail.objects.get().language == "en"
