"""A table comes in: upload, report on every row, confirmation; all of it or nothing."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from comments.models import Kommentar
from strategies.documents.uploads import keep_upload
from tests import factories
from tests.evaluation.sheets.tables import as_csv, xlsx

from .pages import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(over):
    day = timezone.localdate() - timedelta(days=2)

    def build(text="Der Bus fährt nicht.", way="Brief"):
        return [way, day.strftime("%d.%m.%Y"), over.title, "", "", text]

    return build


def upload(desk, auswertung, data, name="beitraege.xlsx", follow=True):
    file = SimpleUploadedFile(name, data)
    return desk.send("einlesen", auswertung.pk, follow=follow, table=file)


def path(page):
    return page.redirect_chain[-1][0]


def test_what_is_in_order_is_shown_and_entered_once_confirmed(desk, auswertung, row):
    page = upload(desk, auswertung, xlsx(row(), row("Mehr Bänke.")))
    assert "Alle Zeilen sind in Ordnung." in page.text
    assert "Mehr Bänke." in page.text
    assert Kommentar.objects.count() == 1

    done = desk.client.post(path(page), follow=True)

    assert "2 Beiträge sind erfasst" in done.text
    assert Kommentar.objects.count() == 3
    assert "liegt nicht mehr vor" in desk.client.post(path(page), follow=True).text
    assert Kommentar.objects.count() == 3


def test_one_wrong_row_and_nothing_is_entered(desk, auswertung, row):
    page = upload(desk, auswertung, as_csv(row(), row(way="Taube")), name="a.csv")
    assert "1 Zeile ist noch nicht in Ordnung" in page.text
    assert "„Taube“ gibt es nicht" in page.text
    assert "übernehmen" not in page.text

    forced = desk.client.post(path(page))

    assert forced.status_code == 409
    assert Kommentar.objects.count() == 1


def test_what_cannot_be_read_is_told_at_the_field(desk, auswertung):
    page = upload(desk, auswertung, b"nichts", name="a.pdf")

    assert page.status_code == 422
    assert "Bitte laden Sie eine Tabelle als .xlsx, .ods oder .csv hoch." in page.text


def test_a_cancelled_table_is_not_kept(desk, auswertung, row):
    page = upload(desk, auswertung, xlsx(row()))

    desk.client.post(path(page), {"abbrechen": "1"})

    assert default_storage.listdir("einlesen")[1] == []


def test_the_table_of_a_colleague_is_not_there(desk, auswertung, row, client, editor):
    page = upload(desk, auswertung, xlsx(row()))
    client.force_login(editor)

    assert "liegt nicht mehr vor" in client.get(path(page), follow=True).text


def test_a_document_of_the_import_is_no_table(desk, auswertung):
    konzept = auswertung.strategie.konzept
    user = auswertung.protokoll.get().by
    token = keep_upload("a.md", b"# Titel", konzept=konzept, user=user)

    assert desk.open("preview", auswertung.pk, token).status_code == 302


def test_markup_in_a_cell_is_text(desk, auswertung, row):
    evil = "<script>alert(1)</script>"

    page = upload(desk, auswertung, xlsx(row(evil), row("x", way=evil)))

    assert "<script>alert" not in page.text
    assert page.text.count("&lt;script&gt;") == 2


def test_the_template_is_a_workbook(desk, auswertung):
    page = desk.open("sheet_template", auswertung.pk)

    assert page.content.startswith(b"PK")
    assert "attachment" in page.headers["Content-Disposition"]


def test_nobody_else_reads_tables(client, auswertung, colleague):
    for person in (colleague, factories.staff(factories.konzept(), role="auswertung")):
        client.force_login(person)
        assert Desk(client).open("einlesen", auswertung.pk).status_code == 404
