"""Social cards: what they say, when they change, and that drafts have none."""

from io import BytesIO

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from lxml import html
from PIL import Image

from municipality.cards import Card
from municipality.current import refresh
from municipality.models import Kommune
from strategies.models import Strategie
from tests import factories

pytestmark = pytest.mark.django_db

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützen" * 20


def head(client, url):
    tree = html.fromstring(client.get(url).content)
    return {
        (tag.get("property") or tag.get("name")): tag.get("content") for tag in tree.xpath("//meta")
    }


def path_of(url):
    return "/" + url.split("/", 3)[3]


@pytest.fixture
def baustein():
    return factories.open_baustein(title="Stadt und Dörfer besser verbinden")


def test_pages_name_their_card_and_it_is_one(client, baustein):
    ausgabe = factories.ausgabe()
    for row in (baustein, baustein.strategie, ausgabe.auswertung):
        named = head(client, row.get_absolute_url())
        assert named["og:image"].startswith("http")
        assert (named["og:image:width"], named["og:image:height"]) == ("1200", "630")
        assert named["twitter:card"] == "summary_large_image"
        assert named["og:image:alt"]
        answer = client.get(path_of(named["og:image"]))
        assert answer.headers["Content-Type"] == "image/png"
        assert "immutable" in answer.headers["Cache-Control"]
        with Image.open(BytesIO(answer.content)) as image:
            assert image.size == (1200, 630)


def test_its_words_are_said_for_who_does_not_see_it(client, baustein):
    alt = head(client, baustein.get_absolute_url())["og:image:alt"]

    assert "Stadt und Dörfer besser verbinden" in alt
    assert "Mitreden bis" in alt


def test_the_language_of_who_asks_changes_nothing(client, baustein):
    url = baustein.get_absolute_url()
    german = head(client, url)["og:image"]

    client.cookies["django_language"] = "en"
    assert head(client, url)["og:image"] == german


def test_another_title_or_colour_has_another_address(client, baustein):
    url = baustein.strategie.get_absolute_url()
    found = [head(client, url)["og:image"]]
    Strategie.objects.update(title="Anders")
    found.append(head(client, url)["og:image"])
    Kommune.objects.create(accent="#7a0000")
    refresh()
    found.append(head(client, url)["og:image"])

    assert len(set(found)) == 3


def test_an_address_somebody_made_up_is_not_kept_for_long(client, baustein):
    url = path_of(head(client, baustein.get_absolute_url())["og:image"]).partition("?")[0]

    for query in ("", "?v=123456789012"):
        assert "immutable" not in client.get(url + query).headers["Cache-Control"]


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_what_is_not_public_has_no_card_for_anybody(client, baustein, status):
    strategie = baustein.strategie
    addresses = [
        path_of(head(client, row.get_absolute_url())["og:image"]) for row in (strategie, baustein)
    ]
    Strategie.objects.filter(pk=strategie.pk).update(status=status)

    client.force_login(factories.superuser())
    assert "icon-512" in head(client, strategie.get_absolute_url())["og:image"]
    for address in addresses:
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "card",
    [
        Card("/", LONG, LONG, LONG),
        Card("/", "", "Wörter " * 200, ""),
        Card("/", "", "", ""),
        Card("/", "漢字", "مرحبا Ünïcødé \u202e\0", "🌍"),
    ],
)
def test_no_words_are_too_long_or_too_odd_to_be_drawn(card):
    with Image.open(BytesIO(card.png(Kommune(name=LONG, accent="#7a0000")))) as image:
        assert image.size == (1200, 630)
        # Nothing runs over the edge.
        edge = image.convert("RGB").crop((1160, 0, 1200, 500))
    assert len(edge.getcolors()) == 1


def test_what_was_drawn_is_kept_for_what_it_shows():
    one, other = Card("/", "", "Einmal", ""), Card("/", "", "Zweimal", "")
    kommune = Kommune()
    drawn = one.png(kommune)
    kept = caches["fragments"]
    assert kept.get(f"card:{one.key(kommune)}") == drawn

    kept.set(f"card:{one.key(kommune)}", b"kept")
    assert one.png(kommune) == b"kept"
    assert other.png(kommune) != b"kept"


def test_the_coat_of_arms_is_on_it():
    coat = BytesIO()
    Image.new("RGB", (240, 300), "#00ff00").save(coat, "PNG")
    kommune = Kommune(logo_width=240, logo_height=300)
    kommune.logo.save("wappen.png", ContentFile(coat.getvalue()))

    with Image.open(BytesIO(Card("/", "", "Titel", "").png(kommune))) as image:
        colours = {colour for _n, colour in image.convert("RGB").getcolors(4096)}
    assert any(green > 240 and red < 20 and blue < 20 for red, green, blue in colours)

    kommune.logo.delete(save=False)
    kommune.logo = "logo/fehlt.png"
    assert Card("/", "", "Titel", "").png(kommune)
