"""Somebody writes about one passage of a text."""

import re
import uuid

import pytest

from comments.models import Entwurf, Kommentar
from comments.passages import name_of
from strategies.passages import passages_of
from tests import factories

TEXT = "Der letzte Bus fährt um 18.40 Uhr.\n\n- ein Radweg\n- ein Wartehäuschen"


@pytest.fixture
def baustein(db):
    return factories.open_baustein(text=TEXT)


@pytest.fixture
def names(baustein):
    """What names each passage of the text that holds now."""
    return [name_of(baustein.fassung, row) for row in passages_of(baustein.fassung.html)]


@pytest.fixture
def signed_in(client, resident):
    client.force_login(resident)
    return client


def post(client, page, /, **fields):
    data = {"text": "Später bitte.", "category": "vorschlag", "idempotency_key": uuid.uuid4()}
    return client.post(page.get_absolute_url(), {**data, **fields})


def test_each_passage_offers_to_quote_it(client, baustein, names):
    page = client.get(baustein.get_absolute_url()).text

    for name in names:
        button = (
            f'<button class="cite" form="bewerten" name="zitieren" value="{name}" tabindex="-1"'
        )
        assert button in page
        assert f'<option value="{name}"' in page
    assert 'aria-label="Zu dieser Stelle schreiben: ‚ein Radweg‘"' in page


def test_programs_that_index_pages_follow_no_passage(client, baustein, names):
    client.force_login(factories.user())
    post(client, baustein, zitat=names[0])
    client.logout()
    page = client.get(baustein.get_absolute_url()).text
    rules = re.findall(r"Disallow: /\*(\S+)", client.get("/robots.txt").text)

    marks = re.findall(r'<a class="spoken" href="([^"]*)"', page)
    assert len(marks) == 1
    assert [link for link in marks if not any(rule in link for rule in rules)] == []


def test_outside_a_phase_nothing_offers_it(client, db):
    page = client.get(factories.baustein(text=TEXT).get_absolute_url()).text

    assert "zitat" not in page


def test_the_link_puts_the_passage_into_the_form(client, baustein, names):
    page = client.get(f"{baustein.get_absolute_url()}?zitat={names[0]}").text

    assert "<blockquote" in page
    assert "Der letzte Bus fährt um 18.40 Uhr.</blockquote>" in page
    assert f'name="zitat" id="id_zitat" value="{names[0]}" checked>' in page


def test_passage_and_fassung_are_kept_and_shown(signed_in, baustein, names):
    response = post(signed_in, baustein, zitat=names[0])

    kommentar = Kommentar.objects.get()
    assert kommentar.passage == "Der letzte Bus fährt um 18.40 Uhr."
    assert names[0] == f"{kommentar.fassung.number}-{kommentar.passage_block}"
    assert kommentar.fassung == baustein.fassung
    page = signed_in.get(response.url).text
    assert "Der letzte Bus fährt um 18.40 Uhr.</blockquote>" in page
    assert '<a href="#stelle-1">Stelle im Text<span class="visually-hidden">' in page
    assert 'id="stelle-1"' in page


def test_without_a_passage_none_is_kept(signed_in, baustein):
    post(signed_in, baustein, zitat="")

    assert Kommentar.objects.get().passage == ""


@pytest.mark.parametrize("name", ["1-9-abcdef12", "1-1-00000000", "unsinn", "7", "1", "-", "0-0"])
def test_an_unknown_passage_is_refused_and_the_text_kept(signed_in, baustein, name):
    response = post(signed_in, baustein, zitat=name)

    assert response.status_code == 422
    assert "Später bitte.</textarea>" in response.text
    assert "Wählen Sie bitte eine andere, oder senden Sie ohne Zitat ab." in response.text
    assert f'value="{name}"' not in response.text
    assert not Kommentar.objects.exists()


def test_a_passage_of_another_fassung_is_refused_with_the_reason(signed_in, baustein, names):
    factories.fassung(baustein, text=TEXT)

    for name in (names[0], f"2{names[0][1:]}"):
        response = post(signed_in, baustein, zitat=name)
        taken = response.status_code == 302
        assert taken == name.startswith("2")
        assert taken or "Der Text wurde inzwischen geändert" in response.text


