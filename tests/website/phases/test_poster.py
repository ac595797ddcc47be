"""The sheet for the notice board: title, dates, address and its QR code."""

import pytest
import segno

from phases.templatetags.phasen import end_datetime
from tests import factories

pytestmark = pytest.mark.django_db


def poster(client, strategie):
    return client.get(f"{strategie.get_absolute_url()}aushang/")


def test_it_names_title_dates_and_address(client, baustein, settings):
    strategie = baustein.strategie
    phase = strategie.kommentierphasen.get()
    text = poster(client, strategie).text

    address = f"{settings.SITE_URL}{strategie.get_absolute_url()}"
    assert strategie.title in text
    assert f"bis {end_datetime(phase.ends_at)}" in text
    assert f">{address}</p>" in text.replace("<wbr>", "")
    path = segno.make(address, error="m", micro=False).svg_inline(border=0, omitsize=True)
    assert path in text


def test_the_page_of_the_strategie_leads_to_it(client, baustein):
    assert "/aushang/" in client.get(baustein.strategie.get_absolute_url()).text


@pytest.mark.parametrize(
    ("start", "end", "words"), [(-9, -1, "endete am"), (1, 9, "Reden Sie mit!")]
)
def test_it_fits_the_state_of_the_phase(client, start, end, words):
    strategie = factories.strategie()
    factories.phase(strategie, start=start, end=end)

    assert words in poster(client, strategie).text


def test_without_a_phase_it_invites_to_read(client):
    assert "Lesen Sie, was geplant ist." in poster(client, factories.strategie()).text


def test_a_draft_has_no_poster_for_others(client):
    assert poster(client, factories.strategie(status="draft")).status_code == 404
