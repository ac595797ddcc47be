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

    desk.send("beitrag", kommentar.pk, into=other.pk, title="Bus", quote="Ein Rufbus")

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


def test_suggestions_name_the_words_they_share(desk, others, auswertung, kommentar):
    page = desk.open("beitrag", kommentar.pk, aehnlich="1")

    (row,) = page.context["suggestions"].kommentare
    assert row.shared_words == ["Rufbus"]
    assert "gemeinsam:" in page.text


@pytest.fixture
def third(baustein, kommentar):
    return factories.comment(baustein, text="Ein Rufbus ab 18 Uhr würde uns reichen.")


def test_similar_ones_come_along_in_one_act(desk, kommentar, others, third, auswertung):
    page = desk.open("beitrag", kommentar.pk, aehnlich="1")
    assert "Diesen sehr ähnlichen auch" in page.text

    page = desk.send(
        "beitrag", kommentar.pk, follow=True, title="Rufbus", quote="",
        alle_auch=f"{others[0].pk} {third.pk} ",
    )  # fmt: skip

    assert "Der Beitrag und 2 ähnliche sind jetzt in „Anliegen 1: Rufbus“." in page.text
    assert set(Anliegen.objects.get().kommentare.all()) == {kommentar, others[0], third}


@pytest.mark.parametrize("sent", [{"auch": "x"}, {"alle_auch": "1 zwei"}, {"auch": "9" * 30}])
def test_nonsense_comes_along_with_nothing(desk, auswertung, kommentar, sent):
    assert desk.send("beitrag", kommentar.pk, title="Rufbus", **sent).status_code == 404
    assert not Anliegen.objects.exists()


def test_the_whole_of_one_leads_to_the_next_and_a_passage_does_not(
    desk, others, auswertung, kommentar
):
    first = desk.send("beitrag", kommentar.pk, title="Rufbus", quote="Ein Rufbus")
    second = desk.send("beitrag", kommentar.pk, title="Takt", quote="")

    assert first.url == f"/auswertung/beitrag/{kommentar.pk}/"
    assert second.url == f"/auswertung/beitrag/{others[0].pk}/"


def test_an_anliegen_is_found_by_what_is_typed_without_script(
    desk, auswertung, kommentar, evaluator
):
    other = actions.create(auswertung, by=evaluator, title="Busverkehr am Abend", office="Bauamt")

    page = desk.send("beitrag", kommentar.pk, title="abend bus", quote="Ein Rufbus", suchen="1")

    assert page.context["found"] == [other]
    assert 'value="abend bus"' in page.text
    assert "Ein Rufbus</textarea>" in page.text
    assert "Bauamt" in page.text
    assert not Zuordnung.objects.exists()


def test_a_contribution_without_anliegen_is_read_and_done(desk, others, auswertung, kommentar):
    page = desk.send("beitrag", kommentar.pk, ohne="1")

    assert page.url == f"/auswertung/beitrag/{others[0].pk}/"
    assert list(auswertung.set_aside()) == [kommentar]
    assert set(auswertung.unassigned()) == set(others)
    assert "Er enthält kein Anliegen" in desk.open("beitrag", kommentar.pk).text
    desk.send("beitrag", kommentar.pk, wieder="1")
    assert kommentar in auswertung.unassigned()


def test_what_is_in_an_anliegen_does_not_hold_none(desk, anliegen, kommentar):
    page = desk.send("beitrag", kommentar.pk, ohne="1")

    assert page.status_code == 409
    assert "erst herausnehmen" in page.text


def test_put_into_an_anliegen_it_holds_one(desk, auswertung, kommentar):
    desk.send("beitrag", kommentar.pk, ohne="1")

    desk.send("beitrag", kommentar.pk, title="Doch")

    assert not auswertung.set_aside().exists()
    assert not auswertung.unassigned().exists()


def test_a_phase_of_signs_alone_is_compared_without_harm():
    corpus = similar.Corpus({1: "!!!", 2: "…"})

    assert corpus.compare("Rufbus") == {}
    assert similar.Corpus({}).compare("Rufbus") == {}
    assert similar.Corpus({}).compare_with("!!!", {1: "Rufbus"}) == {}


def test_forms_of_a_word_are_the_same_word():
    words = similar.SharedWords({1: "Mehr Radwege an der Elbe", 2: "Die Kita schließt um vier"})

    assert words.compare("Wo bleiben die Radwegen?").keys() == {1}
    assert words.shared("Wo bleiben die Radwegen?", "Mehr Radwege an der Elbe") == ["Radwegen"]


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
