"""Telephone numbers, e-mail and street addresses in a text, as they are written in Germany.

A hint for moderators, and a rule that may hold a comment back: it sees what looks like one, and
people see whether it is.
"""

import unicodedata

import regex
from django.utils.translation import gettext_lazy as _

_IGNORED = regex.compile(r"[\p{Cf}\p{Default_Ignorable_Code_Point}]")
_NUMBER = r"\d(?:[\s\-–/.()]{0,3}\d)"
_PHONE = regex.compile(
    rf"""
    (?<![\w+/.,]) (?:\+|00) [1-9]\d{{0,2}} [\s\-–/.()]{{0,3}} {_NUMBER}{{5,13}} (?!\w)
    | (?<![\w/.,-]) \(?0[1-9]\d{{1,4}}\)? [\s\-–/.]{{0,3}} {_NUMBER}{{3,9}} (?![\w])
    | \b(?:tel|telefon|fon|handy|mobil|fax|rufnummer|durchwahl)\w{{0,10}}
      [.:]?\s{{0,2}} (?:nr|nummer|unter)? [.:]?\s{{0,2}} \(? {_NUMBER}{{3,13}} (?!\w)
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_EMAIL = regex.compile(
    r"""
    (?<![\w.+-])[\w.+-]{1,64} \s? (?:@|[\[({]\s?(?:at|ät|@)\s?[\])}]) \s?
    [\w-]{1,63} (?:\.|\s?[\[({]\s?(?:dot|punkt|\.)\s?[\])}]\s?) [\w-]{2}
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_HOUSE = r"\s{0,3}(?:Nr\.?\s?)?(\d{1,3})(?![.,:]?\d)(?:\s?[a-hA-H]\b)?(?!\w)"
# „Lindenstraße 12“, „Berliner Str. 5b“, „Kirchgasse 3“.
_STREET = regex.compile(
    rf"""
    (?<![\p{{L}}-])(?:[\p{{L}}-]{{2,40}}(?:straße|strasse|str\.|gasse|allee|chaussee|weg|platz|ring|damm|ufer
      |stieg|steig|pfad|markt|graben|winkel|zeile|anger|promenade|siedlung|kamp|twiete|redder)
    |\p{{Lu}}[\p{{L}}.-]{{1,40}}\s(?:Straße|Strasse|Str\.|Weg|Allee|Platz|Ring|Damm|Ufer|Gasse|Markt
      |Chaussee|Pfad|Stieg|Steig)
    |(?:Straße|Strasse|Str\.|Platz|Weg|Allee)\s(?:de[rsm]|am|an)\s(?:der\s|den\s)?\p{{Lu}}[\p{{L}}-]{{1,40}})
    {_HOUSE}
    """,
    regex.VERBOSE,
)
# „Am Markt 3a“, „An der Elbe 12“, „Unter den Linden 5“.
_PLACE = regex.compile(
    rf"""
    \b(?:Am|An\sder|An\sdem|Auf\sdem|Auf\sder|Zum|Zur|Im|In\sder|In\sden|Unter\sden|Hinter\sder
      |Hinter\sdem|Vor\sdem|Vor\sder|Bei\sder|Beim|Alter|Alte|Neuer|Neue)
    \s((?:\p{{Lu}}[\p{{L}}-]{{1,40}}\s)?\p{{Lu}}[\p{{L}}-]{{1,40}}) {_HOUSE}
    """,
    regex.VERBOSE,
)
# What is counted and not lived at: „Am Dienstag 3 Busse“, „Im Kapitel 4“.
_COUNTED = regex.compile(
    r"""
    (?i:(?<!\w)(?:\w*tag|\w*abend|januar|februar|märz|april|mai|juni|juli|august|september|oktober
    |november|dezember|frühling|sommer|herbst|winter|jahr\w*|woche|monat|\w*abschnitt\w*|\w*kapitel
    |\w*ziel|\w*handlungsfeld|\w*projekt|\w*seite|\w*punkt|fassung|strategie|absatz|satz|anlage
    |artikel|nummer|phase|haltestelle|linie|\w*gleis|\w*klasse|maßnahme|abbildung|tabelle|frage
    |baustein|version|variante|zeile|spalte|stufe|teil|paragraf|ausgabe|vorschlag|kilometer|uhr
    |halle|haus|raum|zimmer|stock|etage|nr))\Z
    """,
    regex.VERBOSE,
)
_UNIT = regex.compile(
    r"\s*(?:m|km|cm|qm|m²|ha|%|€|°|x|Meter\w*|Kilometer\w*|Euro|Prozent|Uhr|Jahre?n?|Tagen?|Stunden?"
    r"|Minuten?|Mal|mal|Personen|Menschen|Leuten?|Bäumen?|Bänken?|Autos?|Plätzen?|Stellplätzen?"
    r"|Mio|Millionen|bis|und|oder|neue\w*|weitere\w*|große\w*|kleine\w*)(?!\w)"
)


def contact_details(text):
    """Name the kinds of contact details in ``text``, in words; an empty list if there are none."""
    text = _IGNORED.sub("", unicodedata.normalize("NFKC", text))
    kinds = (
        (_("Telefonnummer"), _PHONE.search(text)),
        (_("E-Mail-Adresse"), _EMAIL.search(text)),
        (_("Anschrift"), _has_street(text)),
    )
    return [name for name, found in kinds if found]


def _has_street(text):
    found = [match for match in _STREET.finditer(text) if not _UNIT.match(text, match.end())]
    return bool(found) or any(
        not _COUNTED.search(match[1]) and not _UNIT.match(text, match.end())
        for match in _PLACE.finditer(text)
    )
