import json

import pytest
from django.core.exceptions import PermissionDenied

from comments import actions as comment_actions
from evaluation import actions
from evaluation.hurdles import hurdles
from evaluation.models import Ausgabe, Ergebnis
from evaluation.verify import differences
from mails.models import Mail
from strategies.models import Fassung
from tests import factories


def sentences(auswertung):
    return [hurdle.sentence for hurdle in hurdles(auswertung, user=factories.superuser())]


def test_one_act_publishes_anliegen_reasons_and_fassungen(ready, over, kommentar, editor):
    ausgabe = actions.publish(ready, by=editor)

    over.refresh_from_db()
    ready.refresh_from_db()
    ergebnis = Ergebnis.objects.current().get()
    assert ready.is_published
    assert over.fassung.number == 2
    assert ergebnis.verdict == "folgen"
    assert list(ergebnis.kommentare.all()) == [kommentar]
    change = ergebnis.fassungen.get()
    assert (change.before.number, change.fassung.number) == (1, 2)
    content = json.loads(ausgabe.document)
    assert content["anliegen"][0]["beitraege"] == [kommentar.pk]
    assert content["anliegen"][0]["fassungen"][0]["fassung"] == 2
    assert content["beteiligung"]["contributions"] == 1


def test_the_document_names_no_resident_and_quotes_none(ready, resident, kommentar, editor):
    document = actions.publish(ready, by=editor).document

    assert resident.pseudonym not in document
    assert kommentar.text not in document


def test_a_contribution_in_no_anliegen_keeps_it_from_being_published(
    ready, over, kommentar, evaluator, editor
):
    anliegen = ready.anliegen.get()
    actions.unassign(anliegen, by=evaluator, kommentare=[kommentar])

    with pytest.raises(actions.PublicationBlocked) as refused:
        actions.publish(ready, by=editor)

    [unassigned, unreleased, empty] = refused.value.hurdles
    assert unassigned.links[0][0] == kommentar.pk
    assert "freigegeben" in unreleased.sentence
    assert "ohne einen öffentlichen Beitrag" in empty.sentence
    over.refresh_from_db()
    assert over.fassung.number == 1
    assert not Ausgabe.objects.exists()


def test_an_anliegen_without_verdict_or_release_is_a_hurdle(anliegen, evaluator):
    assert sentences(anliegen.auswertung) == ["Anliegen ohne Würdigung oder Begründung"]

    actions.edit(
        anliegen, by=evaluator, version=anliegen.version, verdict="nicht", reasons="Nein.",
        office="Hauptamt",
    )  # fmt: skip

    assert sentences(anliegen.auswertung) == ["Anliegen, die noch nicht freigegeben sind"]


def test_following_without_a_changed_baustein_is_a_hurdle(auswertung, kommentar, evaluator, editor):
    factories.released_anliegen(
        auswertung, [kommentar], by=evaluator, released_by=editor, verdict="folgen"
    )

    [hurdle] = hurdles(auswertung, user=editor)

    assert "ohne dass sich ein Baustein ändert" in hurdle.sentence
    assert hurdle.links[0][1] == auswertung.anliegen.get().get_absolute_url()


def test_a_planned_change_without_a_draft_is_none(auswertung, kommentar, over, evaluator, editor):
    factories.released_anliegen(
        auswertung, [kommentar], by=evaluator, released_by=editor, verdict="folgen",
        bausteine=[over],
    )  # fmt: skip

    assert sentences(auswertung) == [
        "Anliegen, denen gefolgt wird, ohne dass sich ein Baustein ändert"
    ]


def test_a_changed_text_names_an_anliegen_or_is_editorial(
    auswertung, kommentar, over, evaluator, editor
):
    factories.released_anliegen(auswertung, [kommentar], by=evaluator, released_by=editor)
    draft = factories.draft(over)
    assert sentences(auswertung) == [
        "Geänderte Texte, die kein Anliegen nennen und nicht redaktionell sind"
    ]

    Fassung.objects.filter(pk=draft.pk).update(editorial=True)

    ausgabe = actions.publish(auswertung, by=editor)
    assert json.loads(ausgabe.document)["redaktionell"][0]["fassung"] == 2


def test_nothing_is_published_while_a_phase_is_open(baustein, kommentar, evaluator, editor):
    auswertung = factories.auswertung(baustein, by=evaluator)
    factories.released_anliegen(auswertung, [kommentar], by=evaluator, released_by=editor)

    with pytest.raises(actions.PublicationBlocked) as refused:
        actions.publish(auswertung, by=editor)

    assert "läuft noch eine Kommentierphase" in refused.value.hurdles[0].sentence


def test_publishing_is_for_the_redaktion_of_this_konzept(ready, evaluator):
    strangers = [
        evaluator,
        factories.staff(factories.konzept(), role="redaktion"),
        factories.staff(ready.strategie.konzept, role="moderation"),
    ]

    for stranger in strangers:
        with pytest.raises(PermissionDenied):
            actions.publish(ready, by=stranger)


