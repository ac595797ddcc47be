"""Atom feeds: what is new, for everybody, and only what everybody may read."""

from xml.etree import ElementTree

import pytest

from comments import actions as comment_actions
from evaluation import actions
from tests import factories
from tests.evaluation.conftest import HIDDEN_WORD
from tests.markup import joined
from website.results import news

pytestmark = pytest.mark.django_db
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
        page = joined(client.get(row.get_absolute_url()).text)
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
    with django_assert_num_queries(4):
        client.get("/feed/")


@pytest.fixture
def addresses(ausgabe):
    """Every feed there is, of something that has news of each kind."""
    baustein = ausgabe.auswertung.strategie.bausteine.get()
    rows = [baustein, baustein.strategie]
    return ["/feed/", *(f"{row.get_absolute_url()}feed/" for row in rows)]


def test_the_feed_of_everything_tells_of_all_strategien_and_of_nothing_unpublished(
    client, baustein, unpublished
):
    rows = [factories.ausgabe(title=title) for title in ("Eine", "Eine andere")]
    factories.phase(factories.strategie(status="draft", title=HIDDEN_WORD))

    content = client.get("/feed/").text

    for row in rows:
        assert f"Ergebnis veröffentlicht: {row.auswertung.kommentierphase}" in content
        assert row.get_absolute_url() in content
    assert HIDDEN_WORD not in content


def test_every_page_tells_programs_of_the_feed_of_everything(client, baustein):
    for address in ("/", "/phasen/", baustein.get_absolute_url(), "/impressum/"):
        page = client.get(address).text
        assert 'type="application/atom+xml" title="Elbhagen: Neues" href="/feed/"' in page
        assert '<a href="/feed/">' in page


def test_no_entry_of_any_feed_is_by_nobody(client, addresses, ausgabe):
    konzept = ausgabe.auswertung.strategie.konzept
    for traeger in ("Landkreis Prignitz", ""):
        type(konzept).objects.update(traeger=traeger)
        for address in addresses:
            feed = ElementTree.fromstring(client.get(address).content)  # noqa: S314
            names = [row.text for row in feed.iter(f"{ATOM}name")]
            assert len(names) > 2
            assert [name for name in names if not (name or "").strip()] == []
            assert (traeger or "Elbhagen") in names


def test_a_feed_speaks_the_language_it_says_and_the_address_of_the_site(
    client, addresses, settings
):
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = "https://mitreden.example"
    for address in addresses:
        german = client.get(address)
        english = client.get(
            address, headers={"accept-language": "en"}, HTTP_HOST="alias.example:81"
        )

        assert english.content == german.content
        feed = ElementTree.fromstring(german.content)  # noqa: S314
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
        assert english.headers["Content-Language"] == "de"
        assert "Neue Fassung: " in german.text
        for row in feed.iter(f"{ATOM}id"):
            assert row.text.startswith("https://mitreden.example/")


def test_who_has_the_newest_feed_is_told_so(client, addresses, kommentar):
    for address in addresses:
        tag = client.get(address).headers["ETag"]
        assert client.get(address, headers={"if-none-match": tag}).status_code == 304


def test_a_feed_without_news_stays_the_same(client):
    draft = factories.strategie()
    for address in ("/feed/", f"{draft.get_absolute_url()}feed/"):
        assert client.get(address).content == client.get(address).content
