"""The municipality sets up its name, logo and colour in the administration."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from municipality.current import KEY, current, refresh
from municipality.models import Kommune
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, db):
    client.force_login(factories.superuser())
    return client


@pytest.fixture
def save(admin, django_capture_on_commit_callbacks):
    def post(**data):
        row = Kommune.objects.first()
        name = "change" if row else "add"
        address = reverse(f"admin:municipality_kommune_{name}", args=[row.pk] if row else [])
        with django_capture_on_commit_callbacks(execute=True):
            return admin.post(address, (opened(admin, address) if row else {}) | data)

    return post


def picture(format="PNG", **options):
    target = BytesIO()
    Image.new("RGB", (900, 300), "#7a0000").save(target, format, **options)
    return target.getvalue()


def test_the_administration_leads_to_the_one_row(admin, save):
    entry = reverse("admin:municipality_kommune_changelist")
    assert admin.get(entry).url == reverse("admin:municipality_kommune_add")
    save(name="Quellstedt")
    assert admin.get(entry).url.endswith(f"/{Kommune.objects.get().pk}/change/")
    assert admin.get(reverse("admin:municipality_kommune_add")).status_code == 403


def test_name_contact_and_footer_are_on_every_page_at_once(save):
    save(name="Quellstedt", claim="Reden Sie mit", contact="Bauamt, 039 12", footer="Am Markt 1")

    for address in ("/", "/impressum/", "/konto/anmelden/", "/gibt/es/nicht/"):
        text = Client().get(address).text
        for words in ("Quellstedt", "Reden Sie mit", "Bauamt, 039 12", "Am Markt 1"):
            assert words in text, (address, words)


def test_what_is_left_empty_falls_back_to_the_settings(client, settings, save):
    save(contact="Bauamt")

    assert settings.SITE_NAME in client.get("/").text


def test_a_stale_reader_does_not_overwrite_what_was_saved(save):
    """Another process read the row before the commit and comes to keep it after it."""
    save(name="Quellstedt")
    cache.add(KEY, Kommune(name="Veraltet"))

    assert current().name == "Quellstedt"


def test_the_row_is_read_once_and_then_costs_nothing(client, django_assert_num_queries):
    cache.delete(KEY)
    with django_assert_num_queries(1):
        current()
    with django_assert_num_queries(0):
        current()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"accent": "#ffcc00"}, "auf hellem Grund zu schlecht zu lesen"),
        ({"accent": "#0a4d5c", "accent_dark": "#0a4d5c"}, "auf dunklem Grund zu schlecht"),
        ({"accent": "grün"}, "sechs Zeichen"),
        ({"accent": "#0a4d5c}*{}"}, "sechs Zeichen"),
        ({"accent_dark": "#8fd0dd"}, "auch die Farbe für den hellen Modus"),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused_with_a_sentence(save, data, sentence):
    page = save(**data)

    assert page.status_code == 200
    assert sentence in page.text
    assert not Kommune.objects.exists()


def test_the_colour_comes_as_a_stylesheet_that_is_kept_forever(client, save):
    save(accent="7A0000")
    link = client.get("/").text.partition('href="/stil/')[2].partition('"')[0]

    sheet = client.get(f"/stil/{link}")

    assert "/7a0000-" in link
    assert sheet.text.rfind("--accent: #7a0000;") > sheet.text.rfind("@layer")
    assert "immutable" in sheet.headers["Cache-Control"]
    assert sheet.headers["Content-Type"].startswith("text/css")


def test_what_belongs_to_another_release_is_answered_but_not_kept(client, save):
    save(accent="7A0000")
    page = client.get("/").text
    for start in ("/stil/", "/skript/"):
        address = start + page.partition(f'"{start}')[2].partition('"')[0]
        version = address.split("/")[2].removesuffix(".js")
        stale = client.get(address.replace(version, "0" * 12))
        assert stale.content == client.get(address).content
        assert stale.headers["Cache-Control"] == "public, no-cache"


def test_nobody_can_make_up_a_stylesheet_that_cannot_be_read(client):
    address = "/stil/000000000000/ffffff-000000.css"
    assert client.get(address).status_code == 404
    assert client.get("/stil/ffffff-000000.css").status_code == 404


def test_without_a_colour_the_stylesheet_has_that_of_the_platform(client):
    address = client.get("/").text.partition('<link rel="stylesheet" href="')[2].partition('"')[0]

    stylesheet = client.get(address)

    assert "#0a4d5c" in stylesheet.text
    assert stylesheet["Cache-Control"] == "public, max-age=31536000, immutable"


def test_stylesheet_and_script_come_without_comments_and_indentation(client):
    page = client.get("/").text
    for begin in ('<link rel="stylesheet" href="', '<script src="'):
        text = client.get(page.partition(begin)[2].partition('"')[0]).text
        assert "/* " not in text
        assert "\n  " not in text


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_written_anew_and_served_by_us(client, save, format):
    exif = Image.Exif()
    exif[0x010E] = "Geheimer Ort"
    save(logo=SimpleUploadedFile("logo.png", picture(format, exif=exif)))
    page = client.get("/")
    address = page.text.partition('<img src="')[2].partition('"')[0]

    answer = client.get(address)

    data = b"".join(answer)
    assert answer.headers["Content-Type"] == "image/png"
    assert "immutable" in answer.headers["Cache-Control"]
    assert data.startswith(b"\x89PNG")
    assert b"Geheimer Ort" not in data
    assert 'width="384" height="128"' in page.text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "PNG, JPEG oder WebP"),
        (b"\x89PNG\r\n\x1a\nnonsense", "PNG, JPEG oder WebP"),
        (picture()[:200], "beschädigt"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(save, data, sentence):
    page = save(logo=SimpleUploadedFile("logo.svg", data))

    assert page.status_code == 200
    assert sentence in page.text


def test_a_former_logo_is_gone(client, save, settings):
    save(logo=SimpleUploadedFile("logo.png", picture()))
    before = current().logo.name
    save(**{"logo-clear": "on"})

    assert client.get(f"/{before}").status_code == 404
    assert not (settings.MEDIA_ROOT / before).exists()


def test_the_manifest_names_the_municipality(client):
    Kommune.objects.create(name="Quellstedt", accent="#7a0000")
    refresh()

    manifest = client.get("/site.webmanifest").json()

    assert manifest["short_name"] == "Quellstedt"
    assert manifest["theme_color"] == "#7a0000"
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512", "any"}


@pytest.mark.parametrize(("size", "is_icon"), [((240, 300), True), ((900, 300), False)])
def test_a_logo_about_as_wide_as_high_is_the_icon(client, save, size, is_icon):
    target = BytesIO()
    Image.new("RGB", size, "#7a0000").save(target, "PNG")
    save(logo=SimpleUploadedFile("wappen.png", target.getvalue()))

    page = client.get("/").text

    logo = Kommune.objects.get().logo.name
    assert f'<img src="/{logo}"' in page
    assert (f'<link rel="icon" href="/{logo}">' in page) is is_icon


@pytest.mark.parametrize("written", ["15081135", "15 0 81 135", "15081", "15 081 5051 135"])
def test_the_official_key_is_kept_as_registers_write_it(save, written):
    save(ags=written)

    assert Kommune.objects.get().ags == written.replace(" ", "")


@pytest.mark.parametrize("written", ["1508113", "Elbhagen", "15-081", "١٥٠٨١", "150811351"])
def test_another_key_is_refused_with_the_right_ones(save, written):
    page = save(ags=written)

    assert "mit 8 Ziffern an (Gemeinde)" in page.text
    assert not Kommune.objects.exists()
