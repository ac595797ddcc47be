"""The page of a Vorhaben where people ask about it: one page, the same discussion as elsewhere."""

import re
import uuid

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comments import actions as comment_actions
from comments.models import Entwurf, Kommentar
from progress import actions, public
from strategies import actions as strategy_actions
from tests import factories
from tests.comments.pages import roots


@pytest.fixture
def konzept(db):
    return factories.konzept()


@pytest.fixture
def goal(konzept):
    return factories.baustein(strategie=factories.strategie(konzept=konzept), number="1")


@pytest.fixture
def phase(goal):
    return factories.announced(goal.strategie, about_vorhaben=True)


@pytest.fixture
def vorhaben(konzept, goal, phase):
    return factories.vorhaben(konzept, baustein=goal)


@pytest.fixture
def place(vorhaben):
    return vorhaben.discussed


def ask(client, vorhaben, text="Wann kommt das Dach?", **fields):
    data = {"text": text, "idempotency_key": uuid.uuid4(), **fields}
    return client.post(vorhaben.get_absolute_url(), data)


def close(goal):
    factories.end_phase(goal)


# The page


def test_without_a_phase_about_it_nothing_is_offered_or_taken(client, konzept, goal, resident):
    factories.announced(goal.strategie)
    row = factories.vorhaben(konzept, baustein=goal)
    client.force_login(resident)

    page = client.get(row.get_absolute_url()).text

    assert 'id="reden"' not in page
    assert "Mitreden bis" not in page
    assert ask(client, row).status_code == 405
    assert not Kommentar.objects.exists()


def test_an_open_phase_puts_the_form_there_with_a_question_chosen(client, vorhaben):
    page = client.get(vorhaben.get_absolute_url())

    assert "Mitreden bis" in page.text
    assert f'action="{vorhaben.get_absolute_url()}#bewerten"' in page.text
    assert re.search(r'value="frage"[^>]*checked', page.text)
    assert "Fassung 1" not in page.text
    assert "zitat" not in page.text
    # And all that stands on it otherwise.
    assert "Es geht voran." in page.text
    assert "Verlauf" in page.text


def test_on_a_text_nothing_is_chosen_before(client, goal, phase):
    assert "checked" not in client.get(goal.get_absolute_url()).text


def test_what_was_asked_stands_there_with_its_answer(client, konzept, vorhaben, resident):
    client.force_login(resident)

    response = ask(client, vorhaben, category="frage")
    kommentar = Kommentar.objects.get()
    assert response.url == kommentar.get_absolute_url()
    officer = factories.staff(konzept, role="moderation", office="Bauamt")
    factories.comment(vorhaben.discussed, officer, text="Im Juni.", parent=kommentar)
    client.logout()

    page = client.get(vorhaben.get_absolute_url()).text
    for words in ("Wann kommt das Dach?", "Im Juni.", "Bauamt", "davon 1 Antwort der Verwaltung"):
        assert words in page, words


def test_a_permalink_shows_the_vorhaben_around_the_discussion(client, vorhaben, place):
    kommentar = factories.comment(place)

    page = client.get(kommentar.get_absolute_url()).text

    assert "Es geht voran." in page
    assert kommentar.text in page
    assert f'rel="canonical" href="http://testserver{vorhaben.get_absolute_url()}"' in page or (
        f'{vorhaben.get_absolute_url()}">' in page
    )


def test_its_address_among_the_texts_leads_to_it(client, vorhaben, place):
    response = client.get(reverse("baustein", args=place.path))

    assert (response.status_code, response.url) == (302, vorhaben.get_absolute_url())


def test_a_form_that_cannot_be_taken_is_shown_again_on_the_same_page(client, vorhaben, resident):
    client.force_login(resident)

    page = ask(client, vorhaben, "x" * 6000)

    assert page.status_code == 422
    assert "x" * 6000 in page.text
    assert "Es geht voran." in page.text


def test_after_the_phase_it_can_be_read_and_not_answered(client, goal, vorhaben, resident):
    factories.comment(vorhaben.discussed, text="Wann kommt das Dach?")
    close(goal)
    client.force_login(resident)

    page = client.get(vorhaben.get_absolute_url())
    assert "Wann kommt das Dach?" in page.text
    assert "bewerten" not in page.text
    refused = ask(client, vorhaben, "Noch eine Frage.")
    assert refused.status_code == 409
    assert "Noch eine Frage." in refused.text