def test_the_link_to_a_passage_that_is_gone_says_so(client, baustein, names):
    factories.fassung(baustein, text="Ganz anders.")

    page = client.get(f"{baustein.get_absolute_url()}?zitat={names[0]}")

    assert page.status_code == 200
    assert "Der Text wurde inzwischen geändert" in page.text


def test_what_the_browser_claims_a_passage_to_say_is_no_matter(signed_in, baustein, names):
    post(signed_in, baustein, zitat=names[1], passage="Erfunden", passage_block="1-x")

    assert Kommentar.objects.get().passage == "ein Radweg"


def test_the_passage_survives_signing_in(client, baustein, names, resident):
    post(client, baustein, zitat=names[2])

    entwurf = Entwurf.objects.get()
    assert entwurf.passage == "ein Wartehäuschen"
    assert "ein Wartehäuschen</blockquote>" in client.get(entwurf.get_absolute_url()).text
    # The text changes while its author looks for the code.
    factories.fassung(baustein, text="Ganz anders.")
    client.force_login(resident)
    client.post(entwurf.get_absolute_url())

    kommentar = Kommentar.objects.get()
    assert (kommentar.passage, kommentar.fassung.number) == ("ein Wartehäuschen", 1)


def test_the_same_words_about_another_passage_are_another_comment(signed_in, baustein, names):
    for name in (names[0], names[0], names[1], ""):
        post(signed_in, baustein, text="Dafür!", zitat=name)

    rows = Kommentar.objects.order_by("pk").values_list("passage", flat=True)
    assert list(rows) == ["Der letzte Bus fährt um 18.40 Uhr.", "ein Radweg", ""]


def test_drafts_about_two_passages_are_two(client, baustein, names):
    for name in (names[0], names[1], names[1]):
        post(client, baustein, text="Dafür!", zitat=name)

    assert Entwurf.objects.count() == 2


def test_a_passage_says_how_many_spoke_about_it_and_leads_to_them(signed_in, baustein, names):
    for text in ("Eins.", "Zwei."):
        post(signed_in, baustein, text=text, zitat=names[1])
    post(signed_in, baustein, text="Drei.", zitat=names[0])
    post(signed_in, baustein, text="Vier.")

    page = signed_in.get(baustein.get_absolute_url()).text
    url = baustein.get_absolute_url()
    assert f'<a class="spoken" href="{url}?stelle={names[1]}#diskussion"' in page
    assert 'aria-label="2 Beiträge zu dieser Stelle"><svg' in page
    assert "1 Beitrag zu dieser Stelle" in page
    assert names[2] not in page.partition("spoken")[2].partition("spoken")[0]
    found = signed_in.get(f"{baustein.get_absolute_url()}?stelle={names[1]}").text
    assert "Eins." in found
    assert "Zwei." in found
    assert "Drei." not in found
    assert "Vier." not in found


@pytest.mark.parametrize("name", ["unsinn", "1-", "99999999999999999999-1-ab", "-1-2"])
def test_the_filter_finds_nothing_for_nonsense(client, baustein, name):
    factories.comment(baustein)

    page = client.get(f"{baustein.get_absolute_url()}?stelle={name}")

    assert page.status_code == 200
    assert "Dazu wurde nichts gefunden." in page.text


def test_after_a_change_a_quote_names_its_text_and_is_not_moved(signed_in, baustein, names):
    post(signed_in, baustein, zitat=names[1])
    factories.fassung(baustein, text=TEXT)

    page = signed_in.get(baustein.get_absolute_url()).text

    url = f"{baustein.get_fassungen_url()}1/"
    assert f'bezieht sich auf den <a href="{url}#stelle-2">Text vom' in page
    assert "Unterschied zu heute" in page
    # No passage of the new text counts what was said about the old one.
    assert 'class="spoken"' not in page
    assert 'id="stelle-2">ein Radweg' in signed_in.get(url).text


