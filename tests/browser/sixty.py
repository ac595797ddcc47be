"""Sixty contributions on ten matters: what the work of the evaluation is counted with."""

MATTERS = {
    "Rufbus am Abend": "Abends fehlt ein Rufbus nach Krenzow",
    "Bänke am Marktplatz": "Am Marktplatz fehlen Bänke für Ältere",
    "Schatten für die Kita": "Die Kita braucht Schatten im Garten",
    "Radweg zur Schleuse": "Der Radweg zur Schleuse hat Löcher",
    "Freibad sanieren": "Das Freibad muss saniert werden, die Becken sind undicht",
    "Ärzte aufs Land": "Eine Hausarztpraxis fehlt, Ärzte finden sich keine",
    "Leere Läden": "Leerstehende Läden verfallen, niemand vermietet sie",
    "Laternen im Park": "Laternen im Park gehen nachts aus",
    "Hort länger öffnen": "Der Hort schließt nachmittags viel zu früh",
    "Glasfaser im Dorf": "Glasfaser kommt nicht ins Dorf, das Internet stockt",
}
ENDINGS = (
    ".", ", seit Jahren.", ", sagt auch meine Nachbarin.", ", das ärgert mich sehr.",
    ", wann passiert etwas?", ", bitte bald.",
)  # fmt: skip
TWICE = 6


def contributions():
    """Their texts, the matters in turns; some raise the next matter too."""
    texts = list(MATTERS.values())
    for ending in ENDINGS:
        for number, text in enumerate(texts):
            words = f"{text}{ending}"
            if ending == ENDINGS[1] and number < TWICE:
                words = f"{words} {texts[number + 1]}."
            yield words
