"""Fields that no form has: what is sent along sets nothing."""

import uuid

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import User
from comments.models import Beschwerde, Bewertung, Kommentar, Meldung
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def smuggled(world):
    """What somebody would like to set, under every name it could have."""
    other, elsewhere = factories.user(), factories.open_baustein()
    phase = elsewhere.strategie.kommentierphasen.get()
    return {
        "id": 4711, "pk": 4711, "status": "published", "official_office": "Bürgermeisteramt",
        "office": "Bürgermeisteramt", "is_official": "1", "author": other.pk,
        "author_id": other.pk, "user": other.pk, "user_id": other.pk, "by": other.pk,
        "kommentierphase": phase.pk, "kommentierphase_id": phase.pk,
        "baustein": elsewhere.pk, "baustein_id": elsewhere.pk, "fassung": elsewhere.fassung_id,
        "root": world.hidden.pk, "depth": 7, "created_at": "2001-01-01", "up_count": 99,
        "published_at": "2001-01-01", "hold_reason": "", "read_at": "2001-01-01",
        "locked_at": "", "moved_from": elsewhere.pk, "report_count": 0, "reporter_key": "fremd",
        "entscheidung": 1, "decided_by": other.pk, "automated": "on", "language": "xx",
        "is_staff": "on", "is_superuser": "on", "groups": "1", "password": "x",
    }  # fmt: skip


def as_it_should_be(kommentar, author, baustein):
    assert kommentar.pk != 4711
    assert (kommentar.author, kommentar.baustein_id) == (author, baustein.pk)
    assert kommentar.fassung_id == baustein.fassung_id
    assert kommentar.kommentierphase == baustein.strategie.kommentierphasen.get()
    assert (kommentar.official_office, kommentar.up_count) == ("", 0)
    assert kommentar.created_at.year > 2001
    assert kommentar.published_at is None or kommentar.published_at.year > 2001
    assert (kommentar.read_at, kommentar.moved_from) == (None, None)


@pytest.mark.parametrize("parent", [False, True])
def test_a_comment_and_a_reply(client, world, resident, smuggled, parent):
    world.baustein.strategie.kommentierphasen.update(release="after_review")
    client.force_login(resident)
    address = (
        f"/kommentare/{world.kommentar.pk}/antworten/"
        if parent
        else world.baustein.get_absolute_url()
    )
    data = {"text": "Ehrlich.", "category": "kritik", "idempotency_key": uuid.uuid4()}

    assert client.post(address, {**smuggled, "parent": world.hidden.pk, **data}).status_code == 302

    kommentar = Kommentar.objects.get(text="Ehrlich.")
    as_it_should_be(kommentar, resident, world.baustein)
    assert kommentar.is_pending
    assert kommentar.parent == (world.kommentar if parent else None)
    assert kommentar.depth == (1 if parent else 0)


def test_an_edit(client, world, smuggled):
    client.force_login(world.author)
    data = {**smuggled, "text": "Geändert.", "category": "kritik"}

    client.post(f"/kommentare/{world.kommentar.pk}/bearbeiten/", data)

    kommentar = Kommentar.objects.get(text="Geändert.")
    assert kommentar.pk == world.kommentar.pk
    as_it_should_be(kommentar, world.author, world.baustein)


def test_a_vote(client, world, resident, smuggled):
    client.force_login(resident)

    client.post(f"/kommentare/{world.kommentar.pk}/bewerten/", {**smuggled, "value": 1})

    bewertung = Bewertung.objects.get()
    assert (bewertung.user, bewertung.kommentar, bewertung.value) == (resident, world.kommentar, 1)
    for value in (2, -99, "1e3", "", "NaN"):
        client.post(f"/kommentare/{world.kommentar.pk}/bewerten/", {"value": value})
    world.kommentar.refresh_from_db()
    assert (world.kommentar.up_count, world.kommentar.down_count) == (1, 0)


def test_a_report(client, world, resident, smuggled):
    client.force_login(resident)
    data = {**smuggled, "ground": "hass", "explanation": "Weil.", "email": "fremd@example.org"}

    client.post(f"/kommentare/{world.kommentar.pk}/melden/", {**data, "kommentar": world.hidden.pk})

    meldung = Meldung.objects.get()
    assert (meldung.kommentar, meldung.user) == (world.kommentar, resident)
    assert (meldung.entscheidung, meldung.email, meldung.language) == (None, "", "de")
    assert meldung.reporter_key == f"user-{resident.pk}"


def test_a_complaint(client, world, smuggled):
    data = {**smuggled, "text": "Nein.", "status": "upheld", "statement": "Ja."}

    client.post(factories.complaint_address(world.hidden), data)

    beschwerde = Beschwerde.objects.get(text="Nein.")
    assert beschwerde.entscheidung.kommentar == world.hidden
    assert (beschwerde.status, beschwerde.decided_by, beschwerde.statement) == ("open", None, "")


def test_signing_in(client, db, smuggled, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/konto/anmelden/", {**smuggled, "email": "neu@example.org"})
    code = mail.outbox[-1].subject.rpartition(" ")[2]
    client.post("/konto/anmelden/code/", {**smuggled, "code": code, "action": "verify"})
    client.post("/konto/anmelden/name/", {**smuggled, "pseudonym": "Neue Person"})

    person = User.objects.get(email="neu@example.org")
    assert (person.is_staff, person.is_superuser, person.groups.count()) == (False, False, 0)
    assert not person.has_usable_password()


@pytest.mark.parametrize("name", ["account_pseudonym", "account_email", "account_delete"])
def test_ones_own_account(client, resident, smuggled, name):
    client.force_login(resident)
    before = User.objects.filter(pk=resident.pk).values().get()
    data = {**smuggled, "pseudonym": "Wattwanderin", "email": "neu@example.org", "comments": "keep"}

    assert client.post(reverse(name), data).status_code == 302

    changed = {"pseudonym", "pseudonym_key", "folded"} if name == "account_pseudonym" else set()
    after = User.objects.filter(pk=resident.pk).values().get()
    assert {field for field in before if before[field] != after[field]} == changed
    assert resident.groups.count() == 0


def test_a_moderators_decision_is_theirs_and_about_this_comment(client, world, smuggled):
    from comments.decisions.base import present_stand

    client.force_login(world.moderator)
    data = {**smuggled, "kommentar": world.hidden.pk, "konzept": 1, "affected": 1, "action": "keep"}
    data |= {"seen": present_stand(world.kommentar), "verbergen-ground": "hass"}
    data["verbergen-statement"] = "Hetze."

    client.post(f"/moderation/kommentar/{world.kommentar.pk}/verbergen/", data)

    entscheidung = world.kommentar.entscheidungen.get()
    assert (entscheidung.action, entscheidung.by) == ("hide", world.moderator)
    assert (entscheidung.affected, entscheidung.konzept) == (world.author, world.konzept)
    assert (entscheidung.automated, entscheidung.until) == (False, None)
