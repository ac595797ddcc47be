"""The editors' forms of pictures: upload, preview, replace, remove, and whose they are."""

from contextlib import suppress

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from strategies.models import Titelbild
from tests import factories
from tests.forms import opened, sent_by

pytestmark = pytest.mark.django_db

WORDS = {"alt": "Der Markt am Morgen.", "caption": "", "credit": "J. Wuttke"}


def address(row, kind="baustein"):
    return reverse("pictures:picture", args=[kind, row.pk])


@pytest.fixture
def baustein():
    return factories.baustein()


@pytest.fixture
def editor(client, baustein):
    person = factories.staff(baustein.strategie.konzept, role="redaktion")
    client.force_login(person)
    return person


def save(client, row, kind="baustein", **data):
    url = address(row, kind)
    return client.post(url, {**opened(client, url), **WORDS, **data})


def kept_uploads():
    with suppress(FileNotFoundError):
        return default_storage.listdir("einlesen")[1]
    return []


def test_an_editor_puts_a_picture_on_each_kind_of_page(client, editor, baustein):
    rows = {
        "konzept": baustein.strategie.konzept,
        "strategie": baustein.strategie,
        "baustein": baustein,
    }
    for kind, row in rows.items():
        answer = save(client, row, kind, file=factories.photo())
        assert answer.status_code == 302
        page = client.get(answer.url)
        assert "Das Bild ist gespeichert" in page.text
        assert Titelbild.objects.get(**{kind: row}).src in page.text
        assert "Bild: J. Wuttke" in client.get(row.get_absolute_url()).text
    assert LogEntry.objects.filter(user=editor, change_message__contains="Bild").count() == 3


@pytest.mark.parametrize("missing", ["alt", "credit"])
def test_description_and_credit_are_required_and_the_file_is_kept(
    client, editor, baustein, missing
):
    page = save(client, baustein, file=factories.photo(), **{missing: " "})

    assert page.status_code == 422
    assert not Titelbild.objects.exists()
    (preview,) = html.fromstring(page.text).xpath("//figure//img/@src")
    assert client.get(preview).headers["Content-Type"] == "image/webp"

    again = client.post(address(baustein), {**sent_by(page), **WORDS})

    assert again.status_code == 302
    assert Titelbild.objects.get().baustein_id == baustein.pk


def test_a_preview_saves_nothing_and_shows_it_as_readers_will_see_it(client, editor, baustein):
    page = save(client, baustein, file=factories.photo(), vorschau="1")

    assert page.status_code == 200
    assert "Vorschau, noch nicht gespeichert" in page.text
    assert "Bild: J. Wuttke" in page.text
    assert not Titelbild.objects.exists()


def test_what_was_sent_is_gone_from_the_server_once_it_is_saved(
    client, editor, baustein, django_capture_on_commit_callbacks
):
    page = save(client, baustein, file=factories.photo(), vorschau="1")
    assert len(kept_uploads()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(baustein), sent_by(page))

    assert kept_uploads() == []


def test_a_preview_is_for_who_sent_it(client, editor, baustein):
    page = save(client, baustein, file=factories.photo(), vorschau="1")
    (preview,) = html.fromstring(page.text).xpath("//figure//img/@src")

    client.force_login(factories.staff(baustein.strategie.konzept, role="redaktion"))
    assert client.get(preview).status_code == 404
    client.logout()
    assert client.get(preview).status_code == 302


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "Dieses Format nehmen wir nicht an."),
        (b"", "leer"),
        (factories.photo((100, 80)).read(), "Das Bild ist zu klein"),
    ],
)
def test_what_is_no_picture_is_refused_at_the_field_and_words_stay(
    client, editor, baustein, data, sentence
):
    page = save(client, baustein, file=ContentFile(data, name="foto.jpg"))

    assert page.status_code == 422
    assert sentence in page.text
    assert sent_by(page)["credit"] == ["J. Wuttke"]
    assert kept_uploads() == []


