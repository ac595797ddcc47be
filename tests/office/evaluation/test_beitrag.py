"""One contribution: its context, its quote, what is similar, and entering on behalf."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments import actions as comment_actions
from comments.models import Kommentar
from evaluation import actions, similar
from evaluation.models import Anliegen, Zuordnung
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def others(baustein, kommentar):
    """Of the second no word is the same, but for „die“."""
    return [
        factories.comment(baustein, text="Abends fährt kein Rufbus mehr; bitte mehr Rufbusse."),
        factories.comment(baustein, text="Die Kita braucht Schatten."),
    ]


def test_it_is_shown_with_what_it_answers_and_what_answers_it(
    client, baustein, kommentar, moderator, editor
):
    reply = factories.comment(baustein, text="Auch am Sonntag?", parent=kommentar)
    factories.comment(baustein, moderator, text="Wir prüfen das.", parent=reply)
    factories.auswertung(baustein, by=editor)
    client.force_login(editor)

    page = client.get(f"/auswertung/beitrag/{reply.pk}/")

    for text in (kommentar.text, "Auch am Sonntag?", "Wir prüfen das.", "Ein Ziel in"):
        assert text in page.text


def test_a_passage_raises_an_anliegen(desk, auswertung, kommentar):
    page = desk.send(
        "beitrag", kommentar.pk, follow=True, title="Rufbus", quote="ab 18 Uhr\nwürde reichen"
    )

    assert "Der Beitrag ist jetzt in „Anliegen 1: Rufbus“." in page.text
    assert Zuordnung.objects.get().quote == "ab 18 Uhr\nwürde reichen"


def test_a_passage_that_is_not_there_is_refused_and_no_anliegen_stays(desk, auswertung, kommentar):
    page = desk.send("beitrag", kommentar.pk, title="Rufbus", quote="nie geschrieben")

    assert page.status_code == 409
    assert "nie geschrieben</textarea>" in page.text
    assert not Anliegen.objects.exists()


def test_left_as_offered_the_whole_contribution_has_no_passage(desk, auswertung, kommentar):
    offered = desk.open("beitrag", kommentar.pk).context["form"]["quote"].value()

    desk.send("beitrag", kommentar.pk, title="Rufbus", quote=offered)

    assert Zuordnung.objects.get().quote == ""


def test_from_its_page_it_is_taken_out_again(desk, anliegen, kommentar):
    page = desk.send("beitrag", kommentar.pk, follow=True, herausnehmen=anliegen.pk)

    assert "noch in keinem Anliegen" in page.text
    assert page.request["PATH_INFO"] == f"/auswertung/beitrag/{kommentar.pk}/"


@pytest.mark.parametrize("key", ["x", "9" * 30, "0"])
def test_it_is_taken_out_of_nothing_it_is_not_in(desk, anliegen, kommentar, key):
    assert desk.send("beitrag", kommentar.pk, herausnehmen=key).status_code == 404
    assert anliegen.contributions().get() == kommentar


def test_a_suggested_anliegen_takes_the_passage_that_was_typed(
    desk, auswertung, kommentar, evaluator
):
    other = actions.create(auswertung, by=evaluator, title="Bus")

    desk.send("beitrag", kommentar.pk, vorschlag=other.pk, into="", quote="Ein Rufbus")

    assert Zuordnung.objects.get().quote == "Ein Rufbus"


def test_what_is_similar_is_suggested(desk, others, auswertung, kommentar, evaluator):
    by_title = actions.create(auswertung, by=evaluator, title="Rufbus am Abend")
    by_content = actions.create(auswertung, by=evaluator, title="Verkehr", kommentare=[others[0]])

    suggestions = desk.open("beitrag", kommentar.pk, aehnlich="1").context["suggestions"]

    assert suggestions.kommentare == [others[0]]
    assert set(suggestions.anliegen) == {by_title, by_content}


def test_what_it_is_in_already_is_not_suggested(desk, anliegen, kommentar):
    page = desk.open("beitrag", kommentar.pk, aehnlich="1")

    assert page.context["suggestions"].anliegen == []
    assert "Nichts Ähnliches gefunden." in page.text


def test_what_was_hidden_is_not_suggested(desk, others, auswertung, kommentar, moderator):
    desk.open("beitrag", kommentar.pk, aehnlich="1")
    comment_actions.hide(others[0], by=moderator, ground="werbung", statement="Werbung.")

    page = desk.open("beitrag", kommentar.pk, aehnlich="1")

    assert page.context["suggestions"].kommentare == []


def test_a_script_asks_for_suggestions_alone(desk, auswertung, kommentar):
    assert 'data-hx-get="?aehnlich=1"' in desk.open("beitrag", kommentar.pk).text

    part = desk.client.get(
        f"/auswertung/beitrag/{kommentar.pk}/?aehnlich=1", headers={"HX-Request": "true"}
    )

    assert part.text.lstrip().startswith('<section id="aehnliches"')


def test_without_the_extra_the_page_says_that_suggestions_are_off(
    desk, auswertung, kommentar, monkeypatch
):
    monkeypatch.setattr(similar, "find_spec", lambda name: None)

    assert "Vorschläge sind ausgeschaltet" in desk.open("beitrag", kommentar.pk).text


def test_a_phase_of_signs_alone_is_compared_without_harm():
    corpus = similar.Corpus({1: "!!!", 2: "…"})

    assert corpus.compare("Rufbus") == {}
    assert similar.Corpus({}).compare("Rufbus") == {}
    assert similar.Corpus({}).compare_with("Rufbus", {1: "Rufbus"}) == {}


def test_only_published_contributions_have_a_page(desk, auswertung, kommentar):
    Kommentar.objects.filter(pk=kommentar.pk).update(status="withdrawn")

    assert desk.open("beitrag", kommentar.pk).status_code == 404


def _letter(over, **changes):
    return {
        "channel": "brief",
        "received_on": timezone.localdate() - timedelta(days=2),
        "baustein": over.pk,
        "category": "hinweis",
        "text": "Der Bus fährt nicht.",
        "contributor": "Heimatverein",
        "consent": "on",
        "idempotency_key": "8a6a6a52-5a0c-4a3e-9d53-0d1ad9ddf1aa",
        **changes,
    }


def test_a_letter_is_entered_on_behalf_once(desk, auswertung, over, kommentar):
    for _ in range(2):
        page = desk.send("erfassen", auswertung.pk, follow=True, **_letter(over))

    row = Kommentar.objects.exclude(pk=kommentar.pk).get()
    assert f"Beitrag {row.pk} ist erfasst" in page.text
    assert (row.channel, row.contributor, row.author) == ("brief", "Heimatverein", None)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"consent": ""}, "Ohne Einwilligung bleibt der Name weg."),
        ({"received_on": "2001-01-01"}, "in der Kommentierphase eingegangen"),
        ({"channel": "online"}, "Das hat noch nicht geklappt"),
        ({"text": " "}, "Bitte schreiben Sie etwas."),
        ({"baustein": "999999"}, "Das hat noch nicht geklappt"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_lost(desk, auswertung, over, changes, sentence):
    page = desk.send("erfassen", auswertung.pk, **_letter(over, **changes))

    assert page.status_code == 422
    assert sentence in page.text
    assert 'value="Heimatverein"' in page.text
    assert Kommentar.objects.count() == 1
