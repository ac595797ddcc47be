"""How much was said on a Strategie is one number, wherever it stands.

Hidden, withdrawn and waiting contributions do not count; replies, answers of the administration
and what is about the whole do.
"""

import re
from html import unescape

import pytest
from django.utils.html import strip_tags

from comments import actions as comment_actions
from evaluation import actions
from evaluation.exports import Public
from evaluation.exports.verfahren import verfahren
from strategies.actions import open_whole
from tests import factories
from tests.evaluation.exports.files import json_rows, written

ALL, OF_GOAL, OF_WHOLE = 7, 6, 1
SENTENCE = "7 Beiträge, davon 2 Antworten der Verwaltung"
# „Aus 2 Beiträgen“, „wegen 3 Beiträgen“ and the number at a topic speak of a part.
TOTAL = re.compile(r"\d+ Beitr(?:ag|äge)(?:, davon \d+ Antwort(?:en)? der Verwaltung)?\b")

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal():
    return factories.open_baustein(title="Freibad", number="1")


@pytest.fixture
def said(goal):
    """All that counts, in the order of writing."""
    whole = open_whole(goal.strategie)
    office = factories.staff(goal.strategie.konzept, role="fachamt", office="Bauamt")
    first, second = (factories.comment(goal, text=text) for text in ("Länger auf!", "Wärmer!"))
    rows = [first, second, factories.comment(goal, parent=first, text="Finde ich auch.")]
    rows += [
        factories.comment(goal, office, parent=row, text="Das prüfen wir.") for row in rows[:2]
    ]
    rows.append(factories.comment(goal, text="Mit Rutsche."))
    rows.append(factories.comment(whole, text="Ein Ziel zum Wohnen fehlt."))
    factories.hidden_comment(goal, by=factories.superuser(), text="Billige Rohre.")
    gone = factories.comment(goal, text="Doch nicht.")
    comment_actions.withdraw(gone, by=gone.author)
    return rows


def totals(client, url):
    """Every number of contributions that stands on a page in words."""
    page = client.get(url)
    assert page.status_code == 200, url
    page = re.sub(r'<span class="n">.*?</span>', "", page.text, flags=re.DOTALL)
    words = " ".join(unescape(strip_tags(page)).split())
    return set(TOTAL.findall(words))


def publish(goal, said):
    factories.end_phase(goal)
    evaluator, editor = factories.superuser(), factories.superuser()
    row = factories.auswertung(goal, by=evaluator)
    factories.draft(goal)
    # What the administration answered is no Anliegen.
    residents = [each for each in said if not each.is_official]
    factories.released_anliegen(
        row, residents, by=evaluator, released_by=editor, verdict="folgen", bausteine=[goal]
    )
    return actions.publish(row, by=editor)


def test_while_a_phase_is_open(client, goal, said):
    strategie = goal.strategie
    konzept = strategie.konzept.get_absolute_url()

    for url in ("/", konzept, "/phasen/"):
        assert totals(client, url) == {SENTENCE}, url
    assert SENTENCE in totals(client, strategie.get_absolute_url())
    for url in ("/", konzept, strategie.get_absolute_url()):
        numbers = re.findall(r'class="n">\s*<b>(\d+)', client.get(url).text)
        assert [int(number) for number in numbers] == [OF_GOAL, OF_WHOLE], url
    assert totals(client, goal.get_absolute_url()) == {
        f"{OF_GOAL} Beiträge",
        f"{OF_GOAL} Beiträge, davon 2 Antworten der Verwaltung",
    }
    numbers = verfahren()["verfahren"][0]["strategien"][0]["zahlen"]
    assert numbers["beitraege"] == ALL
    assert len(json_rows(written(Public(strategie), "beitraege", "json"))) == ALL


def test_after_a_result(client, goal, said):
    ausgabe = publish(goal, said)
    strategie, result = goal.strategie, ausgabe.auswertung.get_absolute_url()
    konzept = strategie.konzept.get_absolute_url()

    for url in ("/", konzept, "/phasen/", "/ergebnisse/", f"{result}leinwand/"):
        assert SENTENCE in totals(client, url), url
    for url in (strategie.get_absolute_url(), result):
        assert SENTENCE in totals(client, url), url
    assert len(json_rows(written(Public(strategie), "beitraege", "json"))) == ALL
    # No page says another total of the Strategie.
    others = {
        number
        for url in ("/", konzept, "/phasen/", "/ergebnisse/", result)
        for number in totals(client, url)
        if number.endswith("der Verwaltung")
    }
    assert others == {SENTENCE}
