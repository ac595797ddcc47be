"""Every public page calls itself by one address, that of the site."""

import re

import pytest
from django.urls import reverse

from evaluation import actions
from tests import factories

from .addresses import arguments, names

pytestmark = pytest.mark.django_db
CANONICAL = re.compile(r'rel="canonical" href="([^"]*)"')
OWN = re.compile(r'property="og:url" content="([^"]*)"')


def test_each_page_has_one_address_of_the_site_and_says_it_in_its_card(client, world, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://mitreden.example", ["*"]
    walked = 0
    for name in names():
        address = reverse(name, kwargs=arguments(name, world))
        page = client.get(f"{address}?x=1", HTTP_HOST="alias.example:8080")
        if page.status_code != 200 or not page.headers["Content-Type"].startswith("text/html"):
            continue
        found = CANONICAL.findall(page.text)
        if name.startswith(("admin:", "demo:")):
            continue
        walked += 1
        assert len(found) == 1, (name, found)
        assert found[0].startswith("https://mitreden.example/"), name
        assert "?" not in found[0], name
        assert OWN.findall(page.text) in ([], found), name
    assert walked > 20


def test_an_edition_calls_itself_by_the_address_where_the_newest_stands(client, settings):
    ausgabe = factories.ausgabe()
    anliegen = ausgabe.auswertung.anliegen.get()
    addresses = [ausgabe.get_absolute_url(), ausgabe.auswertung.get_absolute_url()]
    addresses.append(f"{ausgabe.auswertung.strategie.get_absolute_url()}auswertung/")
    for address in addresses:
        [found] = CANONICAL.findall(client.get(address).text)
        assert found == f"{settings.SITE_URL}{ausgabe.auswertung.get_absolute_url()}"

    one, other = factories.superuser(), factories.superuser()
    row = actions.edit(anliegen, by=one, version=anliegen.version, reasons="Genauer.")
    actions.release(actions.prepare(row, by=one), by=other)
    actions.publish(ausgabe.auswertung, by=other, note="Berichtigt.")
    [found] = CANONICAL.findall(client.get(ausgabe.get_absolute_url()).text)
    assert found == f"{settings.SITE_URL}{ausgabe.get_absolute_url()}"


@pytest.mark.parametrize(("language", "locale"), [("de", "de_DE"), ("en", "en_GB")])
def test_a_card_says_its_language_and_what_its_picture_shows(client, language, locale):
    page = client.get("/", headers={"accept-language": language}).text

    assert f'property="og:locale" content="{locale}"' in page
    assert 'property="og:image:alt"' in page
    assert 'property="og:title" content="Mitreden bei der Stadtentwicklung"' in page
