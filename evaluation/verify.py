"""Whether a published edition is still what was published."""

import json

from django.utils.translation import gettext as _

from .canonical import anliegen_content, fingerprint


def differences(ausgabe):
    """Compare an Ausgabe with its hash, and its rows with its document.

    Returns:
        Sentences on what differs; empty if nothing does.
    """
    found = []
    if fingerprint(ausgabe.document) != ausgabe.sha256:
        found.append(_("Das Dokument passt nicht zu seiner Prüfsumme."))
    rows = ausgabe.ergebnisse.prefetch_related(
        "beitraege", "fassungen__fassung__baustein", "fassungen__before"
    ).order_by("number")
    published = json.loads(ausgabe.document)["anliegen"]
    if _lasting(published) != _lasting(anliegen_content(row) for row in rows):
        found.append(_("Die Ergebnisse weichen vom Dokument ab."))
    return found


def _lasting(anliegen):
    """Without what may rightly change later: number and address of a Baustein."""
    return [
        {**row, "fassungen": [(text["fassung"], text["vorher"]) for text in row["fassungen"]]}
        for row in anliegen
    ]
