"""Documents built like those of planning offices come out as a reader would name them."""

import json
from pathlib import Path

import pytest

from .texts import outline

DATA = Path(__file__).parents[5] / "shared" / "data" / "planning"
CASES = json.loads((DATA / "cases.json").read_text()) if DATA.is_dir() else {}


def _said(baum):
    """Everything that would be published, in its order."""
    for strategie in baum.strategien:
        yield from (strategie.title, strategie.intro)
        for baustein in strategie.bausteine:
            yield from (baustein.title, baustein.text, *(v for _name, v in baustein.facts))


@pytest.mark.skipif(not CASES, reason="the documents are not at hand")
@pytest.mark.parametrize("name", CASES)
def test_a_planning_document_needs_no_decision(name):
    case = CASES[name]
    baum = outline((DATA / name).read_bytes(), name=name).baum()
    parts = [[b.kind, b.number, b.title] for s in baum.strategien for b in s.bausteine]
    titles = [title for _kind, _number, title in parts] + [s.title for s in baum.strategien]
    text = "\n".join(_said(baum))
    assert parts == case["want"]
    if case["strategien"]:
        assert [s.title for s in baum.strategien] == case["strategien"]
    assert [words for words in case["has"] if words not in text] == []
    assert [words for words in case["lacks"] if words in text] == []
    assert not any(words in title for words in case["titles_lack"] for title in titles)
