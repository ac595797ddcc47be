"""Names that only the administration may bear, or another authority.

Compared in the form in which look-alikes are equal (``lookalikes``). Five rules, the first
that fits refuses: a word of ``PARTS`` anywhere in the name, broken up or not; a word of
``WORDS`` as a word of its own; a word of ``WHOLE`` as the whole name; words that end in
„…amt“ or „…ämter“ or begin with „Amts…“; the name of the municipality, alone or in
a compound. Who comes from there may say so: „Elbhagenerin“, „Alter Elbhagener“.
"""

from functools import lru_cache

import regex

from .lookalikes import SIGNS, fold, joined, skeleton

PARTS = (
    "Moderation", "Moderator", "Verwaltung", "Redaktion", "Administrator", "Administration",
    "Bürgermeister", "Buergermeister", "Rathaus", "Landkreis", "Gelöschtes Konto",
    "Polizei", "Feuerwehr", "Stadtwerke", "Gemeindewerke", "Ministerium", "Ministerpräsident",
    "Landrätin", "Landratsamt", "Stadträtin", "Gemeinderätin", "Ortschaftsrat", "Ortsbeirat",
    "Stadtverordnete", "Gemeindevertret", "Beigeordnete", "Ortsvorsteher", "Kreistag", "Landtag",
    "Bundestag", "Bundesregierung", "Landesregierung", "Bezirksregierung", "Regierungspräsidium",
    "Staatskanzlei", "Staatsanwalt", "Amtsgericht", "Landgericht", "Behörde", "Behoerde",
    "Dezernat", "Dezernent", "Pressestelle", "Pressesprecher", "Presseabteilung", "Stadtkasse",
    "Kämmerei", "Kaemmerei", "Stadtkämmer", "Ordnungsdienst", "Stadtplanung",
    "Wirtschaftsförderung", "Gleichstellungsbeauftragt", "Datenschutzbeauftragt", "Bürgerbüro",
    "Buergerbuero", "Bürgerservice", "Eigenbetrieb", "Stadtbetrieb", "Zweckverband", "Jobcenter",
    "Arbeitsagentur", "Agentur für Arbeit", "Fachbereich", "Fachdienst", "Sachgebiet",
    "Stabsstelle", "Rettungsdienst", "Bundeswehr", "Stadtarchiv", "Rat der Stadt",
    "Rat der Gemeinde", "Gerichtsvollzieher", "Verfassungsschutz", "Bundeskanzler",
    "Bundespräsident", "Kommunalaufsicht", "Offiziell", "Amtlich",
    # Whatever ends in „…amt“ is refused as a word; these also when they are taken apart.
    "Bauamt", "Ordnungsamt", "Hauptamt", "Sozialamt", "Jugendamt", "Gesundheitsamt", "Standesamt",
    "Finanzamt", "Umweltamt", "Meldeamt", "Bürgeramt", "Planungsamt", "Bezirksamt", "Kulturamt",
    "Schulamt", "Presseamt", "Veterinäramt", "Katasteramt", "Forstamt", "Personalamt",
    "Liegenschaftsamt", "Vermessungsamt", "Verkehrsamt", "Kreisamt", "Arbeitsamt", "Zollamt",
    "Grünflächenamt", "Gartenamt", "Rechtsamt", "Rechnungsprüfungsamt", "Amtsleit",
)  # fmt: skip
WORDS = (
    "Admin", "Administratorin", "Amt", "Ämter", "Aemter", "Landrat", "Stadtrat", "Stadtrats",
    "Gemeinderat", "Kreisrat", "Stadträte", "Minister", "Ministerin", "Bauhof", "Magistrat",
    "Senat", "Moderatoren", "Mod", "Mods", "Webmaster", "Stadtdirektor", "Stadtdirektorin",
    "Bundesamt", "Landesamt", "THW", "LKA", "BKA",
)  # fmt: skip
WHOLE = ("Stadt", "Gemeinde", "Presse", "System", "Team", "Root", "Support", "Referat", "Kreis")
# Words that end or begin like an office and are none, and people's names.
ORDINARY = (
    "Samt", "Gesamt", "Insgesamt", "Mitsamt", "Allesamt", "Ehrenamt", "Beamter", "Verbeamteter",
    "Amtsberg", "Amtsfeld",
)  # fmt: skip
# Shorter names of a municipality or an office („Burg“, „Bau“) are parts of too many others.
LONG = 6
# What belongs to the name of a municipality and names none.
_GENERAL = (
    "Stadt", "Gemeinde", "Landeshauptstadt", "Hansestadt", "Hanse", "Universitätsstadt",
    "Kreisstadt", "Große", "Lutherstadt", "Samtgemeinde", "Verbandsgemeinde", "Einheitsgemeinde",
    "Amt", "Landkreis", "Kreis", "Markt", "Flecken", "Bad", "Ortsteil", "Kurort", "Ostseebad",
    "der", "die", "das", "und", "Sankt", "Neu", "Alt", "Groß", "Klein", "Ober", "Unter", "Nieder",
)  # fmt: skip
# What says where it is: „(Elbe)“, „/Spree“, „an der Oder“.
_WHERE = regex.compile(r"\(.*?\)|/.*|\s(?:an|am|im|in|bei|ob|auf|vor|unter|über|[aiob]\.)\s.*")
_DEMONYM = regex.compile(r"(?:er|ers|eri?n|eri?nn?en)")


