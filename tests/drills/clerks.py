"""What people of a small town do by keyboard, from signing in to the last complaint.

Each step is one of ``Hands``; what a page should say then is waited for.
"""

import re
import time
from datetime import timedelta

import docx
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.utils import timezone

from comments.models import Kommentar
from pages.models import Seitenfassung
from strategies.models import Baustein


def wait_for_code():
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()


def sign_in(hands, email):
    """By the code in the mail, then with the app on the telephone, which is set up first."""
    hands.page.goto("/schreibtisch/")
    hands.type("E-Mail-Adresse", email)
    hands.lead()
    hands.type("Code", wait_for_code())
    hands.lead()
    key = re.search(r"<code>(\w+)</code>", hands.page.content()).group(1)
    code = format_hotp_value(hotp_value(key, int(time.time()) // 30))
    hands.type("Code aus der App", code)
    hands.lead()
    hands.follow("Weiter")
    hands.see("Wartet auf Sie")


def present_the_town(hands):
    hands.follow("Name und Wappen der Kommune eintragen")
    hands.type("Akzentfarbe", "#0a4d5c")
    hands.type("Kontakt", "Stadt Elbhagen, Am Markt 1, 39000 Elbhagen, 039000 1234")
    hands.follow("Speichern")
    hands.see("So steht es jetzt auf allen Seiten.")


def fill_in_the_pages(hands):
    """The texts come from the legal department: without the brackets of what is missing."""
    for row in Seitenfassung.objects.current():
        if not row.placeholders:
            continue
        hands.follow("Schreibtisch")
        hands.follow("Seiten")
        hands.follow(row.title)
        hands.type("Text", re.sub(r"\[Bitte ergänzen:? ?([^]]*)\]", r"\1", row.text))
        hands.follow("Veröffentlichen")
        hands.see("Die frühere Fassung bleibt nachzulesen.")


def document(folder):
    paper = docx.Document()
    paper.add_heading("Strategie 1 - Gut leben an der Elbe", 1)
    paper.add_paragraph("Stadt und Dörfer sollen ein Ort bleiben, an dem man gern alt wird.")
    for number, (title, text) in enumerate(TEXTS.items(), 1):
        paper.add_heading(f"Leitziel {number}: {title}", 2)
        paper.add_paragraph(text)
    path = folder / "INSEK Elbhagen.docx"
    paper.save(path)
    return path


TEXTS = {
    "Unterwegs ohne Auto": "Busse fahren werktags bis 18.40 Uhr. Radwege verbinden die Dörfer.",
    "Treffpunkte für alle": "Am Marktplatz und im Park kann man sich treffen. Das Freibad bleibt.",
}


def read_document_in(hands, path):
    hands.follow("Schreibtisch")
    hands.follow("Dokumente einlesen")
    hands.choose("Konzept", "Neues Konzept")
    hands.type("Titel des neuen Konzepts", "INSEK Elbhagen 2035")
    hands.upload("Dokument", path)
    hands.follow("Dokument lesen")
    hands.follow("Als Entwurf übernehmen")
    hands.follow("Als Entwurf übernehmen")
    hands.see("als Entwurf eingelesen")


def invite(hands, name, who, tasks, office):
    for task in tasks:
        hands.follow("Schreibtisch")
        hands.follow("Mitarbeitende")
        hands.type("Name", who)
        hands.type("Dienstliche E-Mail-Adresse", f"{name}@elbhagen.example")
        hands.choose("Aufgabe", task)
        if Baustein.objects.filter(strategie__konzept__zustaendigkeiten__office=office).exists():
            hands.choose("Amt", office)
        else:
            hands.type("Oder ein neues Amt", office)
        hands.follow("Einladen")
        hands.see(f"{who} ist eingeladen")


def publish_konzept(hands):
    hands.follow("Schreibtisch")
    hands.follow("Texte")
    hands.follow("Veröffentlichen*")
    hands.follow("Veröffentlichen")
    hands.see("veröffentlicht")


def announce_phase(hands):
    today = timezone.localdate()
    hands.follow("Schreibtisch")
    hands.follow("Kommentierphasen")
    hands.follow("Neue Phase")
    hands.choose("Strategie", "INSEK Elbhagen 2035")
    hands.date("Tag", today + timedelta(days=1))
    # Past the day from which all may write, where somebody is invited first.
    hands.reach("Tag", again=True)
    hands.date("Tag", today + timedelta(days=20), again=True)
    hands.follow("Ankündigen")
    hands.see("Kommentiert werden kann")


def act_on_phase(hands, button, reason):
    hands.follow("Schreibtisch")
    hands.follow("Kommentierphasen")
    hands.follow(f"{button}*")
    hands.type("Grund", reason)
    hands.follow(button)


def write(hands, email, pseudonym, text, *, category="Hinweis"):
    """Somebody new: the text first, then the mailbox, the code and a pseudonym."""
    hands.page.goto(Baustein.objects.get(number="1").get_absolute_url())
    hands.type("Ihr Beitrag", text)
    hands.pick(category)
    hands.follow("Beitrag abgeben")
    hands.type("E-Mail-Adresse", email)
    hands.lead()
    hands.type("Code", wait_for_code())
    hands.lead()
    hands.type("Pseudonym", pseudonym)
    hands.lead()
    hands.see("Ihr Beitrag ist veröffentlicht")


def report(hands, kommentar):
    hands.page.goto(kommentar.get_absolute_url())
    hands.follow("Melden*")
    hands.pick("persönlicher Angriff*")
    hands.type("Erläuterung*", "Das geht gegen die Leute im Amt.")
    hands.follow("Meldung absenden")


def hide(hands):
    hands.follow("Moderation")
    hands.follow("Gemeldet*")
    hands.follow("Uwe Rohr*")
    hands.shortcut("v")
    hands.choose("Grund", "persönlicher Angriff")
    hands.type("Begründung", "Der Satz beleidigt die Beschäftigten im Rathaus.")
    hands.follow("Ausblenden")


def redact(hands):
    hands.follow("Moderation")
    hands.follow("Ungelesen*")
    hands.type("Suchen*", "Telefon")
    hands.lead()
    hands.follow("Pia vom Park*")
    hands.shortcut("s")
    hands.tick("Telefonnummer*")
    hands.choose("Grund", "persönliche")
    hands.type("Begründung", "Die Telefonnummer einer anderen Person gehört nicht hierher.")
    hands.follow("Stellen schwärzen")


def answer(hands):
    hands.follow("Moderation")
    hands.follow("Offene Fragen*")
    hands.follow("Erna vom Markt*")
    hands.shortcut("a")
    hands.type("Antwort*", "Ja: Der Bus hält künftig auch am Abend am Markt.")
    hands.follow("Für die Verwaltung antworten")


def read_the_rest(hands):
    """Whatever else is new: read in the list, noted at once."""
    hands.follow("Moderation")
    hands.follow("Ungelesen*")
    while Kommentar.objects.unread().exists():
        hands.push("Liste überspringen")
        hands.tick("alle auf dieser Seite")
        hands.follow("Als gelesen vermerken")


def complain(hands):
    letter = next(row for row in mail.outbox if "nicht mehr öffentlich" in row.subject)
    hands.page.goto(re.search(r"https?://[^/\s]+(/beschwerde/\S+)", letter.body).group(1))
    hands.type("*", "Ich meinte das Amt, nicht die Leute.")
    hands.follow("Beschwerde absenden")


def decide_complaint(hands):
    hands.follow("Moderation")
    hands.follow("Beschwerden*")
    hands.follow("Beschwerde von Uwe Rohr*")
    hands.pick("*zurückweisen")
    hands.type("Begründung", "Der Satz meint die Beschäftigten, nicht das Amt.")
    hands.follow("Beschwerde entscheiden")
