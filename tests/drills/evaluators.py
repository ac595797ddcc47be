"""What people of a small town do by keyboard with sixty contributions, up to the second edition."""

from django.utils import timezone

from evaluation.models import Anliegen
from tests.browser.sixty import MATTERS

REASON = "Das nehmen wir auf; im Haushalt 2027 ist Geld dafür vorgesehen."


def begin(hands):
    hands.follow("Auswertung")
    hands.follow("Auswertung beginnen*")
    hands.follow("Beiträge bündeln")
    hands.shortcut("j")
    hands.lead()


def bundle(hands):
    """Put the contribution one is at where it belongs, and what is similar with it."""
    page = hands.page
    page.locator("#aehnliches a[data-hx-get]").wait_for(state="detached", timeout=60_000)
    text = page.locator("[data-quotable]").inner_text()
    matter = next((each for each in MATTERS.items() if each[1] in text), None)
    if matter is None:
        hands.shortcut("o")
        page.wait_for_load_state()
        return
    title, words = matter
    suggested = page.locator("#aehnliches button[name=into]").all_inner_texts()
    fitting = [n for n, each in enumerate(suggested, 1) if title in each]
    if fitting:
        hands.lead(str(fitting[0]))
        return
    take_along(hands, words)
    hands.type("Anliegen", title)
    hands.follow("Neues Anliegen")


def take_along(hands, words):
    page = hands.page
    rows = page.locator("#aehnliches li", has=page.locator("[name=auch]")).all()
    right = {
        row.locator("[name=auch]").get_attribute("value"): row.locator("[name=auch]")
        for row in rows
        if words in row.locator(".words").inner_text()
    }
    together = page.locator("[name=alle_auch]")
    close = together.get_attribute("value").split() if together.count() else []
    if close and set(close) <= set(right):
        hands.shortcut("a")
        right = {key: box for key, box in right.items() if key not in close}
    for box in right.values():
        hands.tick(box.get_attribute("aria-label"))


def assign(hands, auswertung):
    """All of them to the planning office, two of them to another one."""
    hands.follow("Auswertung")
    hands.follow(str(auswertung.strategie))
    hands.push("Liste überspringen")
    hands.tick("alle auf dieser Seite")
    hands.choose("Zuständiges Amt", "Stadtplanung")
    hands.follow("Ändern")
    for row in (2, 3):
        hands.tick(f"Anliegen {row} auswählen")
    hands.choose("Zuständiges Amt", "Bauamt")
    hands.follow("Ändern")


def weigh(hands):
    """One after the other; the first changes a text, the last takes over an earlier reason."""
    hands.follow("Anliegen 1: *")
    rows = list(Anliegen.objects.order_by("number"))
    for row in rows:
        hands.see(f"Anliegen {row.number}: {row.title}", "h1")
        if row.office != "Stadtplanung":
            hands.lead("n")
            continue
        if row == rows[0]:
            hands.choose("Würdigung", "Dem folgen wir")
            hands.tick("*Unterwegs ohne Auto")
            hands.type("Begründung", REASON)
        elif row == rows[-1]:
            take_over_reason(hands)
        else:
            hands.choose("Würdigung", "Das nehmen wir mit")
            hands.type("Begründung", f"{REASON} ({row.number})")
        hands.follow("Vorlegen, nächstes")


def take_over_reason(hands):
    hands.push("Begründung von einem anderen Anliegen")
    hands.type("Nummer oder Worte", "4")
    hands.follow("Suchen")
    hands.follow("Wie Anliegen 4*")


def weigh_for_the_office(hands):
    hands.follow("Schreibtisch")
    hands.follow("*bei Ihrem Amt in Arbeit")
    hands.follow("Anliegen *")
    for number in (1, 2):
        hands.choose("Würdigung", "Dem folgen wir nicht")
        hands.type(
            "Begründung", f"Dafür ist der Landkreis zuständig; wir haben gefragt ({number})."
        )
        hands.follow("Vorlegen, nächstes" if number == 1 else "Speichern und vorlegen")


def write_new_text(hands, auswertung):
    hands.follow("Auswertung")
    hands.follow(str(auswertung.strategie))
    hands.follow("Anliegen 1: *")
    hands.follow("Text bearbeiten*")
    hands.reach("Text")
    hands.acted()
    hands.press("Control+End")
    hands.page.keyboard.type(" Abends fährt ein Rufbus.")
    hands.follow("Ansehen, ohne zu speichern")
    hands.see("Abends fährt ein Rufbus.", ".diff ins")
    hands.follow("Speichern")
    hands.follow("Zurück zu Anliegen 1")


def release(hands):
    hands.follow("Schreibtisch")
    hands.follow("*Freigabe")
    hands.follow("Freigeben")


def tell_the_council(hands, auswertung):
    hands.follow("Auswertung")
    hands.follow(str(auswertung.strategie))
    hands.follow("Rat")
    hands.date("Vorgelegt am", timezone.localdate())
    hands.type("Nummer der Vorlage", "BV 47/2026")
    hands.date("Beschlossen am", timezone.localdate())
    hands.follow("Speichern")
    hands.reach("Herunterladen")
    hands.acted()
    with hands.page.expect_download():
        hands.press("Enter")


def publish(hands, auswertung, number, note=""):
    hands.follow("Auswertung")
    hands.follow(str(auswertung.strategie))
    hands.follow("Veröffentlichen")
    if note:
        hands.type("Was ist berichtigt?", note)
    hands.follow(f"Ausgabe {number} veröffentlichen")
    hands.see(f"Ausgabe {number} ist veröffentlicht.")


def correct(hands, auswertung):
    hands.follow("Auswertung")
    hands.follow(str(auswertung.strategie))
    hands.push("Filter*")
    hands.choose("Status", "alle")
    hands.follow("Anzeigen")
    hands.follow("Anliegen 4: *")
    hands.type("Begründung", "Das nehmen wir auf; Geld dafür ist erst im Haushalt 2028.")
    hands.follow("Speichern")
    hands.follow("Speichern und vorlegen")
