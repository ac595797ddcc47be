"""The evaluation in a real browser, from the end of a phase to what residents read of it."""

import docx
import pytest
from django.urls import reverse

from comments.models import Kommentar
from evaluation import actions
from evaluation.models import Anliegen, Ausgabe, Zuordnung
from tests import factories

from .staff import PASSWORD, WIDE, press, sign_in_as_staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(db, baustein):
    konzept = baustein.strategie.konzept
    roles = {"auswertung": "Stadtplanung", "redaktion": "Hauptamt"}
    return {
        role: factories.staff(konzept, role=role, office=office, password=PASSWORD)
        for role, office in roles.items()
    }


@pytest.fixture
def comments(baustein):
    rows = [
        factories.comment(baustein, text=text)
        for text in ("Ein Rufbus ab 18 Uhr. Und mehr Bänke.", "Abends fehlt ein Rufbus.")
    ]
    factories.end_phase(baustein)
    return rows


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_phase_to_its_result(open_browser, baustein, comments, people, javascript):
    page = open_browser(javascript=javascript, width=WIDE if javascript else 320)
    sign_in_as_staff(page, people["auswertung"], to="/auswertung/")

    press(page, page.get_by_role("button", name="Auswertung beginnen"))
    press(page, page.get_by_role("link", name="Beiträge bündeln").first)
    for box in page.locator("[data-select]").all():
        box.check()
    page.get_by_label("Anliegen", exact=True).fill("Rufbus am Abend")
    press(page, page.get_by_role("button", name="Neues Anliegen"))
    page.get_by_text("2 Beiträge sind jetzt in").wait_for()

    page.goto("/auswertung/")
    press(page, page.get_by_role("link", name="Anliegen ohne Freigabe"))
    press(page, page.get_by_role("link", name="Anliegen 1: Rufbus am Abend"))
    _prepare(page, baustein)
    address = page.url
    assert not page.get_by_role("button", name="Freigeben", exact=True).count()

    other = open_browser(javascript=javascript, width=WIDE if javascript else 320)
    sign_in_as_staff(other, people["redaktion"], to="/auswertung/")
    _write_draft(other, baustein)
    publish = f"/auswertung/{_auswertung()}/veroeffentlichen/"
    _not_offered(other, publish)
    other.goto(address)
    press(other, other.get_by_role("button", name="Freigeben", exact=True))
    _refused_once(other, publish, comments, people)
    other.goto(publish)
    press(other, other.get_by_role("button", name="Ausgabe 1 veröffentlichen"))
    assert Ausgabe.objects.get().ergebnisse.get().verdict == "folgen"

    _resident_reads(open_browser(javascript=javascript, width=390), comments[0])


def _prepare(page, baustein):
    """Everything is typed once and kept, also by a press that comes too early."""
    page.get_by_label("Würdigung").select_option("folgen")
    page.get_by_label("Begründung").fill("Der Rufbus kommt ins Konzept.")
    page.get_by_label(baustein.title).check()
    press(page, page.get_by_role("button", name="Speichern und vorlegen"))
    page.get_by_text("Gespeichert, aber: Vor der Freigabe fehlt noch: zuständiges Amt").wait_for()
    assert page.get_by_label("Begründung").input_value() == "Der Rufbus kommt ins Konzept."
    assert page.get_by_label(baustein.title).is_checked()
    page.get_by_label("Zuständiges Amt").select_option("Stadtplanung")
    page.get_by_label("Begründung").fill("Der Rufbus kommt ins Konzept. Danke.")
    press(page, page.get_by_role("button", name="Speichern und vorlegen"))
    assert Anliegen.objects.get().reasons == "Der Rufbus kommt ins Konzept. Danke."
    assert Anliegen.objects.get().status == Anliegen.Status.PREPARED


def _auswertung():
    return Kommentar.objects.first().kommentierphase.auswertung.pk


def _write_draft(page, baustein):
    page.goto(reverse(f"admin:strategies_{baustein.kind}_change", args=[baustein.pk]))
    page.locator("#id_text").fill("Ein Ziel in **Worten** und ein Rufbus am Abend.")
    press(page, page.get_by_role("button", name="Sichern", exact=True))
    assert baustein.fassungen.drafts().exists()


