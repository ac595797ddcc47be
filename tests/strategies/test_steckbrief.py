"""What the Steckbrief of a Leitprojekt says is part of its Fassung."""

import pytest
from django.urls import reverse

from strategies import actions, steckbrief
from strategies.diff import compare
from strategies.documents.outline import FACTS
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db

STADT = [["traeger", "Stadt"], ["kosten", "450.000 €"]]


@pytest.fixture
def leitprojekt():
    row = factories.baustein("leitprojekt", title="Markthalle", text="Eine Halle.")
    _publish(row, STADT)
    return row


def _publish(row, facts):
    draft = actions.save_draft(row, title=row.title, text=row.fassung.text, facts=facts, by=None)
    actions.publish_fassung(draft, in_its_act=True)
    row.refresh_from_db()


def test_a_document_and_the_page_know_the_same_facts():
    assert tuple(steckbrief.FIELDS) == FACTS


def test_facts_are_kept_in_one_order_without_empty_ones():
    facts = {"kosten": " 450.000\n€ ", "ort": "", "farbe": "rot", "traeger": "Stadt"}
    assert steckbrief.kept(facts) == STADT


def test_a_draft_differs_by_its_facts_alone(leitprojekt):
    row = leitprojekt
    assert actions.save_draft(row, title=row.title, text="Eine Halle.", by=None) is None
    draft = actions.save_draft(row, title=row.title, text="Eine Halle.", facts=[], by=None)
    assert draft.facts == []
    row.refresh_from_db()
    assert row.fassung.facts == STADT


def test_a_draft_keeps_the_facts_where_only_its_text_changes(leitprojekt):
    draft = actions.save_draft(leitprojekt, title="Markthalle", text="Anders.", by=None)
    assert draft.facts == STADT


def test_everybody_reads_them_on_the_pages(client, leitprojekt):
    version = leitprojekt.fassung.get_absolute_url()
    strategie = leitprojekt.strategie.get_absolute_url()
    for url in (leitprojekt.get_absolute_url(), version, strategie):
        text = " ".join(client.get(url).text.split())
        assert '<dt>Zuständig</dt> <dd dir="auto">Stadt</dd>' in text, url
        assert '<dd dir="auto">450.000 €</dd>' in text


def test_what_was_typed_is_text_on_the_page(client, leitprojekt):
    _publish(leitprojekt, [["ort", "<script>alert(1)</script>"]])
    assert "<script>alert" not in client.get(leitprojekt.get_absolute_url()).text


def test_the_difference_shows_them(client, leitprojekt):
    before = leitprojekt.fassung
    _publish(leitprojekt, [["traeger", "Stadt"], ["kosten", "600.000 €"]])
    leitprojekt.refresh_from_db()
    after = leitprojekt.fassung
    changed = [b for b in compare(before, after).blocks if b.status == "changed"]
    assert "".join(run.text for run in changed[0].runs if run.kind == "insert") == "600.000"
    assert "600.000" in client.get(before.get_difference_url(after)).text


def test_an_editor_changes_them_in_the_form(client, leitprojekt):
    client.force_login(factories.superuser())
    url = reverse("admin:strategies_leitprojekt_change", args=[leitprojekt.pk])
    form = client.get(url).context["adminform"].form
    assert form["fact_kosten"].value() == "450.000 €"
    client.post(url, opened(client, url) | {"fact_kosten": "", "fact_ort": "Markt"})
    draft = leitprojekt.fassungen.drafts().get()
    assert draft.facts == [["traeger", "Stadt"], ["ort", "Markt"]]
    assert (draft.title, draft.text) == ("Markthalle", "Eine Halle.")
