"""What planners call the parts of a document; a town may add to it and change it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

PART_KINDS = ("strategie", "leitziel", "handlungsfeld", "leitprojekt")

NAMES = {
    "strategie": (
        "Strategie", "Teilstrategie", "Strategiefeld", "Strategisches Handlungsfeld",
        "Strategischer Schwerpunkt", "Strategische Leitlinie", "Strategische Säule",
        "Entwicklungsstrategie", "Leitlinie", "Leitthema", "Leitstrategie", "Säule",
        "Schwerpunkt", "Entwicklungsschwerpunkt", "Zukunftsthema", "Dimension",
    ),
    "leitziel": (
        "Leitziel", "Strategisches Ziel", "Strategisches Entwicklungsziel", "Entwicklungsziel",
        "Oberziel", "Unterziel", "Teilziel", "Hauptziel", "Handlungsziel", "Kernziel",
        "Operatives Ziel", "Übergeordnetes Ziel", "Zukunftsziel", "Fachziel", "Qualitätsziel",
        "Zielstellung", "Leitsatz", "Querschnittsziel", "Rahmenziel", "Richtungsziel",
        "Planungsgrundsatz", "Grundsatz", "Ziel",
    ),
    "handlungsfeld": (
        "Handlungsfeld", "Themenfeld", "Handlungsschwerpunkt", "Aktionsfeld", "Handlungsbereich",
        "Themenbereich", "Handlungsraum", "Zukunftsfeld", "Entwicklungsfeld", "Arbeitsfeld",
        "Themenschwerpunkt", "Aufgabenfeld", "Querschnittsthema", "Handlungsansatz",
        "Maßnahmenfeld",
        "Fokusraum", "Schwerpunktraum", "Teilraum", "Schwerpunktthema", "Fokusthema",
        "Schlüsselthema", "Kernthema", "Handlungsthema", "Schwerpunktbereich", "Fokusbereich",
        "Entwicklungsbereich", "Handlungsfeldbereich", "Thema",
    ),
    "leitprojekt": (
        "Leitprojekt", "Schlüsselprojekt", "Leuchtturmprojekt", "Impulsprojekt", "Startprojekt",
        "Starterprojekt", "Schlüsselmaßnahme", "Schlüsselvorhaben", "Leitvorhaben", "Leitmaßnahme",
        "Leuchtturm", "Pilotprojekt", "Modellprojekt", "Ankerprojekt", "Kernprojekt",
        "Referenzprojekt", "Projektidee", "Projektblatt", "Projektsteckbrief", "Steckbrief",
        "Maßnahmenblatt", "Maßnahmensteckbrief", "Einzelmaßnahme", "Sofortmaßnahme",
        "Startermaßnahme", "Impulsmaßnahme", "Initialprojekt", "Zukunftsprojekt", "Maßnahmenpaket",
        "Maßnahmenbündel", "Projektpaket", "Projektbaustein", "Maßnahmenbaustein",
        "Handlungsempfehlung", "Teilprojekt", "Teilmaßnahme", "Baustein", "Empfehlung", "Projekt",
        "Maßnahme", "Vorhaben",
    ),
}  # fmt: skip
"""In the singular, as they stand before a number or a title."""

UNSURE = {
    "strategie": {
        "Leitlinie", "Leitthema", "Säule", "Schwerpunkt", "Entwicklungsschwerpunkt", "Dimension",
        "Zukunftsthema", "Strategisches Handlungsfeld",
    },
    "leitziel": {"Ziel", "Leitsatz", "Zielstellung", "Unterziel", "Teilziel", "Grundsatz"},
    "handlungsfeld": {
        "Teilraum", "Querschnittsthema", "Handlungsraum", "Thema", "Entwicklungsbereich",
        "Kernthema", "Schwerpunktthema",
    },
    "leitprojekt": {
        "Projekt", "Maßnahme", "Vorhaben", "Steckbrief", "Leuchtturm", "Baustein", "Empfehlung",
        "Handlungsempfehlung", "Teilprojekt", "Teilmaßnahme",
    },
}  # fmt: skip
"""Words of everyday use: they name a part only with a number, a colon or a dash behind them."""

CODES = {
    "leitziel": ("LZ", "SZ", "OZ", "EZ", "TZ", "HZ", "UZ", "QZ", "Z"),
    "handlungsfeld": ("HF", "TF", "AF", "HB", "HS", "ZF"),
    "leitprojekt": ("LP", "SP", "IP", "LTP", "SM", "MP", "PS", "STP"),
}
"""Short names that stand for a kind where a number follows."""

GROUPS = {
    "leitziel": (
        "Leitziele", "Ziele", "Strategische Ziele", "Entwicklungsziele", "Oberziele", "Teilziele",
        "Leitbild und Ziele", "Leitbild und Leitziele", "Ziele und Leitbild", "Unsere Ziele",
        "Leitziele und Handlungsfelder", "Strategische Entwicklungsziele", "Zielsystem",
        "Leitbild und Entwicklungsziele", "Ziele der Entwicklung", "Ziele der Stadtentwicklung",
        "Leitsätze", "Querschnittsziele", "Kernziele", "Hauptziele", "Ziele und Leitlinien",
        "Leitbild und strategische Ziele", "Rahmenziele", "Grundsätze",
        "Handlungsziele", "Übergeordnete Ziele", "Vision und Ziele", "Zielkonzept",
    ),
    "handlungsfeld": (
        "Handlungsfelder", "Themenfelder", "Handlungsschwerpunkte", "Aktionsfelder",
        "Handlungsbereiche", "Handlungsfelder und Maßnahmen", "Handlungsfelder und Projekte",
        "Handlungsfelder und Ziele", "Strategische Handlungsfelder", "Handlungskonzept",
        "Handlungserfordernisse", "Themenbereiche", "Zukunftsfelder", "Entwicklungsfelder",
        "Querschnittsthemen",
        "Schwerpunktthemen", "Schlüsselthemen", "Kernthemen", "Fokusthemen", "Teilräume",
        "Fokusräume", "Schwerpunkträume",
    ),
    "leitprojekt": (
        "Leitprojekte", "Schlüsselprojekte", "Leuchtturmprojekte", "Impulsprojekte",
        "Startprojekte", "Starterprojekte", "Schlüsselmaßnahmen", "Projekte", "Maßnahmen",
        "Projektsteckbriefe", "Maßnahmensteckbriefe", "Steckbriefe", "Projektblätter",
        "Maßnahmenblätter", "Maßnahmenkatalog", "Projektkatalog", "Maßnahmenkonzept",
        "Maßnahmen und Projekte", "Projekte und Maßnahmen", "Projektideen", "Vorhaben",
        "Unsere Projekte", "Leitprojekte und Maßnahmen", "Zentrale Vorhaben", "Maßnahmenplan",
        "Maßnahmenprogramm", "Projektliste", "Pilotprojekte", "Modellprojekte", "Einzelmaßnahmen",
        "Handlungsempfehlungen", "Maßnahmenpakete", "Sofortmaßnahmen", "Impulsmaßnahmen",
        "Maßnahmenübersicht", "Maßnahmenvorschläge", "Projektvorschläge", 
        "Leitvorhaben", "Schlüsselvorhaben", "Leuchttürme",
    ),
    "strategie": (
        "Strategien", "Strategiefelder", "Entwicklungsstrategien", "Leitlinien", "Säulen",
    ),
}  # fmt: skip
"""Plurals: what follows below them is of that kind."""

AWAY_FOR_SURE = (
    r"(?:gruß|geleit|vor)wort", r"grusswort", r"inhalt(?:sverzeichnis|sübersicht|sangabe)?",
    r"gliederung", r"impressum", r"(?:titel|deck)(?:blatt|seite)", r"danksagung", r"dank",
    r"(?:\w*(?:abbildungs|tabellen|karten|literatur|quellen|abkürzungs|bild|foto|anlagen|anhangs|"
    r"stichwort|sach|personen|projekt|maßnahmen|plan|grafik|diagramm)-?(?:verzeichnis\w*|nachweise?)"
    r"(?:\s+und\s+.*)?)", r"verzeichnis(?:se)?(?: der .*)?", r"(?:bild|foto)(?:quellen|rechte)",
    r"bildnachweise?", r"quellen", r"quellenangaben", r"literatur(?:liste|angaben|hinweise)?",
    r"literatur und quellen", r"quellen und literatur", r"abkürzungen", r"abbildungen", r"tabellen",
    r"glossar", r"begriffserklärungen", r"begriffe", r"fußnoten", r"endnoten", r"index",
    r"kontakt(?:daten)?", r"ansprechpartner(?:innen)?", r"beteiligte", r"mitwirkende", r"autoren",
    r"bearbeitung", r"auftraggeber.*", r"hinweise? zum lesen", r"lesehilfe", r"leseanleitung",
    r"hinweise? zur (?:gendergerechten )?(?:sprache|schreibweise)", r"gender-?hinweis",
    r"zusammenfassung", r"kurzfassung", r"management summary", r"summary", r"abstract",
)  # fmt: skip
"""Chapters nobody discusses, wherever they stand."""

AWAY = (
    r"anlass\b.*", r"ausgangs(?:lage|situation|punkt)\b.*", r"einleitung\b.*", r"einführung\b.*",
    r"aufgabe(?:nstellung)?(?: und .*)?", r"hintergrund\b.*", r"präambel", r"vorbemerkung(?:en)?",
    r"aufbau (?:und|des|der)\b.*", r"methodi(?:k|sches?)\b.*", r"methoden?\b.*", r"vorgehen\w*\b.*",
    r"herangehensweise\b.*", r"(?:planungs|arbeits|erarbeitungs|aufstellungs|beteiligungs|"
    r"kommunikations)-?(?:prozess|verfahren)\w*\b.*", r"prozess(?:ablauf|gestaltung|design)?",
    r"(?:der )?weg zum (?:konzept|insek|isek|leitbild)\b.*", r"ablauf\b.*", r"verfahren\b.*",
    r"(?:\w+-?)?(?:bestands|struktur|situations|stärken-?schwächen-?|raum|sozialraum|gebiets|"
    r"potenzial|potential|bevölkerungs|markt|umfeld|risiko)-?(?:analyse|aufnahme|erfassung|"
    r"beschreibung|bewertung)n?\b.*", r"(?:städtebauliche |integrierte )?analysen?\b.*", r"bestand",
    r"swot\b.*", r"stärken(?:,| und| &|/|-)\s?(?:und )?schwächen\b.*", r"chancen und risiken\b.*",
    r"rahmenbedingungen\b.*", r"(?:rechtliche|planerische|gesetzliche) (?:rahmenbedingungen|"
    r"grundlagen)\b.*", r"(?:planungs)?grundlagen\b.*", r"übergeordnete planungen\b.*",
    r"(?:vorhandene|bestehende) (?:planungen|konzepte)\b.*", r"lage im raum\b.*", r"gebietskulisse",
    r"(?:das )?(?:plan|untersuchungs|bearbeitungs)gebiet\b.*", r"demogra(?:f|ph)i\w+\b.*",
    r"(?:\w+-?)?beteiligung(?:sergebnisse)?\b(?! von ).*", r"ergebnisse der (?:\w*beteiligung|"
    r"\w*werkstatt|\w*umfrage|\w*befragung)\b.*", r"(?:bürger|zukunfts)werkst\w+\b.*",
    r"fazit\b.*",
    r"ausblick\b.*", r"evaluation\b.*", r"evaluierung\b.*",
    r"steckbrief der (?:stadt|gemeinde)\b.*",
)  # fmt: skip
"""Chapters before the goals: how the Konzept came about, and how things stand."""

AWAY_MILDLY = (
    r"anh[aä]ng\w*\b.*", r"anlagen?\b.*", r"umsetzung(?!sprojekt)\w*\b.*", r"monitoring\b.*",
    r"verstetigung\b.*", r"realisierung\w*\b.*", r"finanzierung\w*\b.*",
    r"(?:zeit|kosten)-?plan\w*\b.*",
    r"(?:kosten|förder)-?(?:übersicht|kulisse|möglichkeiten|programme)\b.*", r"controlling\b.*",
    r"erfolgskontrolle\b.*", r"(?:organisation|steuerung)\w*\b.*",
    r"(?:nächste|weitere) schritte\b.*",
    r"prioritäten(?:liste|setzung)?", r"öffentlichkeitsarbeit\b.*",
)  # fmt: skip
"""Chapters after them; a project that stands there with its number is still one."""

INTRODUCTION = (
    r"einleitung", r"einführung", r"ausgangslage\b.*", r"ausgangssituation\b.*", r"hintergrund",
    r"herausforderung(?:en)?\b.*", r"worum (?:es )?geht\b.*", r"kurz(?:beschreibung|fassung)?",
    r"überblick\b.*", r"übersicht\b.*", r"zusammenfassung", r"leitbild\b.*", r"vision\b.*",
    r"leitgedanke\b.*", r"leitmotiv\b.*", r"begründung", r"handlungsbedarfe?\b.*", r"motto",
    r"strategie", r"beschreibung", r"anlass\b.*", r"präambel", r"analyse\b.*", r"bestand\b.*",
    r"bestandsanalyse\b.*", r"stärken und schwächen\b.*", r"swot\b.*", r"vorbemerkung",
    r"das steht (?:hier|drin)", r"warum\b.*", r"bedeutung\b.*",
)  # fmt: skip
"""What stands between the heading of a Strategie and its first Leitziel."""


@dataclass(frozen=True)
class Words:
    """Names of kinds, the defaults changed by those of a town.

    Attributes:
        own: what the town added, by the word: one of ``rows.KINDS``.
    """

    own: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def names(self):
        """Kind by name in lower case; the town's word goes before the default."""
        found = {name.lower(): kind for kind, names in NAMES.items() for name in names}
        for word, kind in self.own.items():
            key = " ".join(word.lower().split())
            if kind in PART_KINDS:
                found[key] = kind
            else:
                found.pop(key, None)
        return found

    @cached_property
    def name_pattern(self):
        """Matches a name at the beginning of a text."""
        alternatives = map(_spelled, sorted(self.names, key=len, reverse=True))
        return re.compile(
            rf"(?P<name>{'|'.join(alternatives)})"
            r"(?:(?![^\W\d_])|(?=-?(?:nr|nummer)\b))",
            re.IGNORECASE,
        )

    def kind_of(self, name):
        """The kind of a name that `name_pattern` found."""
        flat = _flat(name)
        return self._flat_names.get(flat, "")

    @cached_property
    def _flat_names(self):
        return {_flat(name): kind for name, kind in self.names.items()}

    def is_unsure(self, name):
        kind = self.kind_of(name)
        return _flat(name) in {_flat(word) for word in UNSURE.get(kind, ())} - self._own_flat

    @cached_property
    def _own_flat(self):
        return {_flat(word) for word in self.own}

    @cached_property
    def groups(self):
        """Kind by plural in lower case."""
        found = {word.lower(): kind for kind, words in GROUPS.items() for word in words}
        for word, kind in self.own.items():
            if kind in PART_KINDS:
                for ending in ("e", "n", "en", "s", "er"):
                    found.setdefault(f"{word.lower()}{ending}", kind)
        return found

    def own_kind(self, title):
        """What the town says about a heading of just these words, or ""."""
        return self._own_lower.get(" ".join(title.lower().split()), "")

    @cached_property
    def _own_lower(self):
        return {" ".join(word.lower().split()): kind for word, kind in self.own.items()}


