"""What the columns of a Maßnahmenliste are, guessed by their headings."""

import re
import unicodedata

from django.db import models
from django.utils.translation import gettext_lazy as _

_WORDS = re.compile(r"[^\W_]+")


class ListColumn(models.TextChoices):
    """What a column can hold; the labels are the headings of our own list."""

    NUMBER = "nummer", _("Nr.")
    TITLE = "titel", _("Vorhaben")
    SUMMARY = "beschreibung", _("Worum es geht")
    BAUSTEIN = "gehoert_zu", _("gehört zu")
    OFFICE = "amt", _("zuständiges Amt")
    PLACE = "ort", _("Wo")
    PRIORITY = "prioritaet", _("Priorität")
    PERIOD = "zeitraum", _("Zeitraum")
    START = "beginn", _("Beginn geplant")
    END = "ende", _("Fertig geplant")
    COST = "kosten", _("Kosten")
    COST_SOURCE = "geldquelle", _("Woher das Geld kommt")
    FUNDING = "foerderung", _("Förderung")
    STATE = "stand", _("Stand")
    REASON = "grund", _("Warum?")
    NOTE = "bemerkung", _("Was gibt es Neues?")
    NEXT_STEP = "naechster_schritt", _("Nächster Schritt")
    SPENT = "ausgegeben", _("Bisher ausgegeben")
    DATE = "stand_vom", _("Stand vom")


# ListWords of headings; the first column that has one of them takes it.
_NAMES = {
    ListColumn.NUMBER: ("nr", "nummer", "lfd nr", "ifd nr", "lfd", "id", "kennung", "ziffer",
                    "massnahmennummer", "projektnummer", "massnahmen nr", "projekt nr"),
    ListColumn.DATE: ("stand vom", "berichtsdatum", "datum", "stichtag"),
    ListColumn.NEXT_STEP: ("nächster schritt", "nächste schritte", "weitere schritte",
                       "weiteres vorgehen"),
    ListColumn.COST_SOURCE: ("woher das geld kommt", "finanzierung", "haushalt", "haushaltsstelle",
                         "finanzierungsquelle", "produkt", "mittelherkunft"),
    ListColumn.SPENT: ("bisher ausgegeben", "ausgegeben", "ist kosten", "verausgabt",
                       "abgerechnet"),
    ListColumn.FUNDING: ("förderung", "fördermittel", "förderprogramm", "zuschuss"),
    ListColumn.STATE: ("stand", "status", "umsetzungsstand", "umsetzungsstatus", "sachstand",
                   "bearbeitungsstand", "projektstand", "realisierungsstand"),
    ListColumn.REASON: ("warum", "grund", "begründung", "ursache"),
    ListColumn.NOTE: ("was gibt es neues", "bemerkung", "bemerkungen", "anmerkung", "anmerkungen",
                  "kommentar", "erläuterung", "hinweis", "hinweise", "notiz"),
    ListColumn.START: ("beginn geplant", "beginn", "start", "anfang", "projektstart"),
    ListColumn.END: ("fertig geplant", "ende", "fertigstellung", "abschluss", "umsetzung bis",
                 "frist", "termin", "projektende", "zieltermin"),
    ListColumn.PERIOD: ("zeitraum", "zeithorizont", "umsetzungszeitraum", "zeitrahmen", "laufzeit",
                    "realisierungszeitraum", "zeitliche einordnung", "fristigkeit", "zeitplan",
                    "umsetzungshorizont", "jahr", "jahre"),
    ListColumn.PRIORITY: ("priorität", "prio", "dringlichkeit", "rang", "wichtigkeit"),
    ListColumn.COST: ("kosten", "gesamtkosten", "investition", "kostenschätzung", "kostenrahmen",
                  "investitionskosten", "finanzbedarf", "mittelbedarf", "budget", "aufwand"),
    ListColumn.OFFICE: ("zuständiges amt", "zuständigkeit", "zuständig", "amt", "träger",
                    "federführung", "verantwortlich", "verantwortung", "fachamt", "fachbereich",
                    "akteure", "akteur", "projektträger", "organisationseinheit"),
    ListColumn.PLACE: ("wo", "ort", "ortsteil", "lage", "standort", "raum", "stadtteil"),
    ListColumn.BAUSTEIN: ("gehört zu", "handlungsfeld", "leitziel", "leitprojekt", "ziel",
                      "strategie", "themenfeld", "handlungsbereich", "schwerpunkt"),
    ListColumn.TITLE: ("vorhaben", "massnahme", "projekt", "titel", "bezeichnung",
                       "massnahmentitel",
                   "projekttitel", "projektname", "name", "schlüsselprojekt", "aufgabe"),
    ListColumn.SUMMARY: ("worum es geht", "beschreibung", "kurzbeschreibung", "inhalt",
                     "projektbeschreibung", "massnahmenbeschreibung", "ziele", "details"),
}  # fmt: skip


def key(text):
    """What is compared of headings and words: small letters, without marks between the words."""
    return " ".join(_WORDS.findall(unicodedata.normalize("NFKC", str(text)).casefold()))


def named(heading):
    """The ListColumn a heading names, as a whole or by its beginning or end; None for others."""
    text = key(heading)
    if not text:
        return None
    for fits in (_is, _begins, _holds):
        for column, names in _NAMES.items():
            if any(fits(text, name) for name in names):
                return column
    return None


def guess(headings, remembered):
    """What each column holds: as the town has said before, else by its heading.

    Args:
        headings: of the table.
        remembered: {key of a heading: ListColumn or "" for none}.

    Returns:
        A list with a ListColumn or "" for each heading; no ListColumn stands in it twice.
    """
    found, taken = [], set()
    for heading in headings:
        column = remembered.get(key(heading), named(heading) or "")
        found.append("" if column in taken else column)
        taken.add(column)
    return found


def _is(text, name):
    return text == name


def _begins(text, name):
    return len(name) > 3 and text.startswith((f"{name} ", f"{name}s ", f"{name}n "))


def _holds(text, name):
    # „Geschätzte Kosten in Euro“, „Projektkosten“: a short name would be found everywhere.
    return len(name) > 4 and name in text
