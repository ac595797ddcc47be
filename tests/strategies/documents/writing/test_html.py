"""What the renderer wrote is read as the blocks it was made from."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from strategies.documents.blocks import Heading, Picture, Run
from strategies.documents.commonmark import parse
from strategies.documents.writing.html import read_html
from strategies.markdown import render

from .trees import texts


def picture(source, alt, place):
    return Picture(source.removeprefix("bild:"), alt)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
)
@given(text=texts())
def test_html_of_ours_reads_as_its_markdown(text):
    expected, notes = parse(text, picture=picture, as_shown=True)
    highest = min((block.level for block in expected if isinstance(block, Heading)), default=3)
    html = render(text, prefix="s1-", highest_heading=highest)

    assert read_html(html, picture=picture) == (expected, notes)


@pytest.mark.parametrize("text", ["", "![Plan](bild:" + "a" * 64 + ")", "1. a\n\n   b\n\n   - c"])
def test_other_texts_do_too(text):
    read, _notes = read_html(render(text), picture=picture)
    parsed, _notes = parse(text, picture=picture, as_shown=True)
    assert read == parsed


def test_a_link_that_may_not_be_followed_is_text():
    [block], _notes = read_html('<p><a href="javascript:x()">a</a></p>', picture=picture)
    assert block.line == (Run("a"),)
