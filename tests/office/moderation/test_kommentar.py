"""One comment with everything a moderator should know before deciding."""

import pytest
from django.urls import reverse

from comments import actions
from comments.models import Kommentar
from strategies import actions as strategy_actions
from strategies.models import Fassung
from tests import factories

from .pages import REASON

pytestmark = pytest.mark.django_db


def _reply(parent, text, **fields):
    return factories.comment(parent.baustein, parent=parent, text=text, **fields)


def test_the_comment_stands_in_its_context(desk, kommentar, moderator):
    reply = _reply(kommentar, "Das finde ich auch.")
    _reply(reply, "Und ich erst.")
    page = desk.open("kommentar", reply.pk).text
    assert "Antwortet auf" in page
    assert "Der Deich &lt;b&gt;fehlt&lt;/b&gt;." in page
    assert "Und ich erst." in page
    assert "Ein Ziel in <strong>Worten</strong>." in page
    assert "Fassung 1:" in page


def test_a_newer_fassung_is_pointed_out(desk, kommentar):
    baustein = kommentar.baustein
    factories.end_phase(baustein)
    draft = Fassung.objects.create(baustein=baustein, title="Neu", text="Neuer Text")
    strategy_actions.publish_fassung(draft)
    page = desk.open("kommentar", kommentar.pk).text
    assert "inzwischen gilt eine neuere" in page
    assert "Neuer Text" not in page


def test_a_moved_comment_is_not_about_an_older_text_of_its_new_place(desk, kommentar, moderator):
    strategie = factories.strategie(konzept=kommentar.baustein.strategie.konzept)
    elsewhere = factories.baustein(strategie=strategie)
    actions.move(kommentar, by=moderator, baustein=elsewhere)
    page = desk.open("kommentar", kommentar.pk).text
    assert "Fassung 1:" in page
    assert "inzwischen gilt eine neuere" not in page


def test_what_the_author_wrote_before_and_what_was_decided_on_it(
    desk, kommentar, resident, moderator
):
    earlier = factories.comment(kommentar.baustein, resident, text="Früher gesagt.")
    actions.hide(earlier, by=moderator, ground="werbung", statement="Reklame damals")
    elsewhere = factories.open_baustein()
    factories.comment(elsewhere, resident, text="Anderswo gesagt.")
    page = desk.open("kommentar", kommentar.pk).text
    assert "Früher gesagt." in page
    assert "Reklame damals" in page
    assert "Anderswo gesagt." not in page


def test_earlier_wordings(desk, kommentar, resident):
    actions.edit(kommentar, by=resident, text="Jetzt anders.", category="kritik")
    page = desk.open("kommentar", kommentar.pk).text
    assert "Frühere Wortlaute" in page
    assert "Der Deich &lt;b&gt;fehlt&lt;/b&gt;." in page


def test_who_reported_is_shown_here_and_in_no_list(desk, kommentar):
    reporter = factories.user("Aufmerksame Nachbarin")
    actions.report(
        kommentar, user=reporter, reporter_key="x", ground="hass", explanation="Sehr unfein"
    )
    actions.report(
        kommentar, user=None, reporter_key="y", ground="werbung", email="wer@example.org"
    )
    page = desk.open("kommentar", kommentar.pk).text
    assert "Aufmerksame Nachbarin" in page
    assert "wer@example.org" in page
    assert "Sehr unfein" in page
    for tab in ("gemeldet", "alle"):
        listed = desk.queue(tab).text
        assert "Aufmerksame Nachbarin" not in listed
        assert "wer@example.org" not in listed


def test_decisions_with_who_when_and_why(desk, kommentar, colleague):
    actions.warn(kommentar, by=colleague, **REASON)
    page = desk.open("kommentar", kommentar.pk).text
    assert "Kollegin Kraft" in page
    assert "Reklame für ein Café" in page
    assert "Werbung (Netiquette, Regel 5)" in page


def test_the_address_of_an_author_is_not_shown(desk, kommentar):
    assert kommentar.author.email not in desk.open("kommentar", kommentar.pk).text


