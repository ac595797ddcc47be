"""The office of a Vorhaben sees at its desk that somebody asks about it."""

import pytest

from accounts.notices import notices_for
from tests import factories

pytestmark = pytest.mark.django_db


def told(user):
    return [notice.text for notice in notices_for(user) if "Vorhaben ohne" in notice.text]


def test_who_writes_for_a_vorhaben_is_told_of_questions_until_they_are_answered(client):
    konzept = factories.konzept()
    strategie = factories.baustein(strategie=factories.strategie(konzept=konzept)).strategie
    factories.announced(strategie, about_vorhaben=True)
    place = factories.vorhaben(konzept, office="Bauamt").discussed
    officer = factories.staff(konzept, role="fachamt", office="Bauamt")
    other = factories.staff(konzept, role="fachamt", office="Forst")
    editor = factories.staff(konzept, role="redaktion")

    factories.comment(place, category="hinweis")
    assert told(officer) == []
    question = factories.comment(place, category="frage")
    factories.comment(place, category="frage")
    for person in (officer, editor):
        assert told(person) == ["2 Fragen zu Vorhaben ohne Antwort"]
    assert told(other) == []

    factories.comment(place, officer, "Im Juni.", parent=question)
    assert told(officer) == ["1 Frage zu Vorhaben ohne Antwort"]
    client.force_login(officer)
    assert "1 Frage zu Vorhaben ohne Antwort" in client.get("/schreibtisch/").text
