"""A long contribution on its page: divided by ticks, each passage given to its Anliegen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluation import actions
from evaluation.models import Abschnitt, Anliegen, Kenntnisnahme
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = "Der Rufbus fehlt.\n\nDie Bänke auch.\n\nMit Gruß"


@pytest.fixture
def kommentar(baustein, resident):
    return factories.comment(baustein, resident, text=TEXT)


def test_it_is_divided_where_a_box_is_ticked(desk, auswertung, kommentar):
    assert "hier teilen, vor Absatz 2" in desk.open("beitrag", kommentar.pk).text

    page = desk.send("beitrag", kommentar.pk, teilen=1, ab=["2", "3"], quote=TEXT, follow=True)

    assert "In 3 Abschnitte geteilt." in page.text
    assert [part.text for part in page.context["passages"]] == TEXT.split("\n\n")
    assert page.text.count("noch offen") == 3


def test_each_passage_goes_its_way_and_then_the_next_follows(desk, kommentar, baustein):
    other = factories.comment(baustein, text="Mehr Bäume.")
    factories.end_phase(baustein)
    boss = factories.superuser()
    auswertung = factories.auswertung(baustein, by=boss)
    parts = actions.divide(auswertung, kommentar, starts=[2, 3], by=boss)

    for part, title in zip(parts[:2], ("Rufbus", "Bänke"), strict=True):
        sent = {"title": title, "abschnitt": part.pk}
        page = desk.send("beitrag", kommentar.pk, follow=True, **sent)
        assert page.context["kommentar"] == kommentar
    assert "Abschnitt 2" in page.text
    assert "Es sind noch Abschnitte offen." in page.text
    page = desk.send("beitrag", kommentar.pk, ohne=1, abschnitt=parts[2].pk, follow=True)

    assert page.context["kommentar"] == other
    assert Anliegen.objects.count() == 2
    assert not Kenntnisnahme.objects.exists()
    page = desk.open("anliegen", Anliegen.objects.get(title="Bänke").pk)
    assert "Absatz 2" in page.text


def test_in_one_piece_again(desk, auswertung, kommentar, evaluator):
    actions.divide(auswertung, kommentar, starts=[2], by=evaluator)

    page = desk.send("beitrag", kommentar.pk, teilen=1, follow=True)

    assert "Wieder in einem Stück." in page.text
    assert not Abschnitt.objects.exists()


@pytest.mark.parametrize(
    ("sent", "status"), [({"ab": "9"}, 409), ({"ab": "x"}, 404), ({"ab": ["2"] * 201}, 404)]
)
def test_nonsense_divides_nothing(desk, auswertung, kommentar, sent, status):
    assert desk.send("beitrag", kommentar.pk, teilen=1, **sent).status_code == status
    assert not Abschnitt.objects.exists()


def test_a_passage_of_another_contribution_is_none_of_this(desk, kommentar, baustein, evaluator):
    other = factories.comment(baustein, text=TEXT.replace("Gruß", "Dank"))
    factories.end_phase(baustein)
    auswertung = factories.auswertung(baustein, by=evaluator)
    [foreign, _more] = actions.divide(auswertung, other, starts=[2], by=evaluator)

    desk.send("beitrag", kommentar.pk, title="Rufbus", abschnitt=foreign.pk)

    assert not foreign.zuordnungen.exists()


def test_what_is_typed_stays_when_it_is_divided(desk, auswertung, kommentar):
    page = desk.send("beitrag", kommentar.pk, teilen=1, ab="2", title="Mehr Busse")

    assert 'value="Mehr Busse"' in page.text


def test_many_passages_cost_no_more_queries_than_two(desk, auswertung, kommentar, evaluator):
    def queries(starts):
        parts = actions.divide(auswertung, kommentar, starts=starts, by=evaluator)
        for part in parts:
            actions.put(
                auswertung, by=evaluator, kommentare=[kommentar], title="A", abschnitte=[part]
            )
        with CaptureQueriesContext(connection) as asked:
            assert desk.open("beitrag", kommentar.pk).status_code == 200
        return len(asked)

    assert queries([2]) == queries([2, 3])
