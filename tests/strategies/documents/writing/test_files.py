"""The files as files: what the schema wants, and other programs open."""

import pytest

from strategies.actions import publish_konzept
from tests import factories
from tests.ooxml import schema_faults
from tests.opendocument import converted, faults

from .test_out_and_in import handed_in, picture_docx, tree, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def konzept():
    konzept = factories.konzept(title="Plan <der> Stadt & „mehr“")
    handed_in(konzept, "bild.docx", picture_docx())
    publish_konzept(konzept)
    return konzept


def test_an_opendocument_text_is_whole(konzept):
    assert faults(written(konzept, "odt")) == []


@pytest.mark.programs
def test_a_word_file_is_as_the_schema_wants_it(konzept, tmp_path):
    assert schema_faults(written(konzept, "docx"), "docx", tmp_path) == []


@pytest.mark.programs
@pytest.mark.parametrize(
    ("suffix", "to", "head"),
    [("odt", "docx", "| Jahr | Euro |"), ("docx", "odt", "| **Jahr** | **Euro** |")],
)
def test_libreoffice_reads_what_we_wrote(konzept, suffix, to, head, tmp_path):
    """What it saves in the other format says the same.

    Args:
        head: of a table; that of Word's styles becomes bold by hand.
    """
    data = written(konzept, suffix)
    ours = repr(tree(data, suffix))
    assert "| Jahr | Euro |" in ours

    again = tree(converted(data, suffix, to, tmp_path), to)

    assert repr(again) == ours.replace("| Jahr | Euro |", head)
