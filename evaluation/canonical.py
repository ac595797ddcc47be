"""The document of an Ausgabe: its content as plain values, and as the one JSON text of them.

Keys sorted, no blanks, UTF-8, numbers whole: the same content is the same bytes, as
RFC 8785 has it for this kind of values.
"""

import hashlib
import json
from datetime import UTC

from comments.participation import participation

from .council import council_content, council_now

FORMAT = "mitreden-auswertung/1"


def canonical(content):
    """The one JSON text of ``content`` (dicts, lists, strings, whole numbers, booleans, None)."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(document):
    """SHA-256 of a document's UTF-8 bytes, as hexadecimal digits."""
    return hashlib.sha256(document.encode()).hexdigest()


def content_of(ausgabe, ergebnisse, editorial):
    """Everything an Ausgabe says, as plain values.

    Args:
        ausgabe: with number, published_at and note.
        ergebnisse: its Ergebnisse, each with ``beitraege`` and ``fassungen`` loaded.
        editorial: Fassungen published with it that only changed the wording.
    """
    phase = ausgabe.auswertung.kommentierphase
    strategie = phase.strategie
    aside = list(ausgabe.auswertung.set_aside().order_by("pk").values_list("pk", flat=True))
    return {
        "format": FORMAT,
        "ausgabe": ausgabe.number,
        "veroeffentlicht": _moment(ausgabe.published_at),
        "berichtigung": ausgabe.note,
        "konzept": {"adresse": strategie.konzept.slug, "titel": strategie.konzept.title},
        "strategie": {
            "adresse": strategie.slug,
            "nummer": strategie.number,
            "titel": strategie.title,
        },
        "phase": {
            "titel": phase.title,
            "beginn": _moment(phase.starts_at),
            "ende": _moment(phase.ends_at),
        },
        "beteiligung": participation(phase),
        "anliegen": [anliegen_content(row) for row in ergebnisse],
        "redaktionell": [_fassung(row) for row in editorial],
        # Older documents know nothing of it, and most have none.
        **({"ohne_anliegen": aside} if aside else {}),
        **council_content(council_now(ausgabe.auswertung)),
    }


def _moment(moment):
    """UTC to the second: the same moment is the same text in every time zone."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def anliegen_content(ergebnis):
    return {
        "nummer": ergebnis.number,
        "titel": ergebnis.title,
        "zusammenfassung": ergebnis.summary,
        "amt": ergebnis.office,
        "wuerdigung": ergebnis.verdict,
        "begruendung": ergebnis.reasons,
        "beitraege": sorted(row.kommentar_id for row in ergebnis.beitraege.all()),
        **_paragraphs(ergebnis),
        "fassungen": [
            {**_fassung(row.fassung), "vorher": row.before.number if row.before else None}
            for row in ergebnis.fassungen.all()
        ],
    }


def _paragraphs(ergebnis):
    """Which paragraphs of long contributions raise it; most documents say nothing of them."""
    rows = {str(row.kommentar_id): row.paragraphs for row in ergebnis.beitraege.all()}
    found = {number: paragraphs for number, paragraphs in rows.items() if paragraphs}
    return {"absaetze": found} if found else {}


def _fassung(fassung):
    baustein = fassung.baustein
    return {
        "art": baustein.kind,
        "nummer": baustein.number,
        "adresse": baustein.slug,
        "titel": fassung.title,
        "fassung": fassung.number,
    }
