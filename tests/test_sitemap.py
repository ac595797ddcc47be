"""What search engines are told: everything public and nothing else."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def test_the_sitemap_names_what_is_public(client, baustein):
    draft = factories.baustein(strategie=baustein.strategie, published=False)
    text = client.get("/sitemap.xml").text

    for row in (baustein, baustein.strategie, baustein.strategie.konzept):
        assert f"<loc>http://testserver{row.get_absolute_url()}</loc>" in text
    assert "/impressum/</loc>" in text
    assert draft.get_absolute_url() not in text


def test_the_sitemap_is_the_same_for_those_who_see_more(client, baustein):
    draft = factories.baustein(strategie=baustein.strategie, published=False)
    client.force_login(factories.superuser())

    assert draft.get_absolute_url() not in client.get("/sitemap.xml").text


@pytest.mark.parametrize("number", [1, 3])
def test_the_sitemap_costs_the_same_for_any_number_of_rows(
    client, baustein, django_assert_num_queries, number
):
    for _ in range(number):
        factories.baustein()
    with django_assert_num_queries(8):
        client.get("/sitemap.xml")


def test_robots_keep_to_what_is_public(client, settings):
    text = client.get("/robots.txt").text

    assert "Disallow: /moderation/" in text
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in text


def test_a_permalink_names_the_baustein_as_its_address(client, baustein, settings):
    kommentar = factories.comment(baustein)
    for address in (kommentar.get_absolute_url(), f"{baustein.get_absolute_url()}?suche=x"):
        text = client.get(address, follow=True).text
        assert f'rel="canonical" href="{settings.SITE_URL}{baustein.get_absolute_url()}"' in text


def test_a_social_card_says_title_and_phase(client, baustein):
    text = client.get(baustein.get_absolute_url()).text

    assert f'property="og:title" content="{baustein.title}"' in text
    assert 'property="og:description" content="Leitziel · Mitreden bis ' in text


def test_an_error_page_is_no_page_of_its_own(client):
    assert "canonical" not in client.get("/gibt/es/nicht/").text