def test_where_nobody_asked_nothing_is_left_after_the_phase(client, goal, vorhaben):
    close(goal)

    assert 'id="reden"' not in client.get(vorhaben.get_absolute_url()).text


def test_before_the_phase_it_says_when(client, konzept, goal):
    factories.announced(goal.strategie, start=3, about_vorhaben=True)
    row = factories.vorhaben(konzept, baustein=goal)

    page = client.get(row.get_absolute_url()).text

    assert "Beginnt am" in page
    assert 'name="text"' not in page
    assert reverse("strategies:follow_baustein", args=[row.discussed.pk]) in page


def test_who_has_not_signed_in_keeps_the_question(client, vorhaben):
    response = ask(client, vorhaben)

    assert response.status_code == 302
    assert Entwurf.objects.get().baustein == vorhaben.discussed


def test_the_discussion_comes_in_parts_for_htmx(client, vorhaben):
    factories.comment(vorhaben.discussed, text="Wann kommt das Dach?")

    part = client.get(
        vorhaben.get_absolute_url(), {"sortierung": "neueste"}, headers={"HX-Request": "true"}
    )

    assert part.status_code == 200
    assert "Wann kommt das Dach?" in part.text
    assert "<html" not in part.text
    assert "Es geht voran." not in part.text


# Out of public view


def test_a_vorhaben_withdrawn_while_somebody_writes_gives_the_text_back(
    client, vorhaben, resident, moderator
):
    kommentar = factories.comment(vorhaben.discussed, text="Wann kommt das Dach?")
    actions.archive(vorhaben, by=factories.superuser())
    client.force_login(resident)

    for address in (
        vorhaben.get_absolute_url(), reverse("comments:reply", args=[kommentar.pk]),
        reverse("baustein", args=vorhaben.discussed.path),
    ):  # fmt: skip
        page = client.post(address, {"text": "Meine <b>Frage</b>", "idempotency_key": uuid.uuid4()})
        assert page.status_code == 404, address
        assert "Meine &lt;b&gt;Frage&lt;/b&gt;" in page.text, address
        assert "Dach" not in page.text, address
    assert client.post(vorhaben.get_absolute_url()).status_code == 404
    assert client.get(vorhaben.get_absolute_url()).status_code == 404
    assert client.get(kommentar.get_absolute_url()).status_code == 404
    assert Kommentar.objects.count() == 1


def test_who_works_on_it_still_reads_what_was_asked(client, konzept, vorhaben):
    kommentar = factories.comment(vorhaben.discussed, text="Wann kommt das Dach?")
    actions.archive(vorhaben, by=factories.superuser())
    client.force_login(factories.staff(konzept, role="moderation"))

    assert "Wann kommt das Dach?" in client.get(kommentar.get_absolute_url()).text
    address = reverse("baustein", args=vorhaben.discussed.path)
    assert "Wann kommt das Dach?" in client.get(address).text


def test_if_its_strategie_goes_the_vorhaben_stays_without_discussion(client, goal, vorhaben):
    factories.comment(vorhaben.discussed, text="Wann kommt das Dach?")
    close(goal)
    strategy_actions.archive(goal.strategie)

    page = client.get(vorhaben.get_absolute_url())

    assert page.status_code == 200
    assert "Dach" not in page.text


# Around it


def test_lists_say_how_much_was_asked_and_until_when(client, konzept, vorhaben):
    other = factories.vorhaben(konzept, title="Ohne Frage")
    factories.comment(vorhaben.discussed)

    for address in ("/umsetzung/", reverse("progress:konzept", args=[konzept.slug])):
        page = client.get(address).text
        assert "1 Beitrag" in page
        assert page.count("Fragen bis") == 2
        assert f'href="{other.get_absolute_url()}#reden"' in page


def test_lists_say_nothing_of_it_where_nobody_can_ask(client, konzept, goal, vorhaben):
    close(goal)

    page = client.get("/umsetzung/").text

    assert "#reden" not in page
    assert "Mitreden bis" not in page


