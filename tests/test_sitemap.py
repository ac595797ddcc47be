"""What search engines are told: everything public and nothing else."""

import re
from xml.etree import ElementTree

import pytest

from tests import factories

pytestmark = pytest.mark.django_db
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_the_sitemap_names_what_is_public(client, baustein, settings):
    draft = factories.baustein(strategie=baustein.strategie, published=False)
    text = client.get("/sitemap.xml").text

    for row in (baustein, baustein.strategie, baustein.strategie.konzept):
        assert f"<loc>{settings.SITE_URL}{row.get_absolute_url()}</loc>" in text
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
        factories.ausgabe()
        factories.vorhaben()
    with django_assert_num_queries(18):
        client.get("/sitemap.xml")


def entries(client):
    """Address → when it changed last, or None."""
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314
    return {row.findtext(f"{MAP}loc"): row.findtext(f"{MAP}lastmod") for row in root}


def test_the_sitemap_has_results_data_and_every_fassung_with_when_they_changed(client, settings):
    ausgabe = factories.ausgabe()
    strategie = ausgabe.auswertung.strategie
    baustein = strategie.bausteine.get()
    factories.draft(baustein)

    found = entries(client)

    published = baustein.fassungen.published()
    rows = [ausgabe.auswertung, *published]
    wanted = [f"{strategie.get_absolute_url()}daten/", *(row.get_absolute_url() for row in rows)]
    assert len(published) == 2
    for address in wanted:
        assert found[f"{settings.SITE_URL}{address}"] is not None, address
    fassungen = [address for address in found if "/fassungen/" in address]
    assert len(fassungen) == 2
    assert not any("entwurf" in address for address in found)


def test_a_result_in_the_making_and_a_strategie_nobody_could_comment_on_stay_out(client):
    baustein = factories.open_baustein()
    factories.end_phase(baustein)
    factories.auswertung(baustein, by=factories.superuser())
    quiet = factories.strategie()
    factories.phase(quiet, status="draft")

    addresses = list(entries(client))

    assert not any("/auswertung/" in address for address in addresses)
    assert not any(address.endswith(f"{quiet.slug}/daten/") for address in addresses)


def test_every_address_in_the_sitemap_is_what_its_page_calls_itself(client, settings):
    """And it is of the site, by whatever name of the server somebody asks."""
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://mitreden.example", ["*"]
    factories.ausgabe()

    addresses = list(entries(client))

    assert len(addresses) > 15
    for address in addresses:
        path = address.removeprefix("https://mitreden.example")
        page = client.get(path, HTTP_HOST="alias.example:8080")
        assert page.status_code == 200, address
        assert re.findall(r'rel="canonical" href="([^"]*)"', page.text) == [address]


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


def test_the_sitemap_has_public_vorhaben_and_the_list_of_their_konzept(client, settings):
    row = factories.vorhaben()
    draft = factories.vorhaben(published=False)
    hidden = factories.vorhaben()
    type(hidden).objects.filter(pk=hidden.pk).update(status="archived")

    found = entries(client)

    moment = row.stand.published_at.date().isoformat()
    for address in (row.get_absolute_url(), f"/konzepte/{row.konzept.slug}/umsetzung/"):
        assert found[f"{settings.SITE_URL}{address}"] == moment
    for other in (draft, hidden):
        assert not any(f"/{other.konzept.slug}/umsetzung/" in address for address in found)