def away(title):
    """How surely a chapter of this title is no part of the Konzept: 0 to 3."""
    title = title.lower().strip(" :.–-")
    for sureness, pattern in ((3, _SURE), (2, _AWAY), (1, _MILD)):
        if pattern.fullmatch(title):
            return sureness
    return 0


def introduces(title):
    return bool(_INTRODUCTION.fullmatch(title.lower().strip(" :.–-")))


def _any_of(patterns):
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_SURE, _AWAY, _MILD = _any_of(AWAY_FOR_SURE), _any_of(AWAY), _any_of(AWAY_MILDLY)
_INTRODUCTION = _any_of(INTRODUCTION)
_SECOND_HALF = re.compile(
    r"(?<=[a-zäöüß])(ziel|feld|projekt|maßnahme|bereich|schwerpunkt|vorhaben)\b"
)


def _spelled(name):
    """The ways in which a name is written: with hyphen, with blank, with ss."""
    pattern = re.escape(_SECOND_HALF.sub("\x00\\1", name))
    return (
        pattern.replace("\\\x00", "\x00")
        .replace("\x00", "[-\u2010\u2011]?")
        .replace(r"\ ", r"[\s\-]+")
        .replace("ß", "(?:ß|ss)")
    )


def _flat(name):
    return re.sub(r"[\W_]", "", name.lower()).replace("ß", "ss")