def test_pages_of_the_strategie_lead_to_the_vorhaben_and_count_what_was_said(
    client, konzept, goal, vorhaben
):
    factories.comment(goal)
    factories.comment(vorhaben.discussed)
    link = f'href="{reverse("progress:konzept", args=[konzept.slug])}#alle"'

    for address in ("/", konzept.get_absolute_url(), goal.strategie.get_absolute_url()):
        page = client.get(address).text
        assert "Fragen zu den Vorhaben" in page, address
        assert link in page, address
        assert "2 Beiträge" in page, address
        assert [*map(int, re.findall(r'class="n">\s*<b>(\d+)', page))] == [1, 1], address
    assert "1 Leitziel" in client.get(goal.strategie.get_absolute_url()).text
    assert vorhaben.title not in client.get(goal.get_absolute_url()).text.split("danach")[1]


def test_search_finds_the_vorhaben_once_and_what_was_asked(client, vorhaben):
    factories.comment(vorhaben.discussed, text="Wann kommt das Dach aus Glas?")

    cache.delete(public.KEY)
    page = client.get("/suche/", {"q": "Wartehäuschen"}).text
    assert page.count(f'href="{vorhaben.get_absolute_url()}"') == 1
    assert "Fragen und Hinweise" not in page
    found = client.get("/suche/", {"q": "Glas"}).text
    assert Kommentar.objects.get().get_absolute_url() in found


def test_the_sitemap_names_it_once(client, vorhaben):
    text = client.get("/sitemap.xml").text

    assert text.count(f"{vorhaben.get_absolute_url()}</loc>") == 1
    assert "/vorhaben/" not in text


def test_feeds_tell_of_questions(client, goal, vorhaben):
    factories.comment(vorhaben.discussed, text="Wann kommt das Dach?")
    strategie = goal.strategie
    own = reverse("evaluation:baustein_feed", args=vorhaben.discussed.path)
    all_of_it = reverse("evaluation:strategie_feed", args=[strategie.konzept.slug, strategie.slug])

    for address in (own, all_of_it, "/feed/"):
        assert "Wann kommt das Dach?" in client.get(address).text, address
    assert own in client.get(vorhaben.get_absolute_url()).text


def test_one_finds_ones_question_again_in_the_own_account(client, vorhaben, resident):
    factories.comment(vorhaben.discussed, resident, text="Wann kommt das Dach?")
    client.force_login(resident)

    page = client.get(reverse("comments:mine")).text

    assert vorhaben.title in page
    assert "Wann kommt das Dach?" in page


def test_moderation_names_the_vorhaben_as_the_place(client, konzept, vorhaben):
    kommentar = factories.comment(vorhaben.discussed, text="Wann kommt das Dach?")
    comment_actions.report(kommentar, user=None, reporter_key="x", ground="beleidigung")
    client.force_login(factories.staff(konzept, role="moderation"))

    for address in (
        reverse("moderation:queue", args=["gemeldet"]),
        reverse("moderation:kommentar", args=[kommentar.pk]),
    ):
        assert f"Vorhaben {vorhaben.number}" in client.get(address).text, address


# Cost


@pytest.mark.parametrize("number", [1, 3])
def test_what_the_page_asks_does_not_depend_on_how_much_was_said(client, konzept, vorhaben, number):
    for _number in range(number):
        root = factories.comment(vorhaben.discussed)
        factories.comment(vorhaben.discussed, parent=root)
        factories.vorhaben(konzept)
    client.get(vorhaben.get_absolute_url())

    with CaptureQueriesContext(connection) as queries:
        page = client.get(vorhaben.get_absolute_url())

    assert len(roots(page)) == number
    assert len(queries) == 14


@pytest.mark.parametrize("number", [1, 3])
def test_what_the_list_asks_does_not_depend_on_how_many_are_discussed(
    client, konzept, vorhaben, number
):
    for _number in range(number):
        factories.comment(factories.vorhaben(konzept).discussed)
    client.get("/umsetzung/")

    with CaptureQueriesContext(connection) as queries:
        client.get("/umsetzung/")

    assert len(queries) == 9
