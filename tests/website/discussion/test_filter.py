"""Sorting, filtering and searching a discussion by plain GET parameters."""

import copy
import random
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comments import actions
from comments.models import Kommentar
from phases.models import Kommentierphase
from tests import factories
from tests.comments.pages import more_link, roots, texts

HIDE = {"ground": "hass", "statement": "Hetze."}


def get(client, baustein, /, **parameters):
    return client.get(baustein.get_absolute_url(), parameters)


@pytest.fixture
def discussion(baustein):
    """Bus (2 votes, 1 reply), Rad (1 vote), Steg (3 replies, one deep)."""
    bus = factories.comment(baustein, text="Bus", category="vorschlag")
    rad = factories.comment(baustein, text="Rad", category="kritik")
    steg = factories.comment(baustein, text="Steg", category="vorschlag")
    factories.comment(baustein, text="Gern am Abend", parent=bus)
    reply = factories.comment(baustein, text="Mit Geländer", parent=steg)
    factories.comment(baustein, text="Aus Eiche", parent=reply)
    factories.comment(baustein, text="Und Licht", parent=steg)
    for kommentar in (bus, bus, rad):
        actions.vote(kommentar, by=factories.user(), value=1)
    return bus, rad, steg


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("neueste", ["Steg", "Rad", "Bus"]),
        ("aelteste", ["Bus", "Rad", "Steg"]),
        ("zustimmung", ["Bus", "Rad", "Steg"]),
        ("diskussion", ["Steg", "Bus", "Rad"]),
        ("", ["Steg", "Rad", "Bus"]),
        ("unsinn", ["Steg", "Rad", "Bus"]),
    ],
)
def test_threads_are_sorted(client, baustein, discussion, sort, expected):
    assert roots(get(client, baustein, sortierung=sort)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("steg", ["Steg"]),
        ("geländer", ["Steg"]),
        ("Eiche", ["Steg"]),
        ("Abend", ["Bus"]),
        ("e", ["Steg", "Bus"]),
        ("gibt es nicht", []),
        ("%", []),
        ("_", []),
        ("   ", ["Steg", "Rad", "Bus"]),
    ],
)
def test_search_finds_threads_by_their_replies_too(client, baustein, discussion, words, expected):
    assert roots(get(client, baustein, suche=words)) == expected