def is_official(name, *, municipality="", reserved=()):
    """Whether a reader could take ``name`` for the administration or another authority.

    Args:
        name: what somebody wants to be called.
        municipality: its name, with or without „Stadt“, rivers and brackets.
        reserved: further names, such as those of Träger and offices.
    """
    folded = fold(name)
    # „Bauamt!“ ends with a sign, „Ba!l“ has one for a letter.
    return any(
        _is_official(text, municipality, tuple(reserved))
        for text in {folded, folded.translate(SIGNS)}
    )


def _is_official(text, municipality, reserved):
    key, words, reserved = joined(text), _words(text), _keys(reserved)
    # „Feuerwehr Nord“: „r“ and „n“ of two words are read as they stand.
    apart = "".join(map(joined, regex.split(r"[^\p{L}\p{N}]+", text)))
    parts = _keys(PARTS) | {word for word in reserved if len(word) >= LONG}
    return (
        any(part in whole for part in parts for whole in (key, apart))
        or bool((_keys(WORDS) | reserved) & {*words, key})
        or key in _keys((*WHOLE, municipality))
        or any(_is_office(word) for word in words)
        or _names_municipality(words, key, municipality)
    )


@lru_cache(64)
def _keys(names):
    return frozenset(key for key in map(skeleton, names) if key)


def _words(text):
    """The words of a folded text; letters that stand alone in a row are one word."""
    text = regex.sub(
        r"(?<![\p{L}\p{N}])[\p{L}\p{N}](?:[^\p{L}\p{N}]+[\p{L}\p{N}](?![\p{L}\p{N}])){2,}",
        lambda letters: joined(letters.group()),
        text,
    )
    return {joined(word) for word in regex.findall(r"[\p{L}\p{N}]+", text)}


def _is_office(word):
    """Whether a word is „…amt“, „…ämter“ or „Amts…“."""
    if word in _keys(ORDINARY):
        return False
    return word.endswith(("amt", "amter", "aemter", "amtes", "amts")) or word.startswith("amts")


def _names_municipality(words, key, municipality):
    """Whether a part of the municipality's name that names it stands in the words."""
    text = _WHERE.sub(" ", municipality)
    general = _keys(_GENERAL)
    for part in map(skeleton, regex.findall(r"[\p{L}\p{N}]+", text)):
        if part in general or len(part) < 3:
            continue
        others = {word for word in words if not _is_demonym(word, part)}
        if part in others or (len(part) >= LONG and any(part in word for word in others)):
            return True
        # „Elb hagen“: nowhere in a word, but in all of them together.
        if len(part) >= LONG and others == words and part in key:
            return True
    return False


def _is_demonym(word, part):
    return word.startswith(part) and bool(_DEMONYM.fullmatch(word[len(part) :]))