def test_without_a_file_there_is_nothing_to_save(client, editor, baustein):
    page = save(client, baustein)

    assert page.status_code == 422
    assert "Bitte wählen Sie ein Bild aus." in page.text


def test_words_change_without_choosing_the_picture_again(client, editor, baustein):
    before = factories.titelbild(baustein)

    assert save(client, baustein, alt="Der Markt am Abend.").status_code == 302
    after = Titelbild.objects.get()
    assert (after.alt, after.key, after.files) == ("Der Markt am Abend.", before.key, before.files)


def test_another_picture_takes_its_place(client, editor, baustein):
    before = factories.titelbild(baustein)

    save(client, baustein, file=factories.photo(colour="#880000"))

    after = Titelbild.objects.get()
    assert after.pk == before.pk
    assert after.key != before.key


def test_nobody_overwrites_unseen_what_somebody_else_saved(client, editor, baustein):
    url = address(baustein)
    stale = opened(client, url)
    factories.titelbild(baustein, alt="Von der Kollegin.")

    page = client.post(url, {**stale, **WORDS, "file": factories.photo(colour="#880000")})

    assert page.status_code == 422
    assert "hat jemand anderes hier etwas geändert" in page.text
    assert "Jemand anderes hat inzwischen ein anderes Bild gespeichert" in page.text
    assert "Von der Kollegin." in page.text
    assert Titelbild.objects.get().alt == "Von der Kollegin."

    assert client.post(url, sent_by(page)).status_code == 302
    assert Titelbild.objects.get().alt == WORDS["alt"]


def test_sent_twice_it_is_saved_once(client, editor, baustein):
    url = address(baustein)
    data = {**opened(client, url), **WORDS}
    for _time in range(2):
        assert client.post(url, {**data, "file": factories.photo()}).status_code == 302

    assert Titelbild.objects.count() == 1


def test_a_picture_is_removed(client, editor, baustein):
    row = factories.titelbild(baustein)
    client.post(address(baustein), {"entfernen": "1", "picture": row.key})

    assert not Titelbild.objects.exists()
    assert client.get(row.src).status_code == 404


def test_only_the_picture_one_has_seen_is_removed(client, editor, baustein):
    factories.titelbild(baustein)
    page = client.post(address(baustein), {"entfernen": "1", "picture": "0" * 16}, follow=True)

    assert "Nicht entfernt" in page.text
    assert Titelbild.objects.exists()


def test_other_konzepte_and_other_roles_have_no_form(client, baustein):
    konzept = baustein.strategie.konzept
    other = factories.baustein()
    for role in ("moderation", "auswertung", "fachamt"):
        client.force_login(factories.staff(konzept, role=role))
        assert client.get(address(baustein)).status_code == 404
    client.force_login(factories.staff(konzept, role="redaktion"))
    assert client.get(address(baustein)).status_code == 200
    for kind, row in (
        ("baustein", other),
        ("strategie", other.strategie),
        ("konzept", other.strategie.konzept),
    ):
        assert client.post(address(row, kind), {"entfernen": "1"}).status_code == 404


def test_the_list_shows_own_konzepte_with_what_is_in_them(client, editor, baustein):
    factories.titelbild(baustein)
    foreign = factories.konzept(title="Fremdes Konzept")

    page = client.get(reverse("pictures:start")).text

    assert address(baustein) in page
    assert page.count("noch kein Bild") == 2
    assert str(foreign) not in page
    assert reverse("pictures:start") in client.get("/schreibtisch/").text


def test_a_long_list_asks_no_more_than_a_short_one(client, editor, baustein):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(reverse("pictures:start"))
        return len(captured)

    factories.titelbild(baustein)
    one = queries()
    for _number in range(2):
        row = factories.baustein(strategie=baustein.strategie)
        factories.titelbild(row)
        factories.titelbild(factories.strategie(konzept=baustein.strategie.konzept))
    assert queries() == one