@pytest.fixture
def long_discussion(baustein):
    """400 comments, some of them replies, with keys up to 80,000; some nobody may read.

    Every other is about an owl, some are about a heron; of badgers only the oldest and the newest.
    """
    factories.comment(baustein)
    like = Kommentar.objects.get()
    chance, roots, rows = random.Random(7), [], []  # noqa: S311
    for pk in range(200, 80_200, 200):
        parent = chance.choice(roots) if roots and chance.random() < 0.3 else None
        if parent is None:
            roots.append(pk)
        words = [word for word, every in (("Eule", 2), ("Reiher", 5)) if pk // 200 % every == 0]
        words += ["Dachs"] * (pk < 20_000)
        status = chance.choice(["published"] * 4 + ["hidden", "pending"])
        if pk == 80_000:
            parent, status, words = None, "published", ["Dachs"]
        row = copy.copy(like)
        row.pk, row.parent_id, row.root_id, row.depth = pk, parent, parent, int(parent is not None)
        row.text, row.status, row.idempotency_key = f"{pk} {' '.join(words)}", status, uuid.uuid4()
        row.published_at = None if status == "pending" else like.published_at
        rows.append(row)
    Kommentar.objects.bulk_create(rows)
    return rows


@pytest.mark.parametrize("words", ["Eule", "Reiher", "Dachs", "Uhu"])
def test_words_are_found_wherever_they_are_in_a_long_discussion(
    client, baustein, long_discussion, words
):
    """Page after page: newest threads first, none left out."""
    # What waits, nobody sees; what is hidden leaves a tombstone without its words.
    threads = {row.root_id or row.pk for row in long_discussion
               if words in row.text and row.status == "published"}  # fmt: skip
    readable = [row for row in long_discussion if row.pk in threads and row.status != "pending"]

    response, found = get(client, baustein, suche=words), []
    while response:
        found += roots(response)
        more = more_link(response)
        response = client.get(more) if more else None

    assert found == [row.text for row in reversed(readable)]


def test_in_a_short_discussion_words_are_looked_for_once(client, baustein, discussion):
    get(client, baustein)

    with CaptureQueriesContext(connection) as everything:
        get(client, baustein)
    with CaptureQueriesContext(connection) as found:
        get(client, baustein, suche="Eiche")

    # And whose name it is.
    assert len(found) == len(everything) + 1


def test_a_result_shows_the_whole_thread(client, baustein, discussion):
    response = get(client, baustein, suche="Eiche")

    assert texts(response) == ["Steg", "Mit Geländer", "Aus Eiche", "Und Licht"]


def test_nothing_found_is_said(client, baustein, discussion):
    assert "Dazu wurde nichts gefunden." in get(client, baustein, suche="Fähre").text


def test_search_takes_signs_as_they_are(client, baustein):
    factories.comment(baustein, text="100 % & <b>")

    for words in ("100 %", "& <b>", "<b>"):
        response = get(client, baustein, suche=words)
        assert roots(response) == ["100 % & <b>"]
        assert "<b>" not in response.context["filter"].form["suche"].as_widget()


def test_category_and_combinations(client, baustein, discussion):
    assert roots(get(client, baustein, art="vorschlag")) == ["Steg", "Bus"]
    assert roots(get(client, baustein, art="vorschlag", suche="Abend")) == ["Bus"]
    assert roots(get(client, baustein, art="kritik", suche="Abend")) == []
    assert roots(get(client, baustein, art="vorschlag", sortierung="aelteste")) == ["Bus", "Steg"]


def test_what_stated_no_kind_is_found_also_from_before_that_was_a_value(client, baustein):
    root = factories.comment(baustein, text="Neu", category="ohne")
    factories.comment(baustein, text="Alt", category="")
    factories.comment(baustein, text="Antwort", parent=root)
    factories.comment(baustein, text="Rad", category="kritik")

    assert roots(get(client, baustein, art="ohne")) == ["Alt", "Neu"]


def test_answered_shows_threads_with_an_answer_of_the_administration(client, baustein, discussion):
    bus, rad, _steg = discussion
    clerk = factories.staff(baustein.strategie.konzept, role="redaktion")
    answer = factories.comment(baustein, clerk, text="Ist geplant.", parent=bus)
    factories.comment(baustein, clerk, text="Hinweis der Stadt")
    assert roots(get(client, baustein, beantwortet="on")) == ["Hinweis der Stadt", "Bus"]

    actions.withdraw(answer, by=clerk)
    assert roots(get(client, baustein, beantwortet="on")) == ["Hinweis der Stadt"]


def test_mine_shows_threads_i_took_part_in(client, baustein, discussion, resident):
    _bus, rad, _steg = discussion
    factories.comment(baustein, resident, text="Ich auch", parent=rad)
    factories.comment(baustein, resident, text="Mein Vorschlag")
    client.force_login(resident)

    response = get(client, baustein, meine="on")

    assert roots(response) == ["Mein Vorschlag", "Rad"]


def test_mine_means_nothing_to_somebody_without_an_account(client, baustein, discussion):
    assert len(roots(get(client, baustein, meine="on"))) == 3


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"art": "unsinn"}, ["Steg", "Rad", "Bus"]),
        ({"art": "unsinn", "sortierung": "aelteste"}, ["Bus", "Rad", "Steg"]),
        ({"sortierung": "unsinn", "suche": "Eiche"}, ["Steg"]),
        ({"art": "'; DROP TABLE"}, ["Steg", "Rad", "Bus"]),
        ({"suche": "\u0000"}, ["Steg", "Rad", "Bus"]),
        ({"suche": "x" * 101}, ["Steg", "Rad", "Bus"]),
        ({"nach": "unsinn"}, ["Steg", "Rad", "Bus"]),
        ({"nach": "1.2.3"}, ["Steg", "Rad", "Bus"]),
        ({"nach": "²."}, ["Steg", "Rad", "Bus"]),
        ({"nach": "-1.-1"}, ["Steg", "Rad", "Bus"]),
        ({"nach": "99999999999999999999.99999999999999999999"}, None),
        ({"nach": "99999999999999999999.1", "sortierung": "zustimmung"}, None),
        ({"nach": "1.99999999999999999999", "sortierung": "diskussion"}, None),
        ({"beantwortet": "x", "meine": "x", "unbekannt": "x"}, []),
    ],
)
def test_values_that_make_no_sense_do_no_harm(client, baustein, discussion, parameters, expected):
    response = get(client, baustein, **parameters)

    assert response.status_code == 200
    if expected is not None:
        assert roots(response) == expected


