"""Atom feeds: what is new, for everybody, and only what everybody may read."""

from xml.etree import ElementTree

import pytest

from comments import actions as comment_actions
from evaluation import actions, news
from tests import factories
from tests.evaluation.conftest import HIDDEN_WORD

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client, row):
    response = client.get(f"{row.get_absolute_url()}feed/")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    return list(ElementTree.fromstring(response.content).iter(f"{ATOM}entry"))  # noqa: S314


def texts(entry, *names):
    return tuple(entry.findtext(f"{ATOM}{name}") for name in names)


def test_a_comment_comes_with_its_name_words_and_permanent_address(client, kommentar, resident):
    [entry] = [
        row for row in entries(client, kommentar.baustein) if "kommentar-" in texts(row, "id")[0]
    ]

    title, summary = texts(entry, "title", "summary")
    assert title == f"{resident.pseudonym} zu „{kommentar.baustein.title}“"
    assert summary == "<p>Ein Rufbus ab 18 Uhr würde reichen.</p>"
    assert f"/kommentare/{kommentar.pk}/" in entry.find(f"{ATOM}link").get("href")


def test_nothing_unpublished_and_no_address_is_in_a_feed(
    client,
    baustein,
    unpublished,
    resident,
    kommentar,
):
    for row in (baustein, baustein.strategie):
        content = client.get(f"{row.get_absolute_url()}feed/").text
        assert HIDDEN_WORD not in content
        assert resident.email not in content


def test_markup_in_a_comment_stays_text(client, baustein):
    factories.comment(baustein, text="<script>alert(1)</script>")

    summary = texts(entries(client, baustein)[0], "summary")[0]

    assert summary == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_the_feed_of_a_strategie_tells_of_phases_texts_and_results(client, strategie_of_result):
    titles = [texts(row, "title")[0] for row in entries(client, strategie_of_result)]

    assert any(title.startswith("Beginn: ") for title in titles)
    assert any(title.startswith("Ende: ") for title in titles)
    assert any(title.startswith("Neue Fassung: ") for title in titles)
    assert any(title.startswith("Ergebnis veröffentlicht: ") for title in titles)


@pytest.fixture
def strategie_of_result(ausgabe):
    return ausgabe.auswertung.strategie


def test_what_is_being_corrected_is_not_in_the_feed(client, ausgabe, evaluator):
    anliegen = ausgabe.auswertung.anliegen.get()
    actions.edit(anliegen, by=evaluator, version=anliegen.version, title=HIDDEN_WORD)
    factories.draft(ausgabe.auswertung.strategie.bausteine.get(), HIDDEN_WORD)

    page = f"{ausgabe.auswertung.strategie.get_absolute_url()}feed/"

    assert HIDDEN_WORD not in client.get(page).text


def test_a_feed_is_bounded_and_newest_first(client, baustein, monkeypatch):
    monkeypatch.setattr(news, "MOST", 3)
    for number in range(5):
        factories.comment(baustein, text=f"Text {number}")

    found = entries(client, baustein)

    assert [texts(row, "summary")[0] for row in found] == [
        "<p>Text 4</p>", "<p>Text 3</p>", "<p>Text 2</p>",
    ]  # fmt: skip
    assert len({texts(row, "id")[0] for row in found}) == 3


def test_a_hidden_comment_leaves_the_feed(client, kommentar, moderator):
    comment_actions.hide(kommentar, by=moderator, ground="hass", statement="Hetze.")

    assert entries(client, kommentar.baustein) == []


def test_pages_tell_programs_of_their_feeds(client, baustein):
    for row in (baustein, baustein.strategie):
        page = client.get(row.get_absolute_url()).text
        link = f'type="application/atom+xml" title="{row}" href="{row.get_absolute_url()}feed/"'
        assert link in page


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_a_feed(client, baustein, count, django_assert_num_queries):
    for _ in range(count):
        factories.comment(baustein)

    with django_assert_num_queries(5):
        entries(client, baustein.strategie)
    with django_assert_num_queries(3):
        entries(client, baustein)
