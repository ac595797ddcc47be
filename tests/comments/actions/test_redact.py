"""Schwärzung: passages are taken out, the rest stays, the wording before is evidence."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from comments import actions
from comments.actions import ActionRefused, StatusConflict
from comments.models import Kommentar, Moderationsentscheidung, Schwaerzung, Status
from comments.personal import anonymise, export, purge
from comments.redaction import find_words, redact_text
from mails.models import Mail
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = "Ruft Herrn Maier an: 03931 123456. Die Bank fehlt, sagt Herr Maier."
WHY = {"ground": "persoenliche_daten", "statement": "Eine fremde Telefonnummer."}
GONE = "[Angabe entfernt: persönliche Daten]"


@pytest.fixture
def kommentar(baustein, resident):
    return factories.comment(baustein, resident, text=TEXT)


def spans(text, *words):
    return [span for each in words for span in find_words(text, each)]


def redact(kommentar, by, *words, **why):
    text, _rows = actions.redactable(kommentar)
    return actions.redact(kommentar, by=by, passages=spans(text, *words), **{**WHY, **why})


def fresh(kommentar):
    return Kommentar.objects.get(pk=kommentar.pk)


def test_passages_give_way_to_a_placeholder_and_the_wording_before_is_kept(kommentar, moderator):
    redact(kommentar, moderator, "03931 123456")

    row = fresh(kommentar)
    assert row.text == TEXT.replace("03931 123456", GONE)
    assert row.status == Status.PUBLISHED
    assert row.redacted_at
    kept = Schwaerzung.objects.get()
    assert (kept.original, kept.kommentar, kept.entscheidung.by) == (TEXT, row, moderator)
    decision = row.entscheidungen.get()
    assert (decision.action, decision.ground) == ("redact", "persoenliche_daten")


def test_the_words_are_found_no_more(kommentar, moderator):
    assert Kommentar.objects.with_words("123456").exists()

    redact(kommentar, moderator, "03931 123456")

    assert not Kommentar.objects.with_words("123456").exists()
    assert Kommentar.objects.with_words("Bank").exists()


@pytest.mark.parametrize("first", [True, False])
def test_of_two_decisions_each_can_be_lifted_alone(kommentar, moderator, first):
    redact(kommentar, moderator, "03931 123456")
    redact(kommentar, moderator, "Maier", ground="beleidigung")
    both = list(fresh(kommentar).entscheidungen.filter(action="redact").order_by("pk"))

    actions.unredact(kommentar, by=moderator, statement="Doch.", only=both[not first])

    row = fresh(kommentar)
    assert ("03931 123456" in row.text) is first
    assert ("Maier" in row.text) is not first
    assert row.redacted_at
    actions.unredact(kommentar, by=moderator, statement="Auch das.")
    row = fresh(kommentar)
    assert (row.text, row.redacted_at) == (TEXT, None)
    with pytest.raises(StatusConflict):
        actions.unredact(kommentar, by=moderator, statement="Noch einmal.")


def test_overlapping_passages_are_one():
    passages = [(0, 5, "hass"), (3, 8, "hass"), (4, 6, "hass"), (9, 10, "werbung")]
    assert redact_text("abcdefghijk", passages) == (
        "[Angabe entfernt: Hass oder Hetze]i[Angabe entfernt: Werbung]k"
    )


def test_a_passage_over_several_paragraphs_leaves_their_number():
    gone = "[Angabe entfernt: Werbung]"
    assert redact_text("Eins zwei\n\ndrei\nvier fünf", [(5, 20, "werbung")]) == (
        f"Eins {gone}\n\n{gone}\n{gone} fünf"
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("maier", 2),
        ("Herrn   Maier", 1),
        ("Mai", 2),
        ("Meier", 0),
        ("", 0),
        ("(", 0),
    ],
)
def test_words_are_found_whatever_their_case_and_blanks(words, found):
    assert len(find_words(TEXT, words)) == found


def test_what_cannot_be_taken_out_is_refused(kommentar, moderator, resident):
    for passages in ([], [(0, 999)], [(5, 5)], [(-1, 3)], [(0, len(TEXT))], [(0, 3)] * 51):
        with pytest.raises(ActionRefused):
            actions.redact(kommentar, by=moderator, passages=passages, **WHY)
    for why in ({"statement": " "}, {"ground": "themenfremd"}, {"ground": ""}):
        with pytest.raises(ActionRefused):
            redact(kommentar, moderator, "Maier", **why)
    with pytest.raises(PermissionDenied):
        redact(kommentar, resident, "Maier")
    redact(kommentar, moderator, "Maier")
    with pytest.raises(ActionRefused):
        redact(kommentar, moderator, "Maier")
    assert Schwaerzung.objects.count() == 1


def test_a_stranger_moderator_cannot(kommentar):
    other = factories.staff(factories.konzept(), role="moderation")
    with pytest.raises(PermissionDenied):
        redact(kommentar, other, "Maier")


def test_an_edit_waits_for_review_even_where_everything_is_published_at_once(
    kommentar, moderator, resident
):
    phase = kommentar.kommentierphase
    phase.release = "at_once"
    phase.save(update_fields=["release"])
    redact(kommentar, moderator, "03931 123456")

    actions.edit(fresh(kommentar), by=resident, text=TEXT, category="vorschlag")

    row = fresh(kommentar)
    assert (row.status, row.text) == (Status.PENDING, TEXT)
    assert "geschwärzt" in row.hold_reason
    assert not Kommentar.objects.published().exists()


def test_what_was_written_anew_since_is_not_overwritten(kommentar, moderator, resident):
    redact(kommentar, moderator, "03931 123456")
    actions.edit(fresh(kommentar), by=resident, text="Ganz anders.", category="vorschlag")

    actions.unredact(kommentar, by=moderator, statement="War in Ordnung.")

    row = fresh(kommentar)
    assert (row.text, row.redacted_at) == ("Ganz anders.", None)


def test_the_author_is_told_and_can_complain(kommentar, moderator, resident, baustein):
    redact(kommentar, moderator, "03931 123456")
    mail = Mail.objects.get(template="redacted")
    assert mail.user == resident
    assert WHY["statement"] in mail.text
    assert "123456" not in mail.text + mail.html
    assert factories.complaint_address(kommentar) in mail.text
    other = factories.staff(baustein.strategie.konzept, role="moderation")
    complaint = actions.complain(kommentar.entscheidungen.get(), text="Das ist meine.")

    actions.decide_complaint(complaint, by=other, uphold=True, statement="Stimmt.")

    row = fresh(kommentar)
    assert (row.text, row.redacted_at) == (TEXT, None)
    assert row.entscheidungen.filter(action="unredact", by=other).exists()
    assert not Mail.objects.filter(template="unredacted").exists()


def test_reports_are_answered_and_opened_again_by_undo(kommentar, moderator, baustein):
    reporter = factories.user()
    actions.report(kommentar, user=reporter, reporter_key="a", ground="persoenliche_daten")
    redact(kommentar, moderator, "03931 123456")
    assert fresh(kommentar).open_report_count == 0
    told = Mail.objects.get(template="report_decided")
    assert "Der übrige" in told.text
    assert "123456" not in told.text

    actions.undo_redaction(kommentar, by=moderator, statement="Ein Versehen.")

    assert fresh(kommentar).open_report_count == 1
    assert fresh(kommentar).text == TEXT


def test_a_hidden_comment_can_be_redacted_and_then_shown(kommentar, moderator):
    actions.hide(kommentar, by=moderator, **WHY)
    redact(kommentar, moderator, "03931 123456")
    actions.restore(kommentar, by=moderator, statement="Ohne die Nummer.")
    assert fresh(kommentar).is_published
    assert "123456" not in fresh(kommentar).text


def test_a_withdrawn_one_cannot(kommentar, moderator, resident):
    actions.withdraw(kommentar, by=resident)
    with pytest.raises(StatusConflict):
        redact(kommentar, moderator, "Maier")


def test_evidence_goes_after_its_time_but_not_while_somebody_complains(
    kommentar, moderator, resident
):
    redact(kommentar, moderator, "03931 123456")
    actions.complain(kommentar.entscheidungen.get(), text="Nein.")
    later = timezone.now() + timedelta(days=5 * 365)
    purge(later)
    assert Schwaerzung.objects.get().original
    Moderationsentscheidung.objects.get().beschwerde.__class__.objects.update(
        status="rejected", decided_at=timezone.now(), statement="Bleibt."
    )
    purge(later)
    kept = Schwaerzung.objects.get()
    assert (kept.original, kept.passages) == ("", [])
    with pytest.raises(ActionRefused):
        actions.unredact(kommentar, by=moderator, statement="Zu spät.")


def test_whoever_leaves_and_withdraws_takes_the_evidence_along(kommentar, moderator, resident):
    redact(kommentar, moderator, "03931 123456")
    anonymise(resident, withdraw=True)
    assert Schwaerzung.objects.get().original == ""


def test_own_data_name_what_was_taken_out(kommentar, moderator, resident):
    redact(kommentar, moderator, "03931 123456")
    [row] = export(resident)["Beiträge"]
    assert GONE in row["Text"]
    assert row["Wortlaut vor dem Schwärzen"] == TEXT
