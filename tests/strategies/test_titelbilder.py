"""Pictures at the head of pages: what may be one, who sees it, and what the page says of it."""

import struct
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from lxml import html
from PIL import Image

from municipality.images import decoding
from strategies import actions, titelbilder
from strategies.models import Titelbild
from strategies.titelbilder import MAX_BYTES, MOST_BYTES, read_title_picture, remove_picture
from tests import factories

pytestmark = pytest.mark.django_db


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_that_claims(width, height):
    """A few bytes that would unpack to ``width`` × ``height`` pixels."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000))


def noise(width, height):
    return Image.effect_noise((width, height), 90).convert("RGB")


def upload(image, format="JPEG", **options):
    target = BytesIO()
    image.save(target, format, **options)
    return ContentFile(target.getvalue())


PHOTO = factories.photo().read()


# --- What may be a picture ----------------------------------------------------


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_written_anew_in_every_width_it_is_wide_enough_for(format):
    found = read_title_picture(factories.photo((1600, 1000), format=format))

    assert [(each.width, each.height) for each in found] == [(480, 300), (800, 500), (1200, 750)]
    for each in found:
        with Image.open(BytesIO(each.data)) as image:
            assert (image.format, image.size) == ("WEBP", (each.width, each.height))


def test_nothing_is_made_larger_than_it_was():
    assert [each.width for each in read_title_picture(factories.photo((600, 400)))] == [480, 600]
    assert [each.width for each in read_title_picture(factories.photo((500, 400)))] == [500]


def test_place_and_camera_and_what_else_is_no_pixel_are_gone():
    exif = Image.Exif()
    exif[0x010F], exif[0x8825] = "Geheime Kamera", {1: "N", 2: (52.0, 7.0, 0.0)}
    photo = factories.photo(exif=exif, comment=b"Geheimer Satz", icc_profile=b"Geheimes Profil")
    behind = ContentFile(photo.read() + b"<script>alert(1)</script>PK\x03\x04")

    for each in read_title_picture(behind):
        with Image.open(BytesIO(each.data)) as image:
            assert not image.getexif()
            assert not {"icc_profile", "exif", "comment", "xmp"} & set(image.info)
        assert b"Geheim" not in each.data
        assert b"script" not in each.data


def test_a_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # held on its side

    (found,) = read_title_picture(factories.photo((700, 500), exif=exif))

    assert (found.width, found.height) == (500, 700)


def test_what_shines_through_stands_on_white():
    (found,) = read_title_picture(upload(Image.new("RGBA", (490, 300), (0, 0, 0, 0)), "PNG"))

    with Image.open(BytesIO(found.data)) as image:
        assert image.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_even_noise_becomes_small_enough_for_a_first_visit():
    found = read_title_picture(upload(noise(1300, 1000), quality=90))

    assert all(len(each.data) <= MOST_BYTES for each in found)
    widths = [each.width for each in found]
    assert widths == sorted(set(widths))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Format"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "Format"),
        (b"GIF89a" + b"\0" * 50, "Format"),
        (b"%PDF-1.7", "Format"),
        (b"<!doctype html><script>alert(1)</script>", "Format"),
        (PHOTO[:200], "beschädigt"),
        (PHOTO[: len(PHOTO) // 2], "beschädigt"),
        (png_that_claims(700, 500), "beschädigt"),
        (png_that_claims(60_000, 60_000), "zu viele Bildpunkte"),
        (png_that_claims(8_000, 7_000), "zu viele Bildpunkte"),
        (factories.photo((400, 300)).read(), "zu klein: Es ist 400 Bildpunkte breit"),
        (factories.photo((1000, 200)).read(), "zu breit"),
        (factories.photo((500, 1100)).read(), "zu hoch"),
    ],
)
def test_what_cannot_be_one_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(ValidationError) as refused:
        read_title_picture(ContentFile(data))

    assert sentence in refused.value.messages[0]


def test_a_large_file_is_not_even_opened():
    file = ContentFile(PHOTO)
    file.size = MAX_BYTES + 1

    with pytest.raises(ValidationError, match="höchstens 10 MB"):
        read_title_picture(file)


def test_a_huge_photo_is_decoded_smaller():
    """Its memory would be 150 MB; what the decoder makes of it is as large as is needed."""
    photo, most = factories.photo((7000, 7000)), titelbilder.MAX_PIXELS
    with decoding(photo, formats=("JPEG",), most_pixels=most, at_most=(2400, 2400)) as (image, _):
        assert image.size == (3500, 3500)


@pytest.mark.parametrize("at", range(20, len(PHOTO), max(1, len(PHOTO) // 40)))
def test_no_broken_file_breaks_anything_else(at):
    broken = PHOTO[:at] + b"\xff" + PHOTO[at + 1 :]

    with suppress(ValidationError):
        assert read_title_picture(ContentFile(broken))


# --- Rows and files -----------------------------------------------------------


def test_a_picture_belongs_to_exactly_one_thing():
    strategie = factories.strategie()
    for row in ({}, {"strategie": strategie, "konzept": strategie.konzept}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Titelbild.objects.create(alt="x", credit="x", key="0" * 16, **row)


def names():
    return set(default_storage.listdir("titelbilder")[1])


def test_former_files_go_when_a_picture_is_replaced(django_capture_on_commit_callbacks):
    konzept = factories.konzept()
    with django_capture_on_commit_callbacks(execute=True):
        before = factories.titelbild(konzept)
        former = names()
        after = factories.titelbild(konzept, file=factories.photo(colour="#aa4400"))

    assert after.pk == before.pk
    assert len(names()) == len(after.files)
    assert not former & names()


@pytest.mark.parametrize("make", [factories.konzept, factories.strategie, factories.baustein])
def test_files_go_with_the_picture_and_with_what_it_belongs_to(
    make, django_capture_on_commit_callbacks
):
    kept, row = factories.titelbild(factories.konzept()), make()
    for end in (remove_picture, actions.delete):
        with django_capture_on_commit_callbacks(execute=True):
            factories.titelbild(row)
            end(row)
        assert Titelbild.objects.get() == kept
        assert len(names()) == len(kept.files)


def test_the_same_picture_in_two_places_keeps_its_files(django_capture_on_commit_callbacks):
    one, other = factories.konzept(), factories.konzept()
    with django_capture_on_commit_callbacks(execute=True):
        factories.titelbild(one)
        left = factories.titelbild(other)
        remove_picture(one)

    assert left.open(left.width).read()


# --- Who gets it --------------------------------------------------------------


def test_it_is_handed_out_as_what_it_is_and_may_be_kept(client):
    row = factories.titelbild(factories.baustein())

    for each in row.files:
        answer = client.get(row.url_of(each["width"]))
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "image/webp"
        assert "public" in answer.headers["Cache-Control"]
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        with Image.open(BytesIO(b"".join(answer))) as image:
            assert image.width == each["width"]
    assert client.get(row.url_of(99)).status_code == 404


def test_that_of_a_draft_is_as_private_as_the_draft(client):
    konzept = factories.konzept(status="draft")
    url = factories.titelbild(konzept).src

    assert client.get(url).status_code == 404
    client.force_login(factories.staff(factories.konzept(), role="redaktion"))
    assert client.get(url).status_code == 404
    client.force_login(factories.staff(konzept, role="redaktion"))
    answer = client.get(url)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_draft_with_the_same_picture_takes_it_from_nobody(client):
    draft, public = factories.konzept(status="draft"), factories.konzept()
    factories.titelbild(draft)
    row = factories.titelbild(public)
    client.force_login(factories.superuser())

    assert "public" in client.get(row.src).headers["Cache-Control"]


def test_without_its_file_it_is_not_there(client):
    row = factories.titelbild(factories.konzept())
    for each in row.files:
        default_storage.delete(each["name"])

    assert client.get(row.src).status_code == 404


# --- On the pages -------------------------------------------------------------


def figures(client, url):
    return html.fromstring(client.get(url).content).xpath("//figure[@class='picture']")


@pytest.fixture
def rows(open_phase):
    baustein = open_phase
    return [baustein.strategie.konzept, baustein.strategie, baustein]


@pytest.fixture
def open_phase():
    return factories.open_baustein()


def test_each_page_shows_its_own_with_words_sizes_and_credit(client, rows):
    for number, row in enumerate(rows):
        factories.titelbild(
            row,
            file=factories.photo((900, 600), colour=f"#{number}{number}{number}"),
            alt=f"Bild {number} von „hier“ <b>",
            caption="Unterschrift",
            credit="J. Wuttke",
        )
    for number, row in enumerate(rows):
        (figure,) = figures(client, row.get_absolute_url())
        (img,) = figure.xpath(".//img")
        assert img.get("alt") == f"Bild {number} von „hier“ <b>"
        assert (img.get("width"), img.get("height")) == ("900", "600")
        assert img.get("srcset").count("w,") == 2
        assert img.get("sizes")
        assert " ".join(figure.text_content().split()) == "Unterschrift · Bild: J. Wuttke"


def test_pages_without_one_have_no_figure(client, rows):
    for url in ["/", *(row.get_absolute_url() for row in rows)]:
        assert not figures(client, url)


def test_the_start_page_takes_that_of_what_is_open_or_of_its_konzept(client, rows):
    konzept, strategie, _baustein = rows
    factories.titelbild(konzept, alt="Die Stadt")
    assert figures(client, "/")[0].xpath(".//img/@alt") == ["Die Stadt"]

    factories.titelbild(strategie, alt="Die Strategie")
    assert figures(client, "/")[0].xpath(".//img/@alt") == ["Die Strategie"]
