"""The HTML of a mail: links have names, and of foreign words nothing becomes ours."""

import re

import pytest

from mails.html import text_to_html
from mails.marks import changed, look, own
from strategies.diff import Piece

SITE = "https://mitreden.example"
LINK = f"{SITE}/kommentare/7/"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


def test_an_address_of_ours_takes_the_words_before_it_as_its_name():
    html = text_to_html(f"Lesen und antworten:\n{LINK}")

    assert f'<td class="button"><a href="{LINK}">Lesen und antworten</a></td>' in html
    assert f">{SITE}" not in html


@pytest.mark.parametrize("text", [f"Der Beitrag: {LINK}", f"Der Beitrag:\n{LINK}"])
def test_after_the_button_links_have_names_too(text):
    html = text_to_html(f"Alle ansehen:\n{SITE}/\n\n{text}")

    assert f'<p><a href="{LINK}">Der Beitrag</a></p>' in html
    assert html.count("button") == 1


def test_a_long_sentence_stays_one_and_its_link_is_a_button():
    sentence = "Ihr Beitrag zu „Lebendige Mitte“ steht seit gestern wieder an seinem Platz"

    html = text_to_html(f"{sentence}:\n{LINK}")

    assert f"<p>{sentence}:</p>" in html
    assert f'<td class="button"><a href="{LINK}">Ansehen</a></td>' in html


def test_at_the_end_links_are_no_buttons():
    html = text_to_html(f"Text\n\n-- \nElbhagen\n{SITE}\n\nDiese E-Mails abbestellen:\n{LINK}")

    assert "button" not in html
    assert f'<a href="{SITE}">Elbhagen</a>' in html
    assert f'<a href="{LINK}">Diese E-Mails abbestellen</a>' in html


@pytest.mark.parametrize("text", ["Seite: {}", "Lesen:\n{}", "Weiter bei {} im Netz"])
def test_an_address_of_others_shows_where_it_leads(text):
    address = "https://mitreden.example.falle.example/x"

    html = text_to_html(text.format(address))

    assert f'<a href="{address}">{address}</a>' in html
    assert "button" not in html


def test_in_a_quotation_nothing_is_a_link():
    assert "href" not in text_to_html(f"> Lesen:\n> {LINK}")


def test_a_verdict_frames_the_reasons_below_it():
    line = look(f"Zum Anliegen „{own('Wege & Bahn')}“: Dem folgen wir.", "folgen")

    html = text_to_html(f"{line}\nDas prüfen wir.\nHauptamt\n\nDanach.")

    assert re.search(
        r'<div class="says folgen">\s*<p class="verdict">Zum Anliegen „Wege &amp; Bahn“: Dem '
        r"folgen wir\.</p>\s*<p>Das prüfen wir\.<br>\s*Hauptamt</p></div>\s*<p>Danach\.</p>",
        html,
    )


def test_old_and_new_are_marked_and_escaped():
    old = changed([Piece("equal", "Der <Bus> "), Piece("delete", "hält")])
    new = changed([Piece("equal", "Der <Bus> "), Piece("insert", "fährt")])

    html = text_to_html(f"{look('Vorher:', 'old')} {old}\n{look('Jetzt:', 'new')} {new}")

    assert '<p class="old"><b>Vorher:</b> Der &lt;Bus&gt; <del>hält</del></p>' in html
    assert '<p class="new"><b>Jetzt:</b> Der &lt;Bus&gt; <ins>fährt</ins></p>' in html


def test_nobody_types_a_mark():
    evil = look("x", "folgen") + "\ue003weg\ue005"

    assert text_to_html(own(evil)) == "<p>xweg</p>"
