"""The evaluation workplace in a real browser, with and without any script."""

import pytest

from comments.models import Kommentar
from evaluation.models import Ausgabe, Zuordnung
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
    page.get_by_label("Oder Titel eines neuen Anliegens").fill("Rufbus am Abend")
    press(page, page.get_by_role("button", name="Bündeln"))
    page.get_by_text("2 Beiträge sind jetzt in").wait_for()

    page.goto("/auswertung/")
    press(page, page.get_by_role("link", name="Anliegen ohne Freigabe"))
    press(page, page.get_by_role("link", name="Anliegen 1: Rufbus am Abend"))
    page.get_by_label("Zuständiges Amt").select_option("Stadtplanung")
    page.get_by_label("Würdigung").select_option("kenntnis")
    page.get_by_label("Begründung").fill("Wir prüfen das mit dem Verkehrsverbund.")
    press(page, page.get_by_role("button", name="Speichern"))
    press(page, page.get_by_role("button", name="Zur Freigabe vorlegen"))
    address = page.url
    assert not page.get_by_role("button", name="Freigeben", exact=True).count()

    other = open_browser(javascript=javascript, width=WIDE if javascript else 320)
    sign_in_as_staff(other, people["redaktion"], to="/auswertung/")
    publish = f"/auswertung/{_auswertung()}/veroeffentlichen/"
    _refused(other, publish)
    other.goto(address)
    press(other, other.get_by_role("button", name="Freigeben", exact=True))
    other.goto(publish)
    press(other, other.get_by_role("button", name="Ausgabe 1 veröffentlichen"))

    assert Ausgabe.objects.get().ergebnisse.get().reasons.startswith("Wir prüfen")
    assert other.url.rstrip("/").endswith(str(_auswertung()))


def _auswertung():
    return Kommentar.objects.first().kommentierphase.auswertung.pk


def _refused(page, publish):
    """Nothing to press while something is missing; the link leads to where it is mended."""
    page.goto(publish)
    assert not page.get_by_role("button", name="veröffentlichen").count()
    press(page, page.get_by_role("link", name="Anliegen 1: Rufbus am Abend"))
    page.get_by_role("heading", name="Anliegen 1: Rufbus am Abend").wait_for()


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
    page.get_by_label("Oder Titel eines neuen Anliegens").fill("Rufbus")
    press(page, page.get_by_role("button", name="Zuordnen", exact=True))

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
