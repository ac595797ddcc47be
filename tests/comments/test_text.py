"""A comment's text: what was typed is what is read, and nothing in it is interpreted."""

from unicodedata import normalize

import pytest
from django.core.exceptions import ValidationError

from comments.text import clean_text, count_characters, excerpt, to_html

FAMILY = "👨‍👩‍👧‍👦"
COUPLE = "👩🏽‍❤️‍💋‍👨🏿"


def link(address):
    return f'<a href="{address}" rel="nofollow ugc noopener">{address}</a>'


@pytest.mark.parametrize(
    ("text", "count"),
    [("Elbe", 4), (FAMILY, 1), (COUPLE, 1), ("🇩🇪", 1), ("e\u0301", 1), ("a\nb", 3), ("किरण", 3)],
)
def test_characters_are_counted_as_a_reader_sees_them(text, count):
    assert count_characters(text) == count


@pytest.mark.parametrize("character", ["a", "ä", FAMILY, COUPLE, "u\u0308", "😀"])
def test_four_thousand_characters_are_allowed_and_one_more_is_not(character):
    assert count_characters(clean_text(character * 4000, limit=4000)) == 4000
    with pytest.raises(ValidationError) as refusal:
        clean_text(character * 4001, limit=4000)
    assert refusal.value.messages == ["Der Text ist um 1 Zeichen zu lang (erlaubt sind 4000)."]


def test_a_line_break_is_one_character_however_the_browser_sends_it():
    text = "a\r\n" * 1999 + "bc"
    assert count_characters(clean_text(text, limit=4000)) == 4000
    assert clean_text("a\r\nb\rc\nd", limit=10) == "a\nb\nc\nd"


@pytest.mark.parametrize("text", ["", "   \n\t ", "\u200b\u200b", "\u2060", "\u202e", "\u00a0"])
def test_a_text_without_anything_to_see_is_refused(text):
    with pytest.raises(ValidationError, match="Bitte schreiben Sie etwas"):
        clean_text(text, limit=4000)


def test_what_nobody_types_on_purpose_is_taken_out():
    assert clean_text("a\u0000b\u0007c\u202ed\u2066e\u2069f\ufeffg\x85h", limit=99) == "abcdefgh"


def test_what_writing_needs_is_left_in():
    text = f"Tab\there {FAMILY} می\u200cخواهم \u200fעברית\u200e Fisch"
    assert clean_text(text, limit=99) == text


def test_towers_of_marks_are_cut_down():
    assert len(clean_text("Z" + "\u0301" * 500, limit=99)) < 10


@pytest.mark.parametrize(
    ("text", "shown"), [("Deich", "Deich"), ("Deiche", "Deic…"), ("e\u0301" * 5, "é" * 5)]
)
def test_an_excerpt_is_as_long_as_asked(text, shown):
    assert normalize("NFC", excerpt(text, 5)) == shown


def test_signs_of_html_and_templates_stand_as_typed():
    assert to_html("Fisch & Wild <b> \"zitiert\" 'so' {{ 7 }} {% x %}") == (
        "<p>Fisch &amp; Wild &lt;b&gt; &quot;zitiert&quot; &#x27;so&#x27; {{ 7 }} {% x %}</p>"
    )


def test_line_breaks_and_paragraphs_are_kept():
    assert to_html("eins\nzwei\n\ndrei\n\n\nvier") == "<p>eins<br>zwei</p><p>drei</p><p>vier</p>"


def test_markdown_is_not_interpreted():
    text = "# Titel **fett** [Text](x) `a` - b"
    assert to_html(text) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://example.org/a?b=c#d",
        "https://de.wikipedia.org/wiki/Elbe_(Fluss)",
        "https://example.org/straße/äöü",
        "HTTPS://EXAMPLE.ORG/",
    ],
)
def test_a_web_address_is_linked(address):
    assert to_html(f"Siehe {address} dort") == f"<p>Siehe {link(address)} dort</p>"


def test_the_address_itself_is_escaped():
    assert to_html("https://example.org/?a=1&b='2'") == (
        f"<p>{link('https://example.org/?a=1&amp;b=&#x27;2')}&#x27;</p>"
    )


@pytest.mark.parametrize("after", [".", ",", "!", "?", ":", ";", "…", "“", ").", "!)", "*", "]"])
def test_what_follows_an_address_is_not_part_of_it(after):
    assert (
        to_html(f"(https://example.org/a{after}")
        == f"<p>({link('https://example.org/a')}{after}</p>"
    )


def test_a_bracket_that_was_not_opened_in_the_address_is_not_part_of_it():
    inner = "https://de.wikipedia.org/wiki/Elbe_(Fluss)"
    assert to_html(f"(siehe {inner})") == f"<p>(siehe {link(inner)})</p>"


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "www.example.org",
        "xhttps://example.org",
        "mailto:a@example.org",
        "//example.org",
        "https://",
    ],
)
def test_nothing_else_is_linked(text):
    assert "<a " not in to_html(text)


def test_quotes_and_tags_end_an_address():
    html = to_html('https://example.org/"onmouseover="alert(1) https://example.org/<script>')
    assert html.count("<a ") == 2
    assert 'href="https://example.org/"' in html
    assert "<script" not in html
    assert '"onmouseover' not in html
