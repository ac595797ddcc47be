import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts import groups
from strategies.models import Dokument, Konzept, Publikationsstatus, Zustaendigkeit
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db

INLINES = ("zustaendigkeiten", "dokumente")


@pytest.fixture
def konzept():
    return factories.konzept(title="INSEK Hier", status=Publikationsstatus.DRAFT)


@pytest.fixture
def admin_user(client):
    person = factories.superuser()
    client.force_login(person)
    return person


@pytest.fixture
def editor(client, konzept):
    person = factories.staff(konzept, role="redaktion")
    client.force_login(person)
    return person


def _form(konzept, **data):
    """What the browser sends: the Konzept's fields and the counts of its inline rows."""
    counts = {
        f"{inline}-{count}_FORMS": data.pop(f"{inline}_{count}".lower(), 0)
        for inline in INLINES
        for count in ("TOTAL", "INITIAL")
    }
    return {"title": konzept.title, "slug": konzept.slug, "kind": "insek", **counts, **data}


def _url(konzept):
    return reverse("admin:strategies_konzept_change", args=[konzept.pk])


def _opened(client, konzept, inline):
    """What the browser sends of a Konzept with one row of an inline: the first, or a new one."""
    data = opened(client, _url(konzept))
    return data | ({f"{inline}-TOTAL_FORMS": 1} if f"{inline}-TOTAL_FORMS" in data else {})


def _upload(client, konzept, name, content=b"Inhalt"):
    data = _opened(client, konzept, "dokumente")
    file = SimpleUploadedFile(name, content)
    row = {"title": "Beschlussfassung", "file": file, "position": 0}
    return client.post(_url(konzept), data | {f"dokumente-0-{k}": v for k, v in row.items()})


def _assign(client, konzept, person, role="moderation"):
    row = {"konzept": konzept.pk, "user": person.pk, "role": role, "office": "Bauamt"}
    data = _opened(client, konzept, "zustaendigkeiten")
    client.post(_url(konzept), data | {f"zustaendigkeiten-0-{k}": v for k, v in row.items()})


def _dismiss(client, konzept, person, role="moderation"):
    old = Zustaendigkeit.objects.get(konzept=konzept, user=person, role=role)
    row = {"id": old.pk, "konzept": konzept.pk, "user": person.pk, "role": role, "DELETE": "on"}
    data = _opened(client, konzept, "zustaendigkeiten")
    client.post(_url(konzept), data | {f"zustaendigkeiten-0-{k}": v for k, v in row.items()})


def test_a_new_konzept_gets_its_address_from_the_title(client, admin_user):
    empty = Konzept(title="Überörtliches Konzept 2035", slug="")
    client.post(reverse("admin:strategies_konzept_add"), _form(empty))
    assert Konzept.objects.get().slug == "ueberoertliches-konzept-2035"


def test_only_superusers_add_a_konzept(client, editor):
    assert client.get(reverse("admin:strategies_konzept_add")).status_code == 403


def test_editors_edit_but_do_not_decide_who_is_responsible(client, konzept, editor):
    other = factories.user()
    _assign(client, konzept, other, role="redaktion")
    assert not other.zustaendigkeiten.exists()
    assert "zustaendigkeiten-0-user" not in client.get(_url(konzept)).text
    client.post(_url(konzept), opened(client, _url(konzept)) | {"title": "INSEK Neu"})
    konzept.refresh_from_db()
    assert konzept.title == "INSEK Neu"
    assert konzept.status == Publikationsstatus.DRAFT


def test_assigning_somebody_lets_them_in(client, konzept, admin_user):
    person = factories.user()
    _assign(client, konzept, person)
    person.refresh_from_db()
    assert person.is_staff
    assert [group.name for group in person.groups.all()] == [groups.MODERATION]
    client.force_login(person)
    assert client.get(_url(konzept)).status_code == 200


def test_the_last_role_taken_takes_the_group(client, konzept, admin_user):
    person = factories.staff(konzept, role="moderation")
    other = factories.konzept()
    Zustaendigkeit.objects.create(konzept=other, user=person, role="moderation")
    _dismiss(client, konzept, person)
    assert Group.objects.get(name=groups.MODERATION) in person.groups.all()
    _dismiss(client, other, person)
    assert not person.groups.exists()


def test_a_document_is_offered_with_name_and_size(client, konzept, editor):
    _upload(client, konzept, "Beschluss 2026.PDF", b"12345")
    dokument = Dokument.objects.get()
    assert (dokument.filename, dokument.size, dokument.type) == ("Beschluss 2026.PDF", 5, "PDF")


@pytest.mark.parametrize("name", ["bericht.docm", "seite.html", "bild.svg", "ohne", "a.pdf.exe"])
def test_other_kinds_of_files_are_refused(client, konzept, editor, name):
    page = _upload(client, konzept, name).text
    assert "kann nicht angeboten werden. Möglich sind PDF, DOCX, ODT, MD, XLSX." in page
    assert not Dokument.objects.exists()


def test_a_document_that_is_too_large_is_refused(client, konzept, editor, settings):
    settings.DOCUMENT_LIMIT_BYTES = 4
    assert "ist zu groß" in _upload(client, konzept, "plan.pdf", b"12345").text
    assert not Dokument.objects.exists()


def test_a_document_taken_away_leaves_no_file(
    client, konzept, editor, django_capture_on_commit_callbacks
):
    _upload(client, konzept, "plan.pdf")
    dokument = Dokument.objects.get()
    storage, name = dokument.file.storage, dokument.file.name
    row = {"id": dokument.pk, "title": "Plan", "position": 0, "DELETE": "on"}
    data = _opened(client, konzept, "dokumente")
    data |= {f"dokumente-0-{key}": value for key, value in row.items()}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(_url(konzept), data)
    assert not Dokument.objects.exists()
    assert not storage.exists(name)


def test_the_address_stays_once_it_is_public(client, admin_user):
    published = factories.konzept()
    client.post(_url(published), opened(client, _url(published)) | {"slug": "anders"})
    published.refresh_from_db()
    assert published.slug != "anders"
