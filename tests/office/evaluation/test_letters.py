"""Answers by post: who wrote, one letter for each, and nothing of it anywhere else."""

import io
import uuid
from datetime import timedelta

import pypdfium2
import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document

from comments import actions as comment_actions
from comments.actions import Entry
from evaluation import actions
from evaluation.exports.letters import letters
from evaluation.models import Absender, Absenderbeitrag, Ausgabe, Auswertungsprotokoll
from strategies.documents.writing import FORMATS, write
from tests import factories
from tests.forms import opened
from tests.libreoffice import convert
from tests.opendocument import faults

ERNA = ("Erna Vogelsang", "Mühlgasse 4\n12345 Elbhagen")
KARL = ("Karl Unterberg", "Am Deich 9\n12345 Elbhagen")


@pytest.fixture
def write_in(auswertung, over, evaluator):
    """A function that enters a contribution, from somebody or from nobody."""

    def enter(text, sender=None):
        day = timezone.localdate(auswertung.kommentierphase.starts_at)
        entry = Entry(baustein=over, channel="brief", received_on=day, text=text)
        return actions.enter(
            auswertung, entry, by=evaluator, idempotency_key=uuid.uuid4(), sender=sender
        )

    return enter


@pytest.fixture
def answered(auswertung, write_in, kommentar, evaluator, editor):
    """An edition: two letters of Erna's and one of Karl's are answered, one holds nothing."""
    first, second = write_in("Mehr Bänke bitte.", ERNA), write_in("Danke für alles.", ERNA)
    other = write_in("Bänke fehlen.", KARL)
    factories.released_anliegen(
        auswertung, [kommentar, first, other], by=evaluator, released_by=editor, title="Bänke"
    )
    actions.set_aside(auswertung, by=evaluator, kommentare=[second])
    return actions.publish(auswertung, by=editor)


@pytest.fixture
def address(auswertung):
    return f"/auswertung/{auswertung.pk}/briefe/"


@pytest.fixture
def at_the_desk(client, evaluator):
    client.force_login(evaluator)
    return client


def text_of(data):
    return "\n".join(row.text for row in Document(io.BytesIO(data)).paragraphs)


# --- Who wrote ---------------------------------------------------------------------------


def test_a_contribution_is_entered_with_its_sender_and_the_next_of_the_same_letter_too(
    at_the_desk, auswertung, over
):
    page = f"/auswertung/{auswertung.pk}/erfassen/"
    day = timezone.localdate(auswertung.kommentierphase.starts_at)
    sent = {
        **opened(at_the_desk, page), "channel": "brief", "received_on": day.isoformat(),
        "baustein": over.pk, "text": "Mehr Bänke.", "sender_name": " Erna  Vogelsang ",
        "sender_address": "Mühlgasse 4 \r\n\r\n12345 Elbhagen\r\n", "noch_einer": "1",
    }  # fmt: skip

    response = at_the_desk.post(page, sent)

    row = Absender.objects.get()
    assert (row.name, row.address) == ERNA
    again = opened(at_the_desk, response.url)
    assert again["sender_name"] == ["Erna Vogelsang"]
    at_the_desk.post(page, {**sent, **again, "text": "Und Papierkörbe.", "channel": "brief",
                            "received_on": day.isoformat(), "baustein": over.pk})  # fmt: skip
    assert Absender.objects.get().beitraege.count() == 2


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"sender_name": "Erna"}, "Ohne Anschrift kommt keine Antwort an."),
        ({"sender_address": "Mühlgasse 4"}, "an wen die Antwort geht"),
    ],
)
def test_half_a_sender_gets_a_sentence(at_the_desk, auswertung, fields, sentence):
    response = at_the_desk.post(f"/auswertung/{auswertung.pk}/erfassen/", fields)

    assert response.status_code == 422
    assert sentence in response.text