def test_before_and_after_in_the_list_one_came_from(desk, baustein):
    rows = [factories.comment(baustein, category="kritik") for _ in range(3)]
    factories.comment(baustein, category="hinweis")
    page = desk.open("kommentar", rows[1].pk, liste="alle", art="kritik")
    link = reverse("moderation:kommentar", args=[rows[0].pk])
    assert page.context["before_url"] == f"{link}?liste=alle&art=kritik"
    assert f"/{rows[2].pk}/" in page.context["after_url"]
    last = desk.open("kommentar", rows[2].pk, liste="alle", art="kritik")
    assert last.context["after_url"] is None


def _offered(page):
    return [decision.name for decision, _form, _loud in page.context["forms"]]


def test_only_decisions_that_fit_are_offered(desk, kommentar, moderator):
    assert _offered(desk.open("kommentar", kommentar.pk)) == [
        "gelesen", "verbergen", "schwaerzen", "antworten", "schliessen", "verschieben",
        "verwarnen", "sperren",
    ]  # fmt: skip
    actions.hide(kommentar, by=moderator, **REASON)
    assert _offered(desk.open("kommentar", kommentar.pk)) == [
        "schwaerzen", "wiederherstellen", "verschieben", "verwarnen", "sperren",
    ]  # fmt: skip
    Kommentar.objects.filter(pk=kommentar.pk).update(status="pending", published_at=None)
    offered = _offered(desk.open("kommentar", kommentar.pk))
    assert offered[:2] == ["freigeben", "verbergen"]


def test_answering_is_offered_while_the_phase_is_open(desk, kommentar):
    factories.end_phase(kommentar.baustein)
    page = desk.open("kommentar", kommentar.pk)
    assert "antworten" not in _offered(page)
    assert "solange die Kommentierphase läuft" in page.text


def test_nobody_is_warned_behind_an_official_answer_or_a_deleted_account(desk, kommentar):
    desk.decide(
        kommentar, "antworten", text="Danke", idempotency_key="11111111-1111-4111-8111-111111111111"
    )
    answer = Kommentar.objects.exclude(official_office="").get()
    assert "verwarnen" not in _offered(desk.open("kommentar", answer.pk))
    Kommentar.objects.filter(pk=kommentar.pk).update(author=None)
    page = desk.open("kommentar", kommentar.pk)
    assert "Gelöschtes Konto" in page.text
    assert {"verwarnen", "sperren"}.isdisjoint(_offered(page))


def test_a_link_opens_the_form_of_a_decision(desk, kommentar):
    page = desk.decide_page(kommentar, "verbergen")
    assert page.redirect_chain[-1][0].endswith("entscheidung=verbergen#verbergen")
    assert page.context["open_names"] == {"verbergen"}


@pytest.mark.parametrize("replies", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_rows(
    desk, kommentar, resident, moderator, replies, django_assert_num_queries
):
    for number in range(replies):
        _reply(kommentar, f"Antwort {number}")
        earlier = factories.comment(kommentar.baustein, resident, text=f"Früher {number}")
        actions.warn(earlier, by=moderator, **REASON)
        actions.warn(kommentar, by=moderator, **REASON)
        actions.report(kommentar, user=factories.user(), reporter_key=number, ground="hass")
    with django_assert_num_queries(28):
        desk.open("kommentar", kommentar.pk)


def test_a_thread_of_three_hundred_levels(desk, baustein, moderator):
    parent = None
    for _level in range(300):
        parent = factories.comment(baustein, moderator, parent=parent)
    assert desk.open("kommentar", parent.pk).status_code == 200


def test_of_a_reported_comment_the_answer_to_the_reports_comes_first(desk, kommentar):
    """And „Als gelesen vermerken“, which answers none, is the quiet one."""

    def loud():
        return [
            row.name
            for row, leads in desk.open("kommentar", kommentar.pk).context["buttons"]
            if leads
        ]

    assert loud() == ["gelesen"]

    actions.report(kommentar, user=None, reporter_key="a", ground="hass", explanation="")

    page = desk.open("kommentar", kommentar.pk)
    assert loud() == []
    assert page.context["open_names"] == {"stehen-lassen"}
    assert "Als gelesen vermerken" in page.text
