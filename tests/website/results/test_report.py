"""The report: everything of an edition, and nothing that is not published."""

import hashlib
import json
import re

import pytest
from django.urls import reverse

from comments import actions as comment_actions
from evaluation import actions
from strategies import actions as strategy_actions
from strategies.models import Strategie
from tests import factories
from tests.evaluation.actions.test_contributions import entry
from tests.evaluation.pages import links, text


def test_the_report_says_what_became_of_each_anliegen(client, ausgabe, kommentar, resident):
    page = client.get(ausgabe.auswertung.get_absolute_url())

    words = text(page)
    assert "Dem folgen wir Hauptamt Anliegen 1 Ein Rufbus am Abend" in words
    assert "Das prüfen wir im nächsten Jahr." in words
    assert f"Aus 1 Beitrag Beitrag {kommentar.pk} von {resident.pseudonym}" in words
    assert kommentar.text in words
    assert links(page, f"Beitrag {kommentar.pk} von")[0] == kommentar.get_absolute_url()


def test_every_link_of_the_report_works(client, ausgabe):
    page = client.get(ausgabe.auswertung.get_absolute_url())

    addresses = [
        *links(page, "Was sich geändert hat"),
        *links(page, "Beitrag"),
        *links(page, "Diese Ausgabe als Datei"),
        *links(page, "Alt und neu vergleichen"),
    ]
    assert len(addresses) == 4
    for address in addresses:
        assert client.get(address.partition("#")[0]).status_code == 200, address


def test_the_newest_auswertung_stands_at_the_address_of_the_strategie(client, ausgabe):
    strategie = ausgabe.auswertung.strategie

    page = client.get(reverse("evaluation:newest", args=[strategie.konzept.slug, strategie.slug]))

    assert page.context["ausgabe"] == ausgabe


def test_before_publication_there_is_no_report(client, ready):
    strategie = ready.strategie
    newest = reverse("evaluation:newest", args=[strategie.konzept.slug, strategie.slug])

    assert client.get(ready.get_absolute_url()).status_code == 404
    assert client.get(newest).status_code == 404


def test_the_document_is_handed_out_byte_for_byte(client, ausgabe):
    page = client.get(ausgabe.get_absolute_url())
    document = client.get(ausgabe.get_document_url())

    assert document.headers["Content-Type"] == "application/json"
    digest = hashlib.sha256(document.content).hexdigest()
    assert digest in page.text
    assert json.loads(document.content)["anliegen"][0]["titel"] == "Ein Rufbus am Abend"


def test_an_old_edition_stays_readable_and_says_that_it_is_old(client, ausgabe, correct):
    before = client.get(ausgabe.get_document_url()).content
    second = correct(ausgabe.auswertung.anliegen.get(), reasons="Ab Januar.")

    old, new = client.get(ausgabe.get_absolute_url()), client.get(second.get_absolute_url())

    assert "Das ist ein früherer Stand" in text(old)
    assert "Das prüfen wir im nächsten Jahr." in text(old)
    assert "früherer Stand" not in text(new)
    assert "Berichtigt: Ein Wort war falsch." in text(new)
    assert links(new, "Ausgabe 1 vom") == [ausgabe.get_absolute_url()]
    assert client.get(ausgabe.get_document_url()).content == before


def several(auswertung, by, released_by):
    """Another Baustein with a comment each in two Anliegen of another office and verdict."""
    strategie = auswertung.strategie
    other = factories.baustein(strategie=strategie, title="Anderes Ziel")
    factories.phase(strategie, start=-1 / 48, end=1)
    row = factories.comment(other, text="Mehr Bäume.")
    type(row).objects.filter(pk=row.pk).update(kommentierphase=auswertung.kommentierphase)
    strategie.kommentierphasen.exclude(pk=auswertung.kommentierphase_id).delete()
    factories.released_anliegen(
        auswertung, [row], by=by, released_by=released_by, title="Bäume", verdict="nicht",
        office="Gartenamt",
    )  # fmt: skip
    return other


def test_the_anliegen_can_be_filtered(client, ready, over, evaluator, editor):
    other = several(ready, evaluator, editor)
    actions.publish(ready, by=editor)
    expected = {
        f"baustein={over.pk}": ["Ein Rufbus am Abend"],
        f"baustein={other.pk}": ["Bäume"],
        "wuerdigung=nicht": ["Bäume"],
        "amt=Hauptamt": ["Ein Rufbus am Abend"],
        "amt=Gartenamt&wuerdigung=folgen": [],
        "wuerdigung=erfunden": ["Ein Rufbus am Abend", "Bäume"],
    }

    for query, titles in expected.items():
        page = client.get(f"{ready.get_absolute_url()}?{query}")
        shown = [row.title for row in page.context["report"].ergebnisse]
        assert shown == titles, query


def test_each_filter_is_a_link_that_finds_as_many_as_it_says(
    client, ready, over, evaluator, editor
):
    several(ready, evaluator, editor)
    actions.publish(ready, by=editor)
    address = ready.get_absolute_url()
    report = client.get(address).context["report"]
    choices = [*report.by_verdict(), *report.by_office(), *report.by_topic()]

    assert [(str(row.label), row.number) for row in choices[:3]] == [
        ("Alle", 2), ("Dem folgen wir", 1), ("Dem folgen wir nicht", 1),
    ]  # fmt: skip
    assert len(choices) == 7
    for choice in choices:
        page = client.get(address + choice.url.partition("#")[0])
        assert len(page.context["report"].ergebnisse) == choice.number, choice.label
        current = re.findall(r'aria-current="true">\s*(?:<svg.*?</svg>)?\s*([^<]*)', page.text)
        assert len(current) == 1
    # So are the bars.
    bars = [bar for chart in report.charts()[:1] for bar in chart.bars if bar.value]
    assert {bar.url for bar in bars} <= {choice.url for choice in choices}