def test_a_parameter_given_twice_does_no_harm(client, baustein, discussion):
    response = client.get(f"{baustein.get_absolute_url()}?art=kritik&art=frage&suche=a&suche=b")

    assert response.status_code == 200


@pytest.mark.parametrize("status", ["hidden", "withdrawn", "pending"])
def test_what_cannot_be_read_is_never_found(baustein, moderator, resident, status):
    root = factories.comment(baustein, text="Fähre im Sommer")
    if status == "pending":
        Kommentierphase.objects.update(release="after_review")
    secret = factories.comment(baustein, resident, text="Geheimwort", category="frage")
    reply = factories.comment(baustein, text="Geheimwort", parent=root)
    for kommentar in (secret, reply):
        if status == "hidden":
            actions.hide(kommentar, by=moderator, **HIDE)
        elif status == "withdrawn":
            actions.withdraw(kommentar, by=kommentar.author)

    assert set(Kommentar.objects.exclude(pk=root.pk).values_list("status", flat=True)) == {status}
    for person in (None, moderator, factories.user()):
        client = Client()
        if person:
            client.force_login(person)
        response = get(client, baustein, suche="Geheimwort")
        assert roots(response) == []
        assert texts(response) == []
        assert roots(get(client, baustein, art="frage")) == []


def test_a_reply_below_a_tombstone_is_found(client, baustein, moderator):
    root = factories.comment(baustein, text="Beleidigung")
    factories.comment(baustein, text="Bitte sachlich bleiben", parent=root)
    clerk = factories.staff(baustein.strategie.konzept, role="redaktion")
    factories.comment(baustein, clerk, text="Das sehen wir auch so", parent=root)
    actions.hide(root, by=moderator, **HIDE)

    for parameters in ({"suche": "sachlich"}, {"beantwortet": "on"}):
        response = get(client, baustein, **parameters)
        assert texts(response) == ["Bitte sachlich bleiben", "Das sehen wir auch so"]
        assert "Beleidigung" not in response.text


def test_own_comments_that_were_withdrawn_are_not_mine_any_more(client, baustein, resident):
    kommentar = factories.comment(baustein, resident, text="Weg damit")
    actions.withdraw(kommentar, by=resident)
    client.force_login(resident)

    assert roots(get(client, baustein, meine="on")) == []


def test_htmx_gets_the_discussion_alone(client, baustein, discussion):
    response = client.get(
        baustein.get_absolute_url(), {"suche": "Eiche"}, headers={"HX-Request": "true"}
    )

    assert response.text.lstrip().startswith('<div id="diskussion">')
    assert texts(response)[0] == "Steg"
    assert "<html" not in response.text


def test_a_cache_tells_the_page_from_its_part(client, baustein, discussion):
    parent, *_rest = discussion
    for path in (baustein.get_absolute_url(), f"/kommentare/{parent.pk}/antworten/"):
        assert "HX-Request" in client.get(path).headers["Vary"]
