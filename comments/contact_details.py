"""Telephone numbers, addresses, accounts and licence plates in a text, as written in Germany.

A hint for moderators, and a rule that may hold a comment back: it sees what looks like one, and
people see whether it is.
"""

import unicodedata
from dataclasses import dataclass

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
_DIALLED = regex.compile(r"[\d+(]")
_EMAIL = regex.compile(
    r"""
    (?<![\w.+-])[\w.+-]{1,64} \s? (?:@|[\[({]\s?(?:at|ät|@)\s?[\])}]) \s?
    [\w-]{1,63} (?:\.|\s?[\[({]\s?(?:dot|punkt|\.)\s?[\])}]\s?) [\w-]{2,63}(?:\.[\w-]{2,63}){0,3}
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


_IBAN = regex.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?(?!\w)")
# „SDL-AB 123“; without a hyphen only where the word says what it is.
_PLATE = regex.compile(
    r"""
    (?<![\w-]) [A-ZÄÖÜ]{1,3} - [A-Z]{1,2} [\s-]? [1-9]\d{0,3} [EH]? (?![\w-])
    | (?<=\b(?:Kennzeichen|Kfz-Kennzeichen|Nummernschild):?\s)
      [A-ZÄÖÜ]{1,3} [\s-]? [A-Z]{1,2} [\s-]? [1-9]\d{0,3} [EH]? (?!\w)
    """,
    regex.VERBOSE,
)


@dataclass(frozen=True)
class Detail:
    """What looks like a contact detail.

    Attributes:
        kind: what it seems to be, in a word.
        start, end: where it stands in the text.
        words: what stands there.
    """

    kind: str
    start: int
    end: int
    words: str


def find_details(text):
    """Return a Detail for whatever looks like one in ``text``, in their order."""
    plain, places = _plain(text)
    found = {}
    for kind, spans in _KINDS:
        for start, end in spans(plain):
            # What an IBAN is made of could be a telephone number, too.
            if end > start and not any(start < known[1] and known[0] < end for known in found):
                found[start, end] = kind
    details = []
    for (start, end), kind in sorted(found.items()):
        first, last = places[start], places[end - 1] + 1
        details.append(Detail(kind, first, last, text[first:last]))
    return details


def contact_details(text):
    """Name the kinds of contact details in ``text``, in words; an empty list if there are none."""
    return list(dict.fromkeys(detail.kind for detail in find_details(text)))


def _plain(text):
    """``text`` without what nobody sees, and for each of its characters where it stands."""
    if unicodedata.is_normalized("NFKC", text) and not _IGNORED.search(text):
        return text, range(len(text))
    letters, places = [], []
    for place, letter in enumerate(text):
        for each in unicodedata.normalize("NFKC", letter):
            if not _IGNORED.match(each):
                letters.append(each)
                places.append(place)
    return "".join(letters), places


def _found(pattern):
    return lambda text: [match.span() for match in pattern.finditer(text)]


def _phones(text):
    """The numbers alone, where a word before them says what they are."""
    return [
        (match.start() + _DIALLED.search(match.group()).start(), match.end())
        for match in _PHONE.finditer(text)
    ]


def _ibans(text):
    return [match.span() for match in _IBAN.finditer(text) if _is_iban(match.group())]


def _is_iban(words):
    """Whether its check digits are right (ISO 7064, MOD 97-10)."""
    number = "".join(words.split())
    turned = number[4:] + number[:4]
    return len(number) >= 15 and int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def _streets(text):
    found = [match for match in _STREET.finditer(text) if not _UNIT.match(text, match.end())]
    found += [
        match
        for match in _PLACE.finditer(text)
        if not _COUNTED.search(match[1]) and not _UNIT.match(text, match.end())
    ]
    return [match.span() for match in found]


_KINDS = (
    (_("IBAN"), _ibans),
    (_("E-Mail-Adresse"), _found(_EMAIL)),
    (_("Telefonnummer"), _phones),
    (_("Anschrift"), _streets),
    (_("Kfz-Kennzeichen"), _found(_PLATE)),
)