def test_a_sender_is_entered_later_and_changed_for_all_theirs(at_the_desk, write_in, address):
    first, second = write_in("Eins."), write_in("Zwei.")
    page = at_the_desk.get(address)
    assert f"/auswertung/beitrag/{first.pk}/absender/" in page.text
    for row in (first, second):
        at_the_desk.post(
            f"/auswertung/beitrag/{row.pk}/absender/", {"name": ERNA[0], "address": ERNA[1]}
        )
    assert Absender.objects.get().beitraege.count() == 2

    form = f"/auswertung/beitrag/{first.pk}/absender/"
    at_the_desk.post(form, {**opened(at_the_desk, form), "name": "Erna Vogel"})

    assert Absenderbeitrag.objects.get(kommentar=second).absender.name == "Erna Vogel"
    lines = Auswertungsprotokoll.objects.filter(action="senders")
    assert lines.count() == 3
    assert not lines.filter(details__contains="Erna").exists()


def test_two_who_change_a_sender_learn_of_each_other(at_the_desk, client, write_in, editor):
    row = write_in("Eins.", ERNA)
    form = f"/auswertung/beitrag/{row.pk}/absender/"
    mine = opened(at_the_desk, form)
    actions.change_sender(Absender.objects.get(), by=editor, name="Erna Vogel", address=ERNA[1])

    response = at_the_desk.post(form, {**mine, "name": "Erna Sang"})

    assert response.status_code == 422
    assert Absender.objects.get().name == "Erna Vogel"


def test_changed_into_somebody_who_is_there_they_become_one(write_in, editor):
    write_in("Eins.", ERNA)
    write_in("Zwei.", KARL)

    row = Absender.objects.get(name=KARL[0])
    actions.change_sender(row, by=editor, name=ERNA[0], address=ERNA[1])

    assert Absender.objects.get().beitraege.count() == 2


def test_a_contribution_from_the_platform_has_no_sender(at_the_desk, kommentar, auswertung):
    assert at_the_desk.get(f"/auswertung/beitrag/{kommentar.pk}/absender/").status_code == 404


# --- The letters -------------------------------------------------------------------------


def test_each_sender_gets_one_letter_with_all_contributions_and_answers(
    at_the_desk, address, answered, evaluator
):
    response = at_the_desk.post(address, {"format": "docx"})

    text = text_of(response.content)
    erna, karl = text.index(ERNA[0]), text.index(KARL[0])
    assert text.count("Guten Tag") == 2
    assert erna < text.index("„Mehr Bänke bitte.“") < text.index("„Danke für alles.“") < karl
    assert text.index("„Bänke fehlen.“") > karl
    assert text.count("Zum Anliegen „Bänke“: Das nehmen wir mit") == 2
    assert "Er enthält nichts, worüber zu entscheiden war." in text
    assert "no-store" in response["Cache-Control"]
    line = Auswertungsprotokoll.objects.get(action="letters")
    assert line.by == evaluator


def test_what_moderation_hid_is_not_repeated(answered, moderator):
    row = Absenderbeitrag.objects.get(absender__name=KARL[0]).kommentar
    comment_actions.hide(row, by=moderator, ground="werbung", statement="Nichts als Werbung.")

    text = text_of(write(letters(answered), "docx"))

    assert "Bänke fehlen." not in text
    assert "Dieser Beitrag ist nicht öffentlich." in text


def test_before_publication_there_are_none(at_the_desk, address, write_in):
    write_in("Eins.", ERNA)

    response = at_the_desk.post(address, {"format": "docx"})

    assert response.status_code == 422
    assert "sobald das Ergebnis veröffentlicht ist" in response.text


def test_without_a_sender_a_sentence_says_so(at_the_desk, ausgabe):
    response = at_the_desk.post(f"/auswertung/{ausgabe.auswertung_id}/briefe/", {"format": "docx"})

    assert response.status_code == 422
    assert "kein Absender" in response.text


