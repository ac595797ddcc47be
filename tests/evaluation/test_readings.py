"""Three readings of the same data: the goal, my comment, the report. With the same numbers."""

import json
import re

import pytest

from accounts.actions import delete_account
from comments import actions as comment_actions
from evaluation import actions
from evaluation.models import Anliegen
from mails.models import Mail
from strategies import actions as strategy_actions
from tests import factories
from tests.evaluation.actions.test_contributions import entry
from tests.evaluation.pages import links, text


def enter(auswertung, over, by, number):
    return actions.enter(
        auswertung, entry(over, text=f"Brief {number}."), by=by,
        idempotency_key=f"7ad9d2a4-4de6-4b2a-93ec-27a9a5d1ec0{number}",
    )  # fmt: skip


def test_goal_comment_and_report_say_the_same_numbers(
    client, ready, over, kommentar, evaluator, editor
):
    letters = [enter(ready, over, evaluator, number) for number in range(3)]
    # One contribution raises two Anliegen; the Baustein changes because of both.
    factories.released_anliegen(
        ready, [kommentar, *letters], by=evaluator, released_by=editor, verdict="folgen",
        bausteine=[over], title="Briefe",
    )  # fmt: skip
    ausgabe = actions.publish(ready, by=editor)
    document = json.loads(ausgabe.document)

    goal = client.get(over.get_absolute_url())
    strategie = client.get(over.strategie.get_absolute_url())
    report = client.get(ausgabe.get_absolute_url())

    distinct = {number for row in document["anliegen"] for number in row["beitraege"]}
    assert "Geändert wegen 4 Beiträgen" in text(goal)
    assert "Geändert wegen 4 Beiträgen" in text(strategie)
    assert len(distinct) == document["beteiligung"]["contributions"] == 4
    assert "4 Beiträge" in text(report).replace("Beiträge 4", "4 Beiträge")
    assert re.findall(r"Aus (\d) Beitr", text(report)) == ["1", "4"]
    # Under the comments: each once for every Anliegen it is in.
    boxes = len(re.findall("Zum Anliegen „[^:]*“: Dem folgen wir", text(goal)))
    assert boxes == sum(len(row["beitraege"]) for row in document["anliegen"]) == 5


def test_every_link_of_the_goal_and_the_comment_works(client, ausgabe, over):
    for row in (over, over.strategie):
        page = client.get(row.get_absolute_url())
        found = [*links(page, "Alt und neu vergleichen"), *links(page, "Änderung ansehen")]
        found += links(page, "Anliegen 1")
        assert len(found) >= 2
        for address in found:
            response = client.get(address.partition("#")[0])
            assert response.status_code == 200, address
            if "#" in address:
                assert f'id="{address.partition("#")[2]}"' in response.text


def test_under_the_comment_stands_what_became_of_it_why_and_by_whom(client, ausgabe, kommentar):
    words = text(client.get(f"/kommentare/{kommentar.pk}/"))

    assert "Zum Anliegen „ Ein Rufbus am Abend “: Dem folgen wir Das prüfen wir" in words
    assert "im nächsten Jahr. Hauptamt Änderung ansehen" in words


def test_the_reasons_stand_once_on_a_page_and_every_other_contribution_has_one_line(
    client, ready, over, kommentar, evaluator, editor
):
    letters = [enter(ready, over, evaluator, number) for number in range(2)]
    factories.released_anliegen(
        ready, [kommentar, *letters], by=evaluator, released_by=editor, verdict="teilweise",
        title="Die Breite der Wege",
    )  # fmt: skip
    actions.publish(ready, by=editor)
    reasons = Anliegen.objects.get(title="Die Breite der Wege").reasons

    page = client.get(over.get_absolute_url())

    words = text(page)
    assert words.count("Zum Anliegen „ Die Breite der Wege “: Dem folgen wir zum Teil") == 3
    assert page.text.count('class="says-short teilweise"') == 2
    # Two Anliegen with the same words in their reasons, each of them once.
    assert words.count(reasons) == 2
    # The reasons come before the lines that leave them out.
    assert page.text.index('class="says teilweise"') < page.text.index("says-short teilweise")


def test_in_ones_own_account_stands_what_became_of_ones_comments(client, ausgabe, resident):
    client.force_login(resident)

    page = client.get("/konto/")

    assert "Zum Anliegen „ Ein Rufbus am Abend “: Dem folgen wir" in text(page)
    assert links(page, "Ein Rufbus am Abend") == [f"{ausgabe.get_absolute_url()}#anliegen-1"]


def test_decided_contributions_come_first_in_ones_own_account(client, ausgabe, resident, over):
    factories.phase(over.strategie, start=-1 / 48)
    newer = factories.comment(over, resident, text="Noch etwas ganz Neues.")
    client.force_login(resident)

    page = client.get("/konto/")

    words = text(page)
    assert "Einer Ihrer Beiträge ist entschieden" in words
    assert words.index("Dem folgen wir") < words.index(newer.text)
    assert [own.kommentar.text for own in page.context["page"].rows] == [newer.text]


def test_the_difference_says_why_the_text_changed(client, ausgabe, over):
    address = f"{over.get_fassungen_url()}1..2/"

    words = text(client.get(address))

    assert "Geändert wegen 1 Beitrag Anliegen 1: Ein Rufbus am Abend" in words
    strategy_actions.publish_fassung(factories.draft(over, text="Anders.", editorial=True))
    assert "Geändert wegen" not in text(client.get(f"{over.get_fassungen_url()}2..3/"))
    assert "Geändert wegen" in text(client.get(f"{over.get_fassungen_url()}1..3/"))