def _not_offered(page, publish):
    """Nothing to press while something is missing; the link leads to where it is mended."""
    page.goto(publish)
    assert not page.get_by_role("button", name="veröffentlichen").count()
    press(page, page.get_by_role("link", name="Anliegen 1: Rufbus am Abend"))
    page.get_by_role("heading", name="Anliegen 1: Rufbus am Abend").wait_for()


def _refused_once(page, publish, comments, people):
    """Somebody takes a contribution out while somebody else is about to publish."""
    page.goto(publish)
    anliegen = Anliegen.objects.get()
    actions.unassign(anliegen, by=people["auswertung"], kommentare=comments[1:])
    press(page, page.get_by_role("button", name="Ausgabe 1 veröffentlichen"))
    page.get_by_text("Beiträge, die in keinem Anliegen sind").wait_for()
    assert not Ausgabe.objects.exists()
    actions.assign(anliegen, by=people["auswertung"], kommentare=comments[1:])
    prepared = actions.prepare(Anliegen.objects.get(), by=people["auswertung"])
    actions.release(prepared, by=people["redaktion"])


def _resident_reads(page, kommentar):
    """From the comment to what became of it, the changed sentence, and the report on paper."""
    page.goto(kommentar.get_absolute_url())
    outcome = page.locator(f"#kommentar-{kommentar.pk} .says")
    assert "Dem folgen wir" in outcome.inner_text()
    assert "Der Rufbus kommt ins Konzept." in outcome.inner_text()
    press(page, outcome.get_by_role("link", name="Änderung ansehen"))
    assert "ein Rufbus am Abend" in page.locator(".diff .prose ins").first.inner_text()
    page.goto(kommentar.get_absolute_url())
    press(page, page.locator(f"#kommentar-{kommentar.pk} .verdict-words a").first)
    page.get_by_role("heading", name="Rufbus am Abend").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Bericht für den Rat Word").click()
    report = docx.Document(download.value.path())
    headings = [row.text for row in report.paragraphs if row.style.name.startswith("Heading")]
    cells = [cell.text for table in report.tables for row in table.rows for cell in row.cells]
    assert "Anliegen und Entscheidungen" in headings
    assert any("Rufbus am Abend" in text for text in cells)
    assert any("Der Rufbus kommt ins Konzept." in text for text in cells)


def test_a_marked_passage_becomes_the_quote(open_browser, comments, people):
    factories.auswertung(comments[0].baustein, by=people["auswertung"])
    page = open_browser(width=WIDE)
    sign_in_as_staff(page, people["auswertung"], to=f"/auswertung/beitrag/{comments[0].pk}/")
    page.get_by_role("heading", name="Ähnliches").wait_for()
    page.evaluate(
        """() => {
          const text = document.querySelector("[data-quotable] p").firstChild;
          document.getSelection().setBaseAndExtent(text, 0, text, 21);
        }"""
    )
    page.get_by_role("button", name="Markierte Stelle übernehmen").click()
    assert page.get_by_label("Stelle im Beitrag").input_value() == "Ein Rufbus ab 18 Uhr."
    page.get_by_label("Anliegen", exact=True).fill("Rufbus")
    press(page, page.get_by_role("button", name="Neues Anliegen"))

    assert Zuordnung.objects.get().quote == "Ein Rufbus ab 18 Uhr."


def test_nothing_is_wider_than_a_small_screen(open_browser, comments, people):
    auswertung = factories.auswertung(comments[0].baustein, by=people["auswertung"])
    row = factories.prepared_anliegen(auswertung, comments[:1], by=people["redaktion"])
    page = open_browser(javascript=False, width=320)
    sign_in_as_staff(page, people["auswertung"], to="/auswertung/")
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    own = f"/auswertung/{auswertung.pk}/"
    for path in (
        "/auswertung/", own, f"{own}beitraege/", f"{own}beitraege/?liste=anliegen",
        f"{own}erfassen/", f"{own}einlesen/", f"{own}veroeffentlichen/",
        row.get_absolute_url(), f"/auswertung/beitrag/{comments[1].pk}/",
    ):  # fmt: skip
        page.goto(path)
        assert page.evaluate(wider) == 0, path