def test_what_is_hidden_in_the_last_moment_is_not_published(
    ready, kommentar, moderator, editor, over
):
    comment_actions.hide(kommentar, by=moderator, ground="werbung", statement="Werbung.")

    with pytest.raises(actions.PublicationBlocked) as refused:
        actions.publish(ready, by=editor)

    assert [hurdle.sentence for hurdle in refused.value.hurdles] == [
        "Anliegen ohne einen öffentlichen Beitrag"
    ]


def test_what_moderators_have_not_decided_is_a_hurdle(
    unpublished, ready, kommentar, moderator, editor
):
    """Pending, reported, complained about: each until it is decided."""
    hidden, _withdrawn, pending = unpublished
    comment_actions.report(kommentar, user=None, reporter_key="a", ground="hass", explanation="")
    [entscheidung] = hidden.entscheidungen.all()
    beschwerde = comment_actions.complain(entscheidung, text="Keine Werbung.")

    with pytest.raises(actions.PublicationBlocked) as refused:
        actions.publish(ready, by=editor)

    assert [(hurdle.sentence, hurdle.count) for hurdle in refused.value.hurdles] == [
        ("Beiträge, die auf Prüfung warten", 1),
        ("Beiträge mit offenen Meldungen", 1),
        ("Beschwerden ohne Entscheidung", 1),
    ]
    comment_actions.hide(pending, by=moderator, ground="werbung", statement="Werbung.")
    comment_actions.keep(kommentar, by=moderator, statement="In Ordnung.")
    assert sentences(ready) == ["Beschwerden ohne Entscheidung"]
    boss = factories.superuser()
    comment_actions.decide_complaint(beschwerde, by=boss, uphold=False, statement="Doch.")
    assert actions.publish(ready, by=editor).number == 1


def test_what_another_phase_has_open_is_no_hurdle(ready, editor):
    elsewhere = factories.open_baustein()
    row = factories.comment(elsewhere)
    comment_actions.report(row, user=None, reporter_key="a", ground="hass", explanation="")

    assert sentences(ready) == []


def test_a_hurdle_links_only_to_what_its_reader_may_decide(ready, kommentar, moderator, editor):
    comment_actions.report(kommentar, user=None, reporter_key="a", ground="hass", explanation="")

    [for_editor] = hurdles(ready, user=editor)
    [for_moderator] = hurdles(ready, user=moderator)

    assert for_editor.links == [(kommentar.pk, "")]
    assert for_editor.note == "Darüber entscheidet die Moderation des Konzepts."
    assert for_moderator.links == [(kommentar.pk, f"/moderation/kommentar/{kommentar.pk}/")]
    assert for_moderator.note == ""


def test_a_correction_is_a_new_edition_and_says_what_it_corrects(
    ready, evaluator, editor, kommentar
):
    first = actions.publish(ready, by=editor)
    anliegen = ready.anliegen.get()
    edited = actions.edit(
        anliegen, by=evaluator, version=anliegen.version, reasons="Ab Januar, nicht ab März."
    )
    with pytest.raises(actions.PublicationBlocked):
        actions.publish(ready, by=editor, note="Der Monat.")
    actions.release(actions.prepare(edited, by=evaluator), by=editor)
    with pytest.raises(actions.ActionRefused, match="was in dieser Ausgabe berichtigt ist"):
        actions.publish(ready, by=editor)

    second = actions.publish(ready, by=editor, note="Der Monat war falsch.")

    assert (first.number, second.number) == (1, 2)
    assert Ergebnis.objects.current().get().reasons == "Ab Januar, nicht ab März."
    assert first.ergebnisse.get().reasons == "Das prüfen wir im nächsten Jahr."
    # The text was changed with the first edition, and the second still says so.
    assert second.ergebnisse.get().fassungen.get().fassung.number == 2


def test_until_a_correction_is_published_nobody_sees_it(client, ready, evaluator, editor):
    actions.publish(ready, by=editor)
    anliegen = ready.anliegen.get()
    actions.edit(anliegen, by=evaluator, version=anliegen.version, title="Unveröffentlicht")

    page = client.get(ready.get_absolute_url()).content.decode()

    assert "Ein Rufbus am Abend" in page
    assert "Unveröffentlicht" not in page


def test_an_edition_can_be_verified(ready, editor):
    ausgabe = actions.publish(ready, by=editor)
    assert differences(ausgabe) == []

    Ausgabe.objects.update(document=ausgabe.document.replace("folgen", "nicht"))
    ausgabe.refresh_from_db()

    assert differences(ausgabe) == [
        "Das Dokument passt nicht zu seiner Prüfsumme.",
        "Die Ergebnisse weichen vom Dokument ab.",
    ]


def test_who_contributed_and_who_follows_get_one_mail(
    django_capture_on_commit_callbacks, ready, resident, editor, over
):
    follower = factories.user()
    follower.abonnements.create(strategie=over.strategie)
    resident.abonnements.create(baustein=over)

    with django_capture_on_commit_callbacks(execute=True):
        actions.publish(ready, by=editor)

    sent = Mail.objects.filter(kind="results")
    assert sorted(mail.user_id for mail in sent) == sorted([resident.pk, follower.pk])
