"""Handing in a document, having it read, stopping that, beginning again."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from strategies import einlesungen
from strategies.documents import child
from strategies.models import Einlesung, Konzept, Strategie
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = "# Strategie 1: Mitte\n\n## Leitziel 1: Wege\n\nKurze Wege.\n"
# What takes longer to read than any of these tests waits.
LONG = ("# Mitte\n\n" + "**a** *b* [c](https://example.org) `d` " * 40 + "\n\n") * 900
START = "/schreibtisch/einlesen/"


@pytest.fixture
def konzept():
    return factories.konzept()


@pytest.fixture
def hand_in(client, konzept, django_capture_on_commit_callbacks):
    """Send a document; its reading runs at once, in a real child process."""

    def send(text=TEXT, name="plan.md", **data):
        file = SimpleUploadedFile(name, text.encode())
        data = {"target": konzept.pk, "document": file, **data}
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(START, data)

    return send


def stored():
    """What is kept of documents, but for the documents themselves."""
    if not default_storage.exists("einlesungen"):
        return []
    folders, _files = default_storage.listdir("einlesungen")
    return [
        name for folder in folders for name in default_storage.listdir(f"einlesungen/{folder}")[1]
    ]


def test_a_document_is_read_once_and_kept(client, editor, konzept, hand_in):
    answer = hand_in()

    row = Einlesung.objects.get()
    assert answer.url == row.get_absolute_url()
    assert (row.konzept, row.created_by, row.state) == (konzept, editor, "ready")
    assert sorted(stored()) == ["document.json", "dokument.md"]
    assert einlesungen.parsed_of(row).blocks
    assert not Strategie.objects.exists()
    assert client.get(answer.url).status_code == 200
    assert "plan.md" in client.get(START).text


def test_what_cannot_be_read_says_why_and_can_be_read_again(client, editor, hand_in):
    address = hand_in("PK", "plan.docx").url

    page = client.get(address).text
    assert "konnte nicht gelesen werden" in page
    row = Einlesung.objects.get()
    assert row.state == "failed"
    assert row.sentence in page
    assert stored() == ["dokument.docx"]
    assert f"{address}lesen/" in page


def test_a_failed_reading_keeps_what_was_decided(client, editor, konzept, hand_in):
    decided = {"levels": {"2": "leitziel"}}
    factories.einlesung(konzept, decisions=decided)

    hand_in("PK", "plan.docx")

    assert Einlesung.objects.first().state == "failed"
    assert Einlesung.objects.first().decisions == decided


def test_the_next_document_starts_with_what_was_decided_about_the_last(konzept, editor, hand_in):
    factories.einlesung(konzept, decisions={"levels": {"2": "leitziel"}})
    factories.einlesung(factories.konzept(), decisions={"levels": {"2": "handlungsfeld"}})

    hand_in()

    assert Einlesung.objects.first().decisions == {"levels": {"2": "leitziel"}}


def test_too_long_a_reading_leaves_a_sentence_and_nothing_else(client, editor, hand_in, settings):
    settings.DOCUMENT_LIMIT_SECONDS = 1
    hand_in(LONG)

    row = Einlesung.objects.get()
    assert row.state == "failed"
    assert "länger als 1 Sekunden" in row.sentence
    assert stored() == ["dokument.md"]


def test_a_reading_can_be_cancelled_while_it_runs(client, editor, konzept, monkeypatch):
    """Somebody presses the button while the worker waits for the child."""
    row = waiting(konzept, LONG)
    wait = child._wait

    def press_then_wait(*args):
        answer = client.post(f"{row.get_absolute_url()}abbrechen/", follow=True)
        assert "Abgebrochen" in answer.text
        wait(*args)

    monkeypatch.setattr(child, "_wait", press_then_wait)
    einlesungen.read(row.pk)

    row.refresh_from_db()
    assert row.state == "cancelled"
    assert stored() == ["dokument.md"]
    assert "wurde abgebrochen" in client.get(row.get_absolute_url()).text


def waiting(konzept, text=TEXT, **fields):
    row = factories.einlesung(konzept, state="waiting", **fields)
    for name in (child.RESULT, "dokument.md"):
        default_storage.delete(row.path_of(name))
    default_storage.save(row.path_of("dokument.md"), ContentFile(text.encode()))
    return row


def test_while_it_is_read_the_page_says_how_far_it_is(client, editor, konzept):
    row = waiting(konzept)
    assert "wartet darauf" in client.get(row.get_absolute_url()).text

    Einlesung.objects.update(state="reading", stage="pages", done=12, total=350)
    page = client.get(row.get_absolute_url())
    assert "Seite 12 von 350" in page.text
    assert "Stand neu laden" in page.text

    # The part that asks again and again becomes the next page.
    Einlesung.objects.update(state="ready")
    asks = {"HX-Request": "true", "HX-Target": "stand"}
    answer = client.get(row.get_absolute_url(), headers=asks)
    assert answer.headers["HX-Refresh"] == "true"


@pytest.mark.parametrize("name", ["desk", "plan"])
def test_what_is_not_kept_any_more_can_be_handed_in_again(client, editor, konzept, name):
    row = factories.einlesung(konzept)
    default_storage.delete(row.path_of(child.RESULT))

    page = client.get(reverse(f"importing:{name}", args=[row.pk]), follow=True)

    assert "liegt nicht mehr vor" in page.text


def test_what_nobody_reads_any_more_can_be_read_again(
    client, editor, konzept, django_capture_on_commit_callbacks
):
    row = waiting(konzept)
    Einlesung.objects.update(state="reading")
    address = f"{row.get_absolute_url()}lesen/"
    assert "wird schon gelesen" in client.post(address, follow=True).text

    Einlesung.objects.update(changed_at=timezone.now() - timedelta(hours=1))
    assert "Seit einigen Minuten geht es nicht weiter" in client.get(row.get_absolute_url()).text
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address)
    row.refresh_from_db()
    assert row.state == "ready"


def test_a_task_done_twice_does_not_read_twice(konzept):
    row = factories.einlesung(konzept)
    einlesungen.read(row.pk)
    row.refresh_from_db()
    assert row.state == "ready"

    # Its worker died, and another one took the task up again.
    Einlesung.objects.update(state="reading", changed_at=timezone.now() - timedelta(hours=1))
    einlesungen.read(row.pk)
    row.refresh_from_db()
    assert row.state == "failed"


def test_what_is_missing_or_unreadable_is_told_at_the_field(client, editor, konzept, settings):
    settings.DOCUMENT_LIMIT_BYTES = 10
    page = client.post(START, {"target": konzept.pk})
    assert page.status_code == 422
    assert "document" in page.context["form"].errors
    for name, sentence in (("plan.md", "erlaubt sind höchstens"), ("plan.exe", "weder")):
        file = SimpleUploadedFile(name, b"# Strategie")
        page = client.post(START, {"target": konzept.pk, "document": file})
        assert sentence in page.context["form"].errors["document"][0]
    assert not Einlesung.objects.exists()


def test_an_editor_has_no_other_konzept_and_makes_none(client, editor, hand_in):
    other = factories.konzept()
    for target in (other.pk, "neu"):
        assert hand_in(target=target, title="Neu").status_code == 422
    assert not Einlesung.objects.exists()


def test_a_superuser_names_a_new_konzept_that_is_not_made_yet(client, konzept, hand_in):
    client.force_login(factories.superuser())
    page = hand_in(target="neu", title="  ")
    assert "title" in page.context["form"].errors
    page = hand_in(target="", title="")
    assert "Bitte wählen Sie das Konzept." in page.text
    page = hand_in(target="neu", title=konzept.title)
    assert "gibt es schon" in page.context["form"].errors["title"][0]

    address = hand_in(target="neu", title="INSEK  Elbhagen 2035").url

    row = Einlesung.objects.get()
    assert (row.konzept, row.title) == (None, "INSEK Elbhagen 2035")
    assert "INSEK Elbhagen 2035" in client.get(address).text
    assert Konzept.objects.count() == 1


def test_who_gives_a_title_means_a_new_konzept(client, hand_in):
    client.force_login(factories.superuser())

    assert hand_in(target="", title="INSEK Elbhagen 2035").status_code == 302


def test_pictures_are_for_those_who_decide_about_the_document(client, editor, konzept):
    row = factories.einlesung(konzept)
    sha256 = "0" * 64
    address = reverse("importing:picture", args=[row.pk, sha256])
    assert client.get(address).status_code == 404
    default_storage.save(row.path_of(sha256), factories.photo(format="PNG"))

    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    client.force_login(factories.staff(factories.konzept(), role="redaktion"))
    assert client.get(address).status_code == 404


def test_the_newest_decisions_of_a_konzept_outlive_their_document(konzept):
    old = factories.einlesung(konzept, decisions={"levels": {"1": "strategie"}})
    new = factories.einlesung(konzept, decisions={"levels": {"2": "leitziel"}})
    later = timezone.now() + einlesungen.KEPT + timedelta(hours=1)

    assert einlesungen.remove_old(later) == 2

    assert not Einlesung.objects.filter(pk=old.pk).exists()
    new.refresh_from_db()
    assert (new.state, new.has_file) == ("cancelled", False)
    assert stored() == []
    assert einlesungen.remove_old(later) == 0
