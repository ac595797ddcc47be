"""A small town from the empty installation to its second edition, by keyboard, and counted.

Six colleagues and some residents do in Chromium what they would do: they sign in by code and
second factor, read a document in, open a phase, talk, moderate, bundle, weigh, release, publish
and correct. Nobody uses a mouse, and nothing is made behind their backs but most of the sixty
contributions. With ``-rA`` it shows the table that stands in docs/messungen.md.
"""

import pytest
from django.core.management import call_command

from comments.models import Kommentar
from evaluation.models import Anliegen, Ausgabe, Auswertung
from strategies.models import Baustein
from tests import factories
from tests.browser.conftest import open_browser  # noqa: F401 (a fixture)
from tests.browser.hands import Hands, Tally
from tests.browser.sixty import MATTERS, contributions
from tests.browser.staff import WIDE

from . import clerks, evaluators

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]

HEAD = "hauptamt@elbhagen.example"
# Name, mailbox, tasks and office of who is invited.
COLLEAGUES = {
    "editor": ("Rita Redlich", ["Redaktion"], "Hauptamt"),
    "first": ("Max Mohn", ["Moderation", "Auswertung"], "Stadtplanung"),
    "second": ("Mia Mahler", ["Moderation", "Auswertung"], "Stadtplanung"),
    "office": ("Bodo Bauer", ["Fachamt"], "Bauamt"),
    "releaser": ("Frieda Frei", ["Auswertung"], "Hauptamt"),
}


@pytest.fixture
def town(open_browser, settings):  # noqa: F811 (the fixture above)
    """An installation as ``setup`` leaves it: tables, texts, one account, a second factor."""
    settings.STAFF_MFA = True
    call_command(
        "begin", name="Elbhagen", traeger="Stadt Elbhagen", admin=HEAD, pseudonym="Stadt Elbhagen"
    )
    return Town(open_browser)


class Town:
    """The people at their computers.

    Attributes:
        tally: what they do, by section.
        people: their ``Hands`` by name.
    """

    def __init__(self, open_browser):  # noqa: F811
        self.open_browser = open_browser
        self.tally, self.people = Tally(), {}

    def sits_down(self, name, *, width=WIDE):
        page = self.open_browser(width=width, reduced_motion="reduce")
        self.people[name] = Hands(page, self.tally)
        return self.people[name]

    def __getattr__(self, name):
        return self.people[name]

    def complaints(self):
        return [each for hands in self.people.values() for each in hands.complaints]


def test_from_the_empty_installation_to_the_second_edition(town, tmp_path):
    section = town.tally.section
    with section("Anmelden mit Code, zweiten Faktor einrichten (eine Person)"):
        clerks.sign_in(town.sits_down("head"), HEAD)
    with section("Auftritt der Kommune"):
        clerks.present_the_town(town.head)
    with section("Impressum, Datenschutz und andere Seiten"):
        clerks.fill_in_the_pages(town.head)
    with section("Dokument einlesen"):
        clerks.read_document_in(town.head, clerks.document(tmp_path))
    with section("Fünf Mitarbeitende einladen"):
        for name, (who, tasks, office) in COLLEAGUES.items():
            clerks.invite(town.head, name, who, tasks, office)
    for name in COLLEAGUES:
        clerks.sign_in(town.sits_down(name), f"{name}@elbhagen.example")
    talk(town)
    evaluate(town)
    print(*town.tally.lines(), sep="\n")
    assert not town.complaints()


def talk(town):
    """From the published Konzept to the end of its phase."""
    section = town.tally.section
    with section("Konzept veröffentlichen"):
        clerks.publish_konzept(town.editor)
    with section("Kommentierphase ankündigen"):
        clerks.announce_phase(town.editor)
    with section("… öffnen"):
        clerks.act_on_phase(town.editor, "Jetzt öffnen", "Alle Unterlagen liegen vor.")
    for name, (pseudonym, text, category) in RESIDENTS.items():
        resident = town.sits_down(name, width=390)
        with section("Drei Beiträge, je mit neuem Konto"):
            clerks.write(resident, f"{name}@example.org", pseudonym, text, category=category)
    for text in contributions():
        factories.comment(Baustein.objects.get(number="1"), text=text)
    with section("Beitrag melden"):
        clerks.report(town.sits_down("reader", width=390), comment_of("Uwe Rohr"))
    with section("Ausblenden mit Begründung"):
        clerks.hide(town.first)
    with section("Stelle schwärzen"):
        clerks.redact(town.first)
    with section("Für die Verwaltung antworten"):
        clerks.answer(town.first)
    with section("60 Beiträge als gelesen vermerken"):
        clerks.read_the_rest(town.first)
    with section("Beschwerde einlegen"):
        clerks.complain(town.uwe)
    with section("Beschwerde entscheiden"):
        clerks.decide_complaint(town.second)
    with section("Kommentierphase vorzeitig beenden"):
        clerks.act_on_phase(town.editor, "Jetzt beenden", "Der Rat tagt früher.")


RESIDENTS = {
    "erna": ("Erna vom Markt", "Hält der Bus künftig auch abends am Markt?", "Frage"),
    "uwe": ("Uwe Rohr", "Im Rathaus sitzen lauter Idioten.", "Hinweis"),
    "pia": (
        "Pia vom Park",
        "Am Marktplatz fehlen Bänke für Ältere. Telefon Maier: 03931 123456",
        "Vorschlag",
    ),
}


def comment_of(pseudonym):
    return Kommentar.objects.get(author__pseudonym=pseudonym)


def evaluate(town):
    """From the first Anliegen to the second edition."""
    section = town.tally.section
    with section("Auswertung beginnen"):
        evaluators.begin(town.first)
    auswertung = Auswertung.objects.get()
    with section("62 Beiträge zu 10 Anliegen bündeln"):
        while auswertung.unassigned().exists():
            evaluators.bundle(town.first)
    assert Anliegen.objects.count() == len(MATTERS)
    assert town.tally.sections["62 Beiträge zu 10 Anliegen bündeln"].actions <= 0.8 * 62
    with section("Ämter zuteilen"):
        evaluators.assign(town.first, auswertung)
    with section("8 Anliegen würdigen und vorlegen"):
        evaluators.weigh(town.first)
    with section("2 Anliegen im Fachamt"):
        evaluators.weigh_for_the_office(town.office)
    with section("Neuen Text schreiben"):
        evaluators.write_new_text(town.editor, auswertung)
    with section("10 Anliegen freigeben"):
        evaluators.release(town.releaser)
    assert set(Anliegen.objects.values_list("status", flat=True)) == {"released"}
    with section("Rat"):
        evaluators.tell_the_council(town.second, auswertung)
    with section("Ausgabe 1 veröffentlichen"):
        evaluators.publish(town.editor, auswertung, 1)
    with section("Ein Anliegen berichtigen und vorlegen"):
        evaluators.correct(town.first, auswertung)
    with section("… freigeben"):
        evaluators.release(town.releaser)
    with section("Ausgabe 2 veröffentlichen"):
        evaluators.publish(
            town.editor, auswertung, 2, note="Berichtigt ist das Jahr in Anliegen 4."
        )
    assert Ausgabe.objects.count() == 2
