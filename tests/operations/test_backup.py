"""„manage.py backup“ and „restore“: destroy everything, bring it back, on both databases."""

import threading
import zipfile
from contextlib import closing, contextmanager, suppress
from io import StringIO

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from accounts.actions import delete_account
from accounts.models import Sitzung, User
from comments.actions import ActionRefused
from comments.actions.counters import recount
from comments.models import Kommentar
from operations import backups, deletions
from operations.archive import MANIFEST
from strategies.models import Dokument
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def backup(**options):
    call_command("backup", stdout=StringIO(), **options)
    return backups.backups()[-1][1]


def restore(path):
    output = StringIO()
    call_command("restore", str(path), yes=True, stdout=output)
    return output.getvalue()


def destroy():
    """Leave a database without one table, as on a new server, and no files."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys = OFF")
        for table in connection.introspection.table_names():
            cascade = "CASCADE" if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TABLE "{table}" {cascade}')
    connection.close()
    for path in settings.MEDIA_ROOT.rglob("*.pdf"):
        path.unlink()


@contextmanager
def people_posting(baustein):
    """Let somebody write one comment after the other until the block is over."""
    author, enough, started = factories.user(), threading.Event(), threading.Event()

    def post():
        with closing(connection):
            while not enough.is_set():
                # While everything is replaced, some are told that it did not work.
                with suppress(DatabaseError, ActionRefused):
                    factories.comment(baustein, author)
                started.set()

    thread = threading.Thread(target=post)
    thread.start()
    started.wait(30)
    try:
        yield
    finally:
        enough.set()
        thread.join(30)


@pytest.fixture
def baustein():
    return factories.open_baustein()


@pytest.fixture
def document(baustein):
    row = Dokument(konzept=baustein.strategie.konzept, title="INSEK", filename="insek.pdf", size=4)
    row.file.save("insek.pdf", ContentFile(b"%PDF"))
    return row


def test_everything_is_back_after_it_was_destroyed_though_people_went_on_writing(
    baustein, document
):
    before = factories.comment(baustein, text="Vor der Sicherung.")
    with people_posting(baustein):
        path = backup()
    written = Kommentar.objects.count()
    after = factories.comment(baustein, text="Nach der Sicherung.")

    destroy()
    restore(path)

    assert Kommentar.objects.get(pk=before.pk).text == "Vor der Sicherung."
    assert not Kommentar.objects.filter(pk=after.pk).exists()
    assert 2 <= Kommentar.objects.count() <= written
    # One moment's state: no comment without what was counted with it.
    assert not list(recount())
    assert Dokument.objects.get().file.read() == b"%PDF"
    # And it goes on.
    factories.comment(baustein)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="Only PostgreSQL counts its rows.")
def test_postgresql_finds_its_ways_at_once_after_a_restore(baustein):
    factories.comment(baustein)
    restore(backup())

    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'comments_kommentar'")
        assert cursor.fetchone() == (1,)


def test_a_running_installation_goes_back_while_people_write(baustein):
    stays = factories.comment(baustein, text="Bleibt.")
    path = backup()
    goes = factories.comment(baustein, text="Geht.")

    with people_posting(baustein):
        restore(path)

    assert Kommentar.objects.filter(pk=stays.pk).exists()
    assert not Kommentar.objects.filter(text=goes.text).exists()
    assert not list(recount())


def test_who_deleted_their_account_since_stays_deleted(baustein):
    leaves, withdraws = factories.user("Deichläufer"), factories.user("Möwe")
    stays = factories.user()
    works = factories.staff(baustein.strategie.konzept, role="moderation")
    for person in (leaves, withdraws, stays):
        factories.comment(baustein, person, text=f"Von {person.pseudonym}.")
    path = backup()
    delete_account(leaves, withdraw=False)
    delete_account(withdraws, withdraw=True)
    works.zustaendigkeiten.all().delete()
    delete_account(works, withdraw=False)

    destroy()
    assert "wieder gelöscht: 3" in restore(path)

    assert list(User.objects.all()) == [stays]
    assert {row.text for row in Kommentar.objects.all()} == {
        "Von Deichläufer.", "", f"Von {stays.pseudonym}.",
    }  # fmt: skip
    assert set(Kommentar.objects.values_list("author", flat=True)) == {None, stays.pk}


def test_a_number_that_was_given_away_again_is_another_person():
    gone = factories.user()
    number = gone.pk
    delete_account(gone, withdraw=False)
    newcomer = factories.user(pk=number)

    assert deletions.repeat() == 0
    assert User.objects.filter(pk=newcomer.pk).exists()


def test_what_is_remembered_of_a_deletion_names_nobody(resident):
    delete_account(resident, withdraw=False)

    (file,) = settings.BACKUP_DIR.iterdir()
    text = file.read_text()
    assert "Deichläufer" not in text
    assert "example.org" not in text
    assert file.stat().st_mode & 0o077 == 0


def test_after_a_restore_everybody_has_to_sign_in_again(client, resident):
    client.force_login(resident)
    path = backup()

    restore(path)

    assert not Sitzung.objects.exists()


def test_a_backup_is_for_its_owner_alone_and_nothing_else_is_left(baustein):
    path = backup()

    assert path.stat().st_mode & 0o077 == 0
    assert settings.BACKUP_DIR.stat().st_mode & 0o077 == 0
    assert list(settings.BACKUP_DIR.iterdir()) == [path]


def test_only_so_many_are_kept_and_deletions_as_long_as_a_backup_is_older(monkeypatch):
    settings.BACKUP_DIR.mkdir()
    for day in ("2026-01-05", "2026-02-05", "2026-03-05"):
        (settings.BACKUP_DIR / f"mitreden-{day}T030000Z.zip").touch()
    for month in ("2026-01", "2026-02", "2026-03"):
        (settings.BACKUP_DIR / f"geloeschte-konten-{month}.jsonl").touch()
    own = settings.BACKUP_DIR / "mitreden-vor-dem-umzug.zip"
    own.touch()

    new = backup(keep=2)

    assert {path.name for path in settings.BACKUP_DIR.iterdir()} == {
        new.name, own.name, "mitreden-2026-03-05T030000Z.zip", "geloeschte-konten-2026-03.jsonl",
    }  # fmt: skip


def test_a_clock_that_ran_ahead_costs_no_backup():
    settings.BACKUP_DIR.mkdir()
    ahead = settings.BACKUP_DIR / "mitreden-2999-01-05T030000Z.zip"
    ahead.touch()

    call_command("backup", keep=1, stdout=StringIO())

    assert len(backups.backups()) == 2
    assert ahead.exists()


def refusal(path, **options):
    with pytest.raises(CommandError) as error:
        call_command("restore", str(path), stdout=StringIO(), **options)
    return str(error.value)


@pytest.fixture
def archive(document):
    return backup()


def test_a_file_that_is_missing_or_something_else_is_refused(tmp_path):
    foreign = tmp_path / "urlaub.zip"
    with zipfile.ZipFile(foreign, "w") as file:
        file.writestr("strand.jpg", "…")
    noise = tmp_path / "rauschen.zip"
    noise.write_bytes(b"\0" * 500)

    assert "gibt es nicht" in refusal(tmp_path / "fort.zip", yes=True)
    assert "keine Sicherung dieser Plattform" in refusal(foreign, yes=True)
    assert "beschädigt oder keine Sicherung" in refusal(noise, yes=True)


def test_a_damaged_archive_is_refused_and_nothing_changes(archive, baustein):
    factories.comment(baustein, text="Bleibt.")
    whole = archive.read_bytes()
    middle = len(whole) // 3

    archive.write_bytes(whole[:middle])
    assert "beschädigt" in refusal(archive, yes=True)
    archive.write_bytes(whole[:middle] + bytes(64) + whole[middle + 64 :])
    assert "beschädigt" in refusal(archive, yes=True)
    assert Kommentar.objects.get().text == "Bleibt."


def rewritten(archive, change):
    """The archive with its members changed by ``change``, a function of {name: bytes}."""
    with zipfile.ZipFile(archive) as file:
        members = {name: file.read(name) for name in file.namelist()}
    change(members)
    with zipfile.ZipFile(archive, "w") as file:
        for name, data in members.items():
            file.writestr(name, data)
    return archive


def test_what_does_not_match_the_manifest_is_refused(archive):
    def swap(members):
        members["media/dokumente/insek.pdf"] = b"%PDX"

    def add(members):
        members["media/../../angriff.sh"] = b"rm"

    assert "beschädigt" in refusal(rewritten(archive, swap), yes=True)
    assert "unvollständig" in refusal(rewritten(archive, add), yes=True)


def test_an_archive_of_another_database_or_a_newer_version_is_refused(archive):
    def other(members):
        mine, others = connection.vendor.encode(), b"oracle"
        members[MANIFEST] = members[MANIFEST].replace(mine, others)

    def newer(members):
        members[MANIFEST] = members[MANIFEST].replace(b"0001_initial", b"0999_morgen")

    assert "DATABASE_URL" in refusal(rewritten(archive, other), yes=True)
    archive.unlink()
    assert "neueren Version" in refusal(rewritten(backup(), newer), yes=True)


def test_without_a_yes_nothing_is_overwritten(archive, baustein, monkeypatch):
    factories.comment(baustein)
    monkeypatch.setattr("builtins.input", lambda prompt: "nein")

    assert "Nichts geändert" in refusal(archive)
    assert Kommentar.objects.exists()


def test_a_missing_program_is_named(monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite needs no program.")
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(CommandError, match="apt install postgresql-client"):
        backup()
    assert not backups.backups()
