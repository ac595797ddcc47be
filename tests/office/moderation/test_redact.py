"""„Stellen schwärzen“ on the page of a comment: found passages, typed ones, and the way back."""

import pytest

from comments import actions
from comments.models import Kommentar, Schwaerzung
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = "Herr Maier wohnt Am Markt 3a, Telefon 03931 123456.\nHerr Maier hupt."
WHY = {"ground": "persoenliche_daten", "statement": "Eine fremde Anschrift."}
GONE = "[Angabe entfernt: persönliche Daten]"


@pytest.fixture
def kommentar(baustein, resident):
    return factories.comment(baustein, resident, text=TEXT)


def fresh(kommentar):
    return Kommentar.objects.get(pk=kommentar.pk)


def found(page):
    """What can be ticked: {label: value}."""
    form = dict((each.name, form) for each, form, _loud in page.context["forms"])["schwaerzen"]
    return {label: value for value, label in form.fields["found"].choices}


def test_what_looks_personal_can_be_ticked(desk, kommentar):
    choices = found(desk.open("kommentar", kommentar.pk))
    assert list(choices) == ["Anschrift: Am Markt 3a", "Telefonnummer: 03931 123456"]

    desk.decide(kommentar, "schwaerzen", found=list(choices.values()), **WHY)

    assert fresh(kommentar).text == f"Herr Maier wohnt {GONE}, Telefon {GONE}.\nHerr Maier hupt."


def test_typed_lines_are_taken_out_wherever_they_stand(desk, kommentar):
    desk.decide(kommentar, "schwaerzen", words="herr maier\n\n am Markt 3a ", **WHY)
    assert fresh(kommentar).text == f"{GONE} wohnt {GONE}, Telefon 03931 123456.\n{GONE} hupt."


def test_what_is_taken_out_already_is_not_offered_again(desk, kommentar, moderator):
    desk.decide(kommentar, "schwaerzen", words="03931 123456", **WHY)
    assert list(found(desk.open("kommentar", kommentar.pk))) == ["Anschrift: Am Markt 3a"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"words": ""}, "Bitte geben Sie an, was entfernt werden soll."),
        ({"words": "Meier"}, "„Meier“ steht so nicht im Beitrag."),
        ({"words": "\n".join(["Maier"] * 51)}, "Das sind zu viele Zeilen; höchstens 50."),
        ({"words": "x" * 4001}, "4000"),
        ({"found": ["0-4"]}, "0-4"),
        ({"found": ["x"]}, "x"),
        ({"words": "Maier", "ground": "themenfremd"}, "themenfremd"),
    ],
)
def test_bad_input_is_told_and_changes_nothing(desk, kommentar, data, says):
    page = desk.decide(kommentar, "schwaerzen", **{**WHY, **data})
    assert page.status_code == 422
    assert says in page.text
    assert fresh(kommentar).text == TEXT
    assert not Schwaerzung.objects.exists()


def test_all_of_a_text_is_hidden_and_not_taken_out(desk, kommentar):
    page = desk.decide(kommentar, "schwaerzen", words=TEXT.replace("\n", " "), **WHY)
    assert page.status_code == 409
    assert "Bitte blenden Sie ihn stattdessen aus" in page.text
    assert fresh(kommentar).text == TEXT


def test_the_wording_before_stands_on_the_page(desk, kommentar):
    desk.decide(kommentar, "schwaerzen", words="03931 123456", **WHY)
    page = desk.open("kommentar", kommentar.pk)
    assert "Wortlaut vor dem Schwärzen" in page.text
    assert "03931 123456" in page.text
    assert GONE in page.text


def test_undo_and_lifting_put_the_words_back(desk, kommentar):
    page = desk.decide(kommentar, "schwaerzen", words="Maier", **WHY)
    desk.undo(page)
    assert fresh(kommentar).text == TEXT
    desk.decide(kommentar, "schwaerzen", words="Maier", **WHY)
    page = desk.decide(kommentar, "schwaerzung-aufheben", statement="Es ist sein Künstlername.")
    assert fresh(kommentar).text == TEXT
    desk.undo(page)
    assert "Maier" not in fresh(kommentar).text


def test_the_second_of_two_at_once_is_told(desk, kommentar, colleague):
    page = desk.open("kommentar", kommentar.pk)
    seen = page.context["dossier"].seen
    actions.redact(kommentar, by=colleague, passages=[(5, 10)], **WHY)
    page = desk.decide(kommentar, "schwaerzen", words="hupt", seen=seen, **WHY)
    assert page.status_code == 409
    assert "Kollegin Kraft hat am" in page.text
    assert "Stellen geschwärzt" in page.text
    assert "hupt" in fresh(kommentar).text


def test_replies_with_the_same_words_are_named(desk, kommentar, baustein):
    reply = factories.comment(baustein, parent=kommentar, text="Herr  MAIER ist nett.")
    factories.comment(baustein, parent=kommentar, text="Stimmt.")
    desk.decide(kommentar, "schwaerzen", words="Herr Maier", **WHY)
    page = desk.open("kommentar", kommentar.pk)
    assert page.context["dossier"].repeated == [reply]
    assert "Auch hier steht, was entfernt wurde" in page.text


def test_text_in_the_evidence_is_escaped(desk, baustein):
    row = factories.comment(baustein, text="<script>alert(1)</script> Am Markt 3a, mehr.")
    desk.decide(row, "schwaerzen", words="Am Markt 3a", **WHY)
    page = desk.open("kommentar", row.pk)
    assert "<script>alert" not in page.text
