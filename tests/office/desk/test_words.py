"""Pages of the desk speak German, and not of how they are made."""

import re

import pytest
from django.urls import get_resolver
from lxml import html

from tests import factories

pytestmark = pytest.mark.django_db

# English, and words of programs, that no clerk needs to know.
FOREIGN = re.compile(
    r"\b(Markdown|Slug|Admin|Queryset|Model|Staff|User|Login|Delete|Save|Add|Change|Required|"
    r"Choose|None|True|False|Null|Fieldset|Inline|Backend|Token|JSONField)\b"
)


def addresses():
    """All pages below the desk that need no argument."""
    for pattern in get_resolver().url_patterns:
        prefix = str(pattern.pattern)
        if prefix.startswith("schreibtisch/"):
            for route in pattern.url_patterns:
                path = str(route.pattern)
                if "<" not in path and not path.endswith(".svg"):
                    yield f"/{prefix}{path}"


def words_of(page):
    """What one reads in the middle of a page; what people typed is not ours."""
    [main] = html.fromstring(page.text).xpath("//main")
    for row in main.xpath("//textarea | //script | //datalist | //option"):
        row.drop_tree()
    return main.text_content()


def test_no_page_of_the_desk_has_words_of_programs(client, baustein):
    client.force_login(factories.superuser())
    answers = {address: client.get(address) for address in addresses()}
    pages = {
        address: answer
        for address, answer in answers.items()
        if answer.headers["Content-Type"].startswith("text/html")
    }

    assert len(pages) > 12
    assert {
        address: page.status_code for address, page in pages.items() if page.status_code != 200
    } == {}
    found = {address: FOREIGN.findall(words_of(page)) for address, page in pages.items()}
    assert {address: words for address, words in found.items() if words} == {}


def test_the_walk_sees_such_a_word():
    assert FOREIGN.findall("Text (Markdown)") == ["Markdown"]