@pytest.mark.programs
@pytest.mark.parametrize("format", FORMATS)
def test_each_letter_begins_on_a_page_of_its_own(answered, tmp_path, format):
    data = write(letters(answered), format)
    assert format == "docx" or faults(data) == []
    (tmp_path / f"a.{format}").write_bytes(data)
    convert([tmp_path / f"a.{format}"], tmp_path, "pdf")

    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    pages = [page.get_textpage().get_text_range() for page in document]

    assert len(pages) == 2
    for page, (name, address) in zip(pages, (ERNA, KARL), strict=True):
        assert name in page
        assert address.splitlines()[1] in page


def test_they_cost_the_same_for_many(answered, auswertung, write_in):
    costs = []
    for number in range(3):
        write_in(f"Noch einer {number}.", (f"Person {number}", "Weg 1"))
        with CaptureQueriesContext(connection) as counted:
            letters(answered)
        costs.append(len(counted))

    assert costs[0] == costs[2]


# --- For whom, and for how long ----------------------------------------------------------


@pytest.mark.parametrize("role", ["moderation", "fachamt", "auswertung", "redaktion"])
@pytest.mark.parametrize("here", [True, False])
def test_they_are_for_who_evaluates_here(client, answered, address, role, here):
    konzept = answered.auswertung.strategie.konzept if here else factories.konzept()
    client.force_login(factories.staff(konzept, role=role))
    row = Absenderbeitrag.objects.first().kommentar_id
    may = here and role in ("auswertung", "redaktion")

    assert client.get(address).status_code == (200 if may else 404)
    assert client.post(address, {"format": "odt"}).status_code == (200 if may else 404)
    status = client.get(f"/auswertung/beitrag/{row}/absender/").status_code
    assert status == (200 if may else 404)
    assert Auswertungsprotokoll.objects.filter(action="letters").exists() == may


def test_evaluating_without_the_permission_is_not_enough(client, answered, address, evaluator):
    permission = Permission.objects.get(codename="export_internal")
    evaluator.groups.get().permissions.remove(permission)
    client.force_login(evaluator)
    row = Absenderbeitrag.objects.first().kommentar_id

    assert client.get(address).status_code == 404
    assert client.post(address, {"format": "docx"}).status_code == 404
    assert client.get(f"/auswertung/beitrag/{row}/absender/").status_code == 404
    page = client.get(f"/auswertung/{answered.auswertung_id}/erfassen/", {"wie": row})
    assert ERNA[0] not in page.text


def test_nothing_of_it_is_public(client, answered):
    strategie = answered.auswertung.strategie
    path = f"/konzepte/{strategie.konzept.slug}/{strategie.slug}"
    data = f"{path}/daten/beitraege.json"
    row = Absenderbeitrag.objects.first().kommentar
    table = f"{answered.get_absolute_url()}abwaegung.odt"
    pages = (answered.get_absolute_url(), answered.get_document_url(), row.get_absolute_url())
    for address in (*pages, data, table):
        response = client.get(address, follow=True)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert b"Vogelsang" not in body, address


def test_they_are_deleted_after_the_letters_are_sent(at_the_desk, address, answered):
    assert at_the_desk.post(address, {"vergessen": "1"}).status_code == 422
    assert Absender.objects.exists()

    at_the_desk.post(address, {"vergessen": "1", "bestaetigt": "1"})

    assert not Absender.objects.exists()
    assert Auswertungsprotokoll.objects.filter(action="senders").exists()


def test_half_a_year_after_publication_they_go_by_themselves(answered):
    call_command("purge", verbosity=0)
    assert Absender.objects.count() == 2

    long_ago = timezone.now() - timedelta(days=190)
    Ausgabe.objects.update(published_at=long_ago)
    call_command("purge", verbosity=0)

    assert not Absender.objects.exists()


def test_the_page_costs_the_same_for_many(at_the_desk, address, write_in):
    costs = []
    for number in range(3):
        write_in(f"Eins {number}.", (f"Person {number}", "Weg 1"))
        write_in(f"Ohne {number}.")
        with CaptureQueriesContext(connection) as counted:
            at_the_desk.get(address)
        costs.append(len(counted))

    assert costs[0] == costs[2]