def test_before_publication_nothing_stands_under_the_comment_or_beside_the_goal(
    client, ready, over, editor, evaluator
):
    people = [None, editor, evaluator]
    for person in people:
        if person:
            client.force_login(person)
        page = text(client.get(over.get_absolute_url()))
        assert "Zum Anliegen" not in page
        assert "Geändert wegen" not in page


def test_a_later_fassung_without_an_anliegen_takes_the_reason_away(client, ausgabe, over):
    draft = factories.draft(over, text="Noch ein anderes Ziel.", editorial=True)
    strategy_actions.publish_fassung(draft)

    assert "Geändert wegen" not in text(client.get(over.get_absolute_url()))


def test_a_correction_is_seen_under_the_comment_once_it_is_published(
    client, ausgabe, kommentar, correct
):
    anliegen = Anliegen.objects.get()
    page = f"/kommentare/{kommentar.pk}/"
    correct(anliegen, reasons="Ab Januar.")

    words = text(client.get(page))

    assert "Ab Januar." in words
    assert words.count("Dem folgen wir") == 1


def test_the_outcome_comes_with_a_thread_that_htmx_puts_in_place(
    client, ausgabe, over, kommentar, resident
):
    factories.phase(over.strategie, start=-1 / 48)
    client.force_login(resident)

    response = client.post(
        f"/kommentare/{kommentar.pk}/antworten/",
        {"text": "Danke.", "idempotency_key": "7ad9d2a4-4de6-4b2a-93ec-27a9a5d1ec0a"},
        headers={"HX-Request": "true"},
    )

    assert "Danke." in response.text
    assert "Dem folgen wir" in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_outcomes_cost_the_same_for_any_number_of_comments(
    client, ready, over, evaluator, editor, django_assert_num_queries, count
):
    for number in range(count):
        letter = enter(ready, over, evaluator, number)
        factories.released_anliegen(ready, [letter], by=evaluator, released_by=editor)
    actions.publish(ready, by=editor)
    page = over.get_absolute_url()
    client.get(page)

    with django_assert_num_queries(13):
        client.get(page)
    with django_assert_num_queries(12):
        client.get(over.strategie.get_absolute_url())


@pytest.mark.parametrize("place", ["/", "/phasen/", "konzept", "strategie", "baustein"])
def test_what_became_of_it_is_linked_wherever_the_phase_is_shown(
    client, ready, over, editor, place
):
    row = {"konzept": over.strategie.konzept, "strategie": over.strategie, "baustein": over}
    address = row[place].get_absolute_url() if place in row else place
    over.strategie.kommentierphasen.update(results_expected="im Herbst")
    if place != "/phasen/":
        assert "rgebnisse im Herbst" in text(client.get(address)).replace("erscheinen ", "")
    actions.publish(ready, by=editor)

    page = client.get(address)

    assert f'href="{ready.get_absolute_url()}"' in page.text
    assert "Die Ergebnisse erscheinen" not in text(page)


def test_an_account_deleted_before_publication_leaves_its_contribution_with_an_answer(
    client, ready, editor, resident, kommentar, django_capture_on_commit_callbacks
):
    delete_account(resident, withdraw=False)

    with django_capture_on_commit_callbacks(execute=True):
        ausgabe = actions.publish(ready, by=editor)

    assert "von Gelöschtes Konto" in text(client.get(ausgabe.get_absolute_url()))
    assert "Dem folgen wir" in text(client.get(f"/kommentare/{kommentar.pk}/"))
    assert not Mail.objects.filter(kind="results").exists()


def test_an_account_deleted_with_all_it_wrote_keeps_its_anliegen_from_being_published(
    ready, editor, resident
):
    delete_account(resident, withdraw=True)

    with pytest.raises(actions.PublicationBlocked) as refused:
        actions.publish(ready, by=editor)

    assert [row.sentence for row in refused.value.hurdles] == [
        "Anliegen ohne einen öffentlichen Beitrag"
    ]


def test_an_account_deleted_after_publication_is_named_nowhere(
    client, ausgabe, resident, kommentar
):
    before = client.get(ausgabe.get_document_url()).content
    name, words = resident.pseudonym, kommentar.text
    delete_account(resident, withdraw=True)

    page = client.get(ausgabe.get_absolute_url()).text

    assert name not in page
    assert words not in page
    assert client.get(ausgabe.get_document_url()).content == before


def test_what_was_hidden_before_publication_is_in_no_reading(
    client, ready, over, kommentar, moderator, evaluator, editor
):
    enter(ready, over, evaluator, 1)
    letter = ready.unassigned().get()
    actions.assign(ready.anliegen.get(), by=evaluator, kommentare=[letter])
    row = ready.anliegen.get()
    actions.release(actions.prepare(row, by=evaluator), by=editor)
    comment_actions.hide(kommentar, by=moderator, ground="werbung", statement="Werbung.")

    ausgabe = actions.publish(ready, by=editor)

    assert str(kommentar.pk) not in json.dumps(
        json.loads(ausgabe.document)["anliegen"][0]["beitraege"]
    )
    assert "Geändert wegen 1 Beitrag" in text(client.get(over.get_absolute_url()))
    assert kommentar.text not in client.get(ausgabe.get_absolute_url()).text
