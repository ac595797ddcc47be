"""No room left where files are kept: people are told, nothing is left half written."""

import contextlib
import subprocess
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from PIL import Image

from municipality.models import Kommune
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def full(tmp_path):
    """A folder on a disk of its own with hardly any room; needs root."""
    folder = tmp_path / "volle-platte"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode:  # noqa: S603
        pytest.skip("A small disk can only be mounted by root.")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S603, S607


def fill(folder):
    """Leave no room; returns the file that takes it."""
    path = folder / "fremdes"
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    return path


def test_a_backup_without_room_says_what_to_do_and_leaves_nothing(full, settings, baustein):
    settings.BACKUP_DIR = full / "sicherungen"
    settings.BACKUP_DIR.mkdir()
    other = fill(full)

    with pytest.raises(CommandError, match=r"Der Speicher ist voll .*--keep"):
        call_command("backup", stdout=StringIO())
    assert list(settings.BACKUP_DIR.iterdir()) == []

    # Room for a part of it.
    other.unlink()
    with pytest.raises(CommandError, match=r"Der Speicher ist voll .*--keep"):
        call_command("backup", stdout=StringIO())
    assert list(settings.BACKUP_DIR.iterdir()) == []


def test_a_logo_without_room_is_no_mistake_of_ours_and_comes_with_the_next_try(
    full, settings, client
):
    settings.MEDIA_ROOT = full / "media"
    settings.MEDIA_ROOT.mkdir()
    other = fill(full)
    client.force_login(factories.superuser())
    client.raise_request_exception = False

    def save():
        picture = BytesIO()
        Image.effect_noise((64, 64), 100).convert("RGB").save(picture, "PNG")
        logo = SimpleUploadedFile("logo.png", picture.getvalue())
        data = {"name": "Lenzen", "logo": logo}
        return client.post(reverse("admin:municipality_kommune_add"), data)

    page = save()
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "30"
    assert 'value="Lenzen"' in page.text
    assert not Kommune.objects.exists()

    other.unlink()
    assert save().status_code == 302
    assert Kommune.objects.get().logo