def test_what_is_typed_goes_along_when_another_passage_is_chosen(client, baustein, names):
    typed = {"text": "Angefangen", "zitat": names[0], "zitieren": names[1]}

    page = client.post(baustein.get_absolute_url(), typed).text

    assert "Angefangen</textarea>" in page
    assert f'value="{names[1]}" checked>' in page
    assert not Kommentar.objects.exists()
    assert not Entwurf.objects.exists()


def test_the_enter_key_sends_the_form_and_quotes_nothing(client, baustein):
    buttons = re.findall(r"<button[^>]*>", client.get(baustein.get_absolute_url()).text)

    first = next(tag for tag in buttons if 'form="bewerten"' in tag)
    assert "name=" not in first


def test_its_author_quotes_another_passage_or_none(signed_in, baustein, names):
    post(signed_in, baustein, zitat=names[0])
    row = Kommentar.objects.get()
    url = f"/kommentare/{row.pk}/bearbeiten/"
    assert f'value="{names[0]}" selected' in signed_in.get(url).text

    for name, passage in [(names[1], "ein Radweg"), ("", ""), (names[2], None)]:
        answer = signed_in.post(url, {"text": row.text, "category": "vorschlag", "zitat": name})
        assert answer.status_code == 302
        row.refresh_from_db()
        assert passage in (None, row.passage)
        assert row.edited_at
    assert row.passage_block == names[2].partition("-")[2]
    wrong = signed_in.post(url, {"text": row.text, "category": "", "zitat": "1-99-abc"})
    assert wrong.status_code == 422
    assert "Diese Stelle gibt es im Text nicht" in wrong.text


def test_what_is_quoted_from_an_older_text_stays_when_the_words_are_changed(
    signed_in, baustein, names
):
    post(signed_in, baustein, zitat=names[1])
    row = Kommentar.objects.get()
    factories.fassung(baustein, text="Ganz anders.")
    url = f"/kommentare/{row.pk}/bearbeiten/"
    assert f'value="{names[1]}" selected' in signed_in.get(url).text

    signed_in.post(url, {"text": "Doch früher.", "category": "vorschlag", "zitat": names[1]})

    row.refresh_from_db()
    assert (row.text, row.passage, row.fassung.number) == ("Doch früher.", "ein Radweg", 1)


def test_a_reply_quotes_nothing(signed_in, baustein, names):
    parent = factories.comment(baustein)
    url = f"/kommentare/{parent.pk}/antworten/"

    assert "zitat" not in signed_in.get(url).text
    signed_in.post(url, {"text": "Ja.", "zitat": names[0], "idempotency_key": uuid.uuid4()})

    assert parent.replies.get().passage == ""


def test_hidden_and_withdrawn_comments_show_no_passage(signed_in, baustein, names, moderator):
    post(signed_in, baustein, zitat=names[0])
    factories.comment_actions.withdraw(Kommentar.objects.get(), by=Kommentar.objects.get().author)

    page = signed_in.get(baustein.get_absolute_url()).text

    assert "Uhr.</blockquote>" not in page
    assert 'class="spoken"' not in page


def test_markup_in_a_passage_is_shown_as_it_is(signed_in):
    baustein = factories.open_baustein(text='Fisch & <b>Wild</b> "satt"')
    name = name_of(baustein.fassung, passages_of(baustein.fassung.html)[0])
    post(signed_in, baustein, zitat=name)

    page = signed_in.get(f"{baustein.get_absolute_url()}?zitat={name}").text

    assert page.count("Fisch &amp; &lt;b&gt;Wild&lt;/b&gt;") >= 4
    assert "<b>Wild" not in page


@pytest.mark.parametrize("quotes", [1, 3])
def test_it_costs_the_same_for_any_number(
    client, baustein, names, quotes, django_assert_num_queries
):
    for name in names[:quotes]:
        person = factories.user()
        client.force_login(person)
        post(client, baustein, text="Ja.", zitat=name)
    client.logout()

    with django_assert_num_queries(6):
        client.get(baustein.get_absolute_url())