def test_what_changed_stands_old_beside_new_with_the_number_of_people(client, ausgabe, over):
    page = client.get(ausgabe.get_absolute_url())

    words = text(page)
    assert "Sie haben gesagt – wir haben geändert" in words
    assert f"{over.title} Angeregt von einem Menschen Anliegen 1" in words
    assert re.search(r"Vorher .* Jetzt ", words)
    assert page.text.index("Was sich geändert hat") < page.text.index('id="entscheidungen"')
    [change] = page.context["report"].changed
    assert (change.people, len(change.ergebnisse)) == (1, 1)


def test_the_figures_are_one_sentence_with_one_number_for_one_thing(
    client, ausgabe, kommentar, over
):
    figures = client.get(ausgabe.get_absolute_url()).context["report"].figures

    assert figures.sentence == (
        "1 Beitrag; 1 Anliegen: 1 haben wir angenommen. 1 Text ist geändert."
    )


def test_a_result_without_a_change_does_not_say_that_something_changed(
    client, auswertung, kommentar, evaluator, editor
):
    factories.released_anliegen(
        auswertung, [kommentar], by=evaluator, released_by=editor, verdict="nicht"
    )
    ausgabe = actions.publish(auswertung, by=editor)

    words = text(client.get(ausgabe.get_absolute_url()))

    assert "wir haben geändert" not in words
    assert "1 haben wir nicht angenommen . Am Text ändert sich nichts." in words


def test_for_a_meeting_there_is_one_change_a_screen(client, ausgabe, over):
    page = client.get(f"{ausgabe.auswertung.get_absolute_url()}leinwand/")

    assert page.text.count('id="bild-') == 3
    assert over.title in text(page)
    for target in re.findall(r'href="#(bild-\d)"', page.text):
        assert f'id="{target}"' in page.text


def test_the_report_draws_its_numbers_without_styles_and_says_them_in_words(client, ausgabe):
    page = client.get(ausgabe.get_absolute_url())

    assert 'style="' not in page.text
    assert re.search(r'<rect width="100.00%"[^>]* fill="currentColor"', page.text)
    assert "Dem folgen wir 1 Dem folgen wir zum Teil 0 Dem folgen wir nicht 0" in text(page)


@pytest.mark.parametrize("act", ["hide", "withdraw"])
def test_what_is_hidden_or_withdrawn_later_is_no_longer_quoted(
    client, ausgabe, kommentar, moderator, resident, act
):
    if act == "hide":
        comment_actions.hide(kommentar, by=moderator, ground="werbung", statement="Werbung.")
    else:
        comment_actions.withdraw(kommentar, by=resident)

    for address in (ausgabe.get_absolute_url(), kommentar.get_absolute_url().partition("#")[0]):
        page = client.get(address)
        assert kommentar.text not in page.text
        assert "Zum Anliegen" not in page.text
    words = text(client.get(ausgabe.get_absolute_url()))
    assert resident.pseudonym not in words
    assert "Aus 1 Beitrag, der heute nicht mehr zu lesen ist." in words


def test_a_comment_moved_later_keeps_its_links(client, ausgabe, kommentar, moderator, over):
    target = factories.baustein(strategie=over.strategie)
    comment_actions.move(kommentar, by=moderator, baustein=target)

    page = client.get(ausgabe.get_absolute_url())
    thread = client.get(target.get_absolute_url())

    assert links(page, f"Beitrag {kommentar.pk} von")[0] == kommentar.get_absolute_url()
    assert client.get(f"/kommentare/{kommentar.pk}/").status_code == 200
    assert "Dem folgen wir" in text(thread)


def test_with_an_archived_strategie_the_result_is_gone_too(client, ausgabe):
    strategy_actions.archive(Strategie.objects.get())

    for address in (
        ausgabe.get_absolute_url(),
        ausgabe.get_document_url(),
        ausgabe.auswertung.get_absolute_url(),
    ):
        assert client.get(address).status_code == 404


def test_an_archived_baustein_is_named_but_not_linked(client, ausgabe, over, kommentar):
    strategy_actions.archive(over)

    page = client.get(ausgabe.get_absolute_url())

    assert over.title in text(page)
    assert not links(page, "Was sich geändert hat")
    assert kommentar.text not in page.text


def test_a_contributor_without_account_is_shown_by_channel(client, ready, over, evaluator, editor):
    letter = actions.enter(
        ready, entry(over, text="Ein Brief mit Wünschen."), by=evaluator,
        idempotency_key="7ad9d2a4-4de6-4b2a-93ec-27a9a5d1ec0a",
    )  # fmt: skip
    factories.released_anliegen(ready, [letter], by=evaluator, released_by=editor, title="Brief")
    ausgabe = actions.publish(ready, by=editor)

    words = text(client.get(ausgabe.get_absolute_url()))

    assert f"Beitrag {letter.pk} von Beitrag aus einem Brief" in words
    assert "Plattform 1 Brief 1" in words


@pytest.mark.parametrize("count", [1, 3])
def test_the_report_costs_the_same_for_any_number_of_anliegen(
    client, ready, over, evaluator, editor, django_assert_num_queries, count
):
    for number in range(count):
        letter = actions.enter(
            ready, entry(over, text=f"Brief {number}."), by=evaluator,
            idempotency_key=f"7ad9d2a4-4de6-4b2a-93ec-27a9a5d1ec0{number}",
        )  # fmt: skip
        factories.released_anliegen(ready, [letter], by=evaluator, released_by=editor)
    ausgabe = actions.publish(ready, by=editor)

    with django_assert_num_queries(9):
        client.get(ausgabe.get_absolute_url())
