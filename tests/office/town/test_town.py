"""How the municipality appears is set on the desk."""

import pytest
from django.contrib.admin.models import LogEntry

from municipality.models import Kommune
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db

PAGE = "/schreibtisch/kommune/"


@pytest.fixture
def boss(client):
    person = factories.superuser()
    client.force_login(person)
    return person


def send(client, **fields):
    return client.post(PAGE, {**opened(client, PAGE), **fields})


def test_the_first_row_is_made_and_then_changed(client, boss, django_capture_on_commit_callbacks):
    for name in ("Elbhagen", "Neu-Elbhagen"):
        with django_capture_on_commit_callbacks(execute=True):
            assert send(client, name=name).status_code == 302

    assert Kommune.objects.get().name == "Neu-Elbhagen"
    assert "Neu-Elbhagen" in client.get("/").text
    assert LogEntry.objects.filter(user=boss).count() == 2


def test_a_colour_nobody_can_read_is_refused_and_the_rest_is_kept(client, boss):
    answer = send(client, name="Elbhagen", accent="#ffff00")

    assert answer.status_code == 422
    assert "zu schlecht zu lesen" in answer.text
    assert 'value="Elbhagen"' in answer.text
    assert not Kommune.objects.exists()


def test_two_do_not_overwrite_each_other(client, boss):
    send(client, name="Elbhagen")
    fields = opened(client, PAGE)
    Kommune.objects.update(name="Von ihr")

    answer = client.post(PAGE, {**fields, "name": "Von mir"})

    assert answer.status_code == 422
    assert "Von ihr" in answer.text
    assert Kommune.objects.get().name == "Von ihr"
