"""The sign of the municipality where browsers look for one by themselves."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from PIL import Image

from municipality.current import KEY
from municipality.models import Kommune

pytestmark = pytest.mark.django_db
RED = (200, 0, 0)


def logo(width, height):
    target = BytesIO()
    Image.new("RGB", (width, height), RED).save(target, "PNG")
    kommune = Kommune(logo_width=width, logo_height=height)
    kommune.logo.save("a.png", ContentFile(target.getvalue()), save=False)
    cache.set(KEY, kommune)
    return kommune


def picture(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert "max-age=86400" in response.headers["Cache-Control"]
    return response.headers["Content-Type"], Image.open(BytesIO(response.content))


def colours(image):
    return {colour for _number, colour in image.convert("RGB").getcolors(100_000)}


def test_without_a_logo_the_platforms_own_sign_is_there(client):
    kind, icon = picture(client, "/favicon.ico")
    assert (kind, icon.format) == ("image/x-icon", "ICO")
    assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}

    for address in ("/apple-touch-icon.png", "/apple-touch-icon-precomposed.png"):
        kind, icon = picture(client, address)
        assert (kind, icon.format, icon.size) == ("image/png", "PNG", (180, 180))
        assert icon.mode == "RGB"
        assert icon.getpixel((0, 0)) != (255, 255, 255)


@pytest.mark.parametrize("size", [(128, 128), (128, 90), (1, 1)])
def test_a_logo_that_can_be_told_at_that_size_is_the_sign(client, size):
    logo(*size)

    assert RED in colours(picture(client, "/favicon.ico")[1])
    touch = picture(client, "/apple-touch-icon.png")[1]
    assert RED in colours(touch)
    assert touch.getpixel((0, 0)) == (255, 255, 255)


def test_a_wide_logo_is_whole_on_a_home_screen_and_no_stroke_in_a_tab(client):
    logo(640, 64)

    assert RED not in colours(picture(client, "/favicon.ico")[1])
    assert RED in colours(picture(client, "/apple-touch-icon.png")[1])


def test_a_logo_whose_file_is_gone_breaks_nothing(client):
    kommune = logo(100, 100)
    kommune.logo.storage.delete(kommune.logo.name)

    assert RED not in colours(picture(client, "/favicon.ico")[1])


def test_pages_and_manifest_name_the_sign_and_the_platform(client):
    assert '<link rel="apple-touch-icon" href="/apple-touch-icon.png">' in client.get("/").text
    assert client.get("/site.webmanifest").json()["id"] == "/"


def test_no_gate_holds_it_back(client, settings):
    settings.MAINTENANCE = True

    for address in ("/favicon.ico", "/apple-touch-icon.png", "/.well-known/security.txt"):
        assert client.get(address).status_code == 200
