"""Leichte Sprache, a sign-language video and English, where the editors gave them."""

import pytest
from django.urls import reverse

from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(baustein):
    return [baustein, baustein.strategie, baustein.strategie.konzept]


def test_nothing_is_shown_where_nothing_was_given(client, rows):
    for row in rows:
        page = client.get(row.get_absolute_url()).text.partition("<footer")[0]
        assert "In Leichter Sprache" not in page
        assert "In English" not in page


def test_each_page_offers_what_there_is_in_its_own_language(client, rows):
    for row in rows:
        type(row).objects.filter(pk=row.pk).update(
            easy_text="Das ist **wichtig**.", title_en="A lively town", summary_en="In short."
        )
        page = client.get(row.get_absolute_url()).text
        assert 'lang="de-simple" dir="auto"><p>Das ist <strong>wichtig</strong>.</p>' in page
        assert 'id="english" lang="en"' in page
        assert "A lively town" in page


def test_the_video_is_linked_and_not_fetched(client, rows):
    konzept = rows[2]
    type(konzept).objects.update(sign_language_url="https://video.example/dgs")
    page = client.get(konzept.get_absolute_url()).text

    assert '<a href="https://video.example/dgs" rel="noopener">' in page
    assert "<iframe" not in page


def test_a_script_in_easy_words_stays_text(client, rows):
    type(rows[1]).objects.update(easy_text="<script>alert(1)</script>")

    assert "<script>alert" not in client.get(rows[1].get_absolute_url()).text


def test_editors_fill_it_in_while_a_phase_is_open(client, baustein):
    client.force_login(factories.superuser())
    address = reverse("admin:strategies_leitziel_change", args=[baustein.pk])
    answer = client.post(address, opened(client, address) | {"easy_text": "Leicht."})

    assert answer.status_code == 302
    baustein.refresh_from_db()
    assert baustein.easy_text == "Leicht."
