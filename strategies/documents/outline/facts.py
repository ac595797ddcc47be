"""What planners write before the lines of a Steckbrief, and the field it is kept in."""

import re

LABELS = {
    "traeger": (
        r"(?:projekt|maßnahmen|vorhaben)?-?träger(?:schaft|in)?",
        r"zuständig(?:keit(?:en)?)?",
        r"verantwortlich(?:e[rsn]?|keit(?:en)?)?(?: stelle| akteure?)?",
        r"federführung",
        r"federführend(?:e[rs]?)?(?: stelle| amt)?",
        r"bauherr(?:in|schaft)?",
        r"vorhabenträger(?:in)?",
        r"akteure?(?:/-?innen|\*innen|:innen|innen)?",
        r"beteiligte(?: akteure?| partner)?",
        r"(?:projekt|kooperations)?-?partner(?:innen)?",
        r"umsetzung durch",
        r"wer",
        r"durchführung",
        r"durchführende(?: stelle)?",
        r"antragsteller(?:in)?",
        r"initiator(?:in|en)?",
        r"amt",
        r"projektleitung",
        r"projektverantwortliche?[rn]?",
        r"umsetzende akteure?",
        r"lead",
    ),
    "ort": (
        r"(?:projekt|maßnahmen|umsetzungs)?-?(?:ort|standort|gebiet|raum)",
        r"lage",
        r"ortsteil(?:e)?",
        r"räumliche[rs]? (?:bezug|verortung|umgriff|zuordnung|lage|wirkung|schwerpunkt)",
        r"adresse",
        r"verortung",
        r"gemarkung",
        r"flurstücke?",
        r"teilraum",
        r"gemeinde(?:n)?",
        r"wo",
        r"stadtteil(?:e)?",
        r"quartier(?:e)?",
        r"gebietskulisse",
        r"kommune(?:n)?",
    ),
    "kosten": (
        r"(?:geschätzte |voraussichtliche |geplante |grobe )?(?:gesamt|projekt|investitions|plan|"
        r"bau|herstellungs|roh)?-?kosten(?:schätzung|rahmen|ansatz|umfang|aufwand|berechnung|plan)?"
        r"(?: \(.*\))?(?: in .*)?",
        r"(?:finanz|investitions)(?:bedarf|volumen|rahmen|ierungsbedarf)",
        r"finanzierungsbedarf",
        r"budget",
        r"aufwand",
        r"investition(?:en|ssumme)?",
        r"gesamtinvestition(?:en)?",
        r"finanzieller aufwand",
        r"kosten und finanzierung",
    ),
    "foerderung": (
        r"(?:mögliche |potenzielle |geplante )?förder(?:ung|mittel|programme?|möglichkeit(?:en)?|"
        r"kulisse|quote|zugang|zugänge|topf|töpfe|geber|bedingungen)(?:en)?",
        r"finanzierung(?:squellen?|sansatz|smöglichkeit(?:en)?)?",
        r"mögliche finanzierung",
        r"zuschuss",
        r"zuwendung(?:en)?",
        r"fördersatz",
        r"drittmittel",
    ),
    "zeitraum": (
        r"(?:umsetzungs|durchführungs|projekt|realisierungs|bau)?-?(?:zeitraum|zeitrahmen|zeithorizont|"
        r"zeitplan(?:ung)?|zeitschiene|laufzeit|beginn|start|ende|dauer|horizont|termine?)",
        r"zeitliche[rs]? (?:einordnung|umsetzung|rahmen|ablauf|horizont|perspektive|priorität)",
        r"umsetzung(?:sjahr)?(?: bis| ab)?",
        r"realisierung(?:sjahr)?",
        r"wann",
        r"fertigstellung",
        r"jahr(?:e)?",
        r"fristigkeit",
        r"beginn und ende",
        r"start ?/ ?ende",
        r"umsetzungsstand",
        r"zeit",
        r"zeitliche einordnung",
    ),
    "prioritaet": (
        r"priorität(?:en|sstufe)?",
        r"prio\.?",
        r"priorisierung",
        r"dringlichkeit",
        r"rang(?:folge)?",
        r"bedeutung",
        r"prioritätensetzung",
        r"einstufung",
        r"wichtigkeit",
    ),
    "ansprechpartner": (
        r"ansprech(?:partner|person|stelle)(?:in|innen|en|/-?in|/-?innen|\*in|\*innen|:in|:innen)?",
        r"kontakt(?:person|daten|stelle)?",
        r"auskunft",
        r"projektkoordinat(?:or|orin|ion)",
        r"telefon",
        r"e-?mail",
        r"ansprechbar",
    ),
}

TITLES = (
    r"(?:projekt|maßnahmen|vorhaben)-?(?:titel|name|bezeichnung)",
    r"titel(?: des projekts| der maßnahme)?",
    r"(?:name|bezeichnung)(?: des (?:projekts?|vorhabens)| der maßnahme)?",
    r"kurztitel",
    r"(?:leit|schlüssel|impuls|start|leuchtturm)?-?projekt",
    r"(?:schlüssel|leit|einzel)?-?maßnahme",
    r"(?:schlüssel|leit)?-?vorhaben",
)
NUMBERS = (
    r"(?:(?:lfd|laufende)\.? ?)?(?:projekt|maßnahmen|vorhaben)?-? ?"
    r"(?:nr\.?|nummer|id|kennziffer|kürzel)",
)
DESCRIPTIONS = (
    r"(?:kurz|projekt|maßnahmen|vorhaben|inhaltliche )*-?beschreibung",
    r"(?:projekt)?inhalte?",
    r"erläuterung(?:en)?",
    r"(?:kurze )?darstellung",
    r"text",
    r"worum geht es\??",
    r"kurzbeschreibung .*",
    r"beschreibung .*",
    r"was",
)
MEASURES = (r"maßnahmen?", r"projekte?", r"vorhaben", r"aktivitäten?", r"schritte?")


def _any_of(patterns):
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_FIELDS = {name: _any_of(patterns) for name, patterns in LABELS.items()}
_TITLE, _NUMBER, _DESCRIPTION = _any_of(TITLES), _any_of(NUMBERS), _any_of(DESCRIPTIONS)
_MEASURE = _any_of(MEASURES)


def flat(label):
    """A label as it is compared: in lower case, without what stands round it."""
    return " ".join(label.lower().strip(" :.–-*•").replace("massnahme", "maßnahme").split())


def field_of(label, decided=None):
    """The field of `rows.FACTS` a label stands for, "text" where it is none.

    Args:
        decided: what a person said, field by label in lower case.
    """
    label = flat(label)
    for said, name in (decided or {}).items():
        if flat(said).casefold() == label.casefold():
            return name
    for name, pattern in _FIELDS.items():
        if pattern.fullmatch(label):
            return name
    parts = [part for part in re.split(r"\s*(?:/|,|&| und )\s*", label) if part]
    fields = [field_of(part) for part in parts] if len(parts) > 1 else ["text"]
    return fields[0] if "text" not in fields else "text"


def is_title(label):
    return bool(_TITLE.fullmatch(flat(label)))


def is_number(label):
    return bool(_NUMBER.fullmatch(flat(label)))


def is_description(label):
    return bool(_DESCRIPTION.fullmatch(flat(label)))


def is_measure(label):
    return bool(_MEASURE.fullmatch(flat(label)))
