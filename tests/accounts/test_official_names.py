"""Nobody passes for the administration, and ordinary names stay free."""

import string
import unicodedata
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from accounts.models import Namenswechsel, User
from accounts.names.lookalikes import skeleton
from accounts.names.official_names import PARTS, WORDS, is_official
from accounts.names.pseudonyms import clean_pseudonym

TOWN = "Elbhagen"


def refused(name, **more):
    return is_official(name, **{"municipality": TOWN, **more})


@pytest.mark.parametrize(
    "name",
    [
        "Bauamt", "Ordnungsamt", "Landratsamt", "Haupt amt", "Amtsleitung", "Amtsrat Meier",
        "Kirchenamt", "Das Wasserschutzamt", "Bau.amt", "Bau-Amt", "B a u a m t", "B_a_u_a_m_t",
        "Bauamt!", "Bauämter", "Bauaemter", "BauAMT 2", "des Bauamtes",
        "Polizei", "Polizei Nord", "Feuerwehr Nord", "Stadtwerke", "Stadt Werke", "Stadtrat",
        "Stadträtin Meier", "Umweltministerium", "Die Ministerin", "Landrat", "Landkreis",
        "Wasserbehörde", "Rat der Stadt", "Bürgerbüro", "Bauhof", "Offizielle Stelle",
    ],
)  # fmt: skip
def test_offices_and_authorities_are_refused(name):
    assert refused(name)


@pytest.mark.parametrize(
    "name",
    ["Elbhagen", "Pressestelle Elbhagen", "Elbhagen aktuell", "ElbhagenInfo", "Elb hagen",
     "Stadt-Elbhagen", "E l b h a g e n", "Elbhаgen", "ELBHAGEN", "Elbhagens Stimme"],
)  # fmt: skip
def test_the_name_of_the_municipality_is_refused_as_a_part(name):
    assert refused(name)


@pytest.mark.parametrize(
    ("municipality", "name"),
    [("Stadt Lenzen (Elbe)", "Lenzen informiert"), ("Bad Belzig", "Info Belzig"),
     ("Burg", "Neues aus Burg"), ("Frankfurt an der Oder", "Frankfurt direkt")],
)  # fmt: skip
def test_what_names_the_municipality_is_found_in_its_whole_name(municipality, name):
    assert refused(name, municipality=municipality)


@pytest.mark.parametrize(
    ("municipality", "name"),
    [("Stadt Lenzen (Elbe)", "Elbe 3"), ("Burg", "Familie Burger"), ("Bad Belzig", "Badegast"),
     ("Frankfurt an der Oder", "Anna an der Oder")],
)  # fmt: skip
def test_what_names_no_municipality_stays_free(municipality, name):
    assert not refused(name, municipality=municipality)


@pytest.mark.parametrize(
    "name",
    [
        "Elbhagenerin", "Alter Elbhagener", "Samt und Seide", "Rosa Samt", "Adam T.", "Amanda Mt",
        "Beamter i. R.", "Gesamtbild", "Ehrenamt Lena", "Anna Amtsberg", "Amtmann", "Stadtratte",
        "Josef Bauhofer", "Stadtkind", "Teamgeist", "Gammler", "Presseschau", "Moderne Frau",
        "Ministrant", "Landlust", "Tamtam", "Zoe", "Feuer und Flamme", "Erna vom Markt", "Olena",
        "Deichläufer_89", "Rosenweg 12", "Poldi", "Hammer", "Familie Burger", "Kommodore",
    ],
)  # fmt: skip
def test_ordinary_names_are_free(name):
    assert not refused(name)


# They look like another letter.
OTHER = {
    "LATIN SMALL LETTER TURNED M",
    "LATIN SMALL LETTER TURNED W",
    "LATIN SMALL LETTER V WITH HOOK",
}


def look_alikes_of(letter):
    """Every character that Unicode's names call this letter, in some alphabet or sign."""
    capital = letter.upper()
    endings = (f"LETTER {capital}", f"SMALL CAPITAL {capital}", f"LETTER SMALL CAPITAL {capital}")
    names = [f"LATIN {ending}" for ending in endings]
    names += [f"LATIN SMALL LETTER {how} {capital}" for how in ("TURNED", "REVERSED", "DOTLESS")]
    names += [f"LATIN SMALL LETTER {capital} WITH {how}" for how in ("HOOK", "STROKE", "TILDE")]
    signs = ("CIRCLED", "NEGATIVE CIRCLED", "SQUARED", "NEGATIVE SQUARED", "PARENTHESIZED")
    names += [f"{sign} LATIN {size} LETTER {capital}" for sign in signs
              for size in ("SMALL", "CAPITAL")]  # fmt: skip
    fonts = ("BOLD", "ITALIC", "SCRIPT", "FRAKTUR", "DOUBLE-STRUCK", "SANS-SERIF", "MONOSPACE")
    names += [f"MATHEMATICAL {font} SMALL {capital}" for font in fonts]
    names += [f"FULLWIDTH LATIN SMALL LETTER {capital}",
              f"REGIONAL INDICATOR SYMBOL LETTER {capital}"]  # fmt: skip
    for name in set(names) - OTHER:
        try:
            yield unicodedata.lookup(name)
        except KeyError:
            continue


@pytest.mark.parametrize("letter", string.ascii_lowercase)
def test_every_form_of_a_letter_is_that_letter(letter):
    forms = list(look_alikes_of(letter))

    assert len(forms) > 8
    assert {form: skeleton(form) for form in forms if skeleton(form) != skeleton(letter)} == {}


@pytest.mark.parametrize("sign", list("℮ᗰⱮꝋʀᴍᴀꓟᏒΑаԁՕоοⲟ〇") + ["ɑ", "ⅼ", "ǀ", "١"])
def test_what_unicode_calls_confusable_is_folded(sign):
    assert skeleton(sign).isascii()


@pytest.mark.parametrize("word", ["moderation", "verwaltung", "polizei", "bauamt", "rathaus"])
def test_no_form_of_any_letter_makes_a_reserved_name_free(word):
    taken = [
        name
        for place, letter in enumerate(word)
        for form in look_alikes_of(letter)
        if not refused(name := word[:place] + form + word[place + 1 :])
    ]

    assert taken == []


@pytest.mark.parametrize("word", [*PARTS, *WORDS])
def test_every_reserved_word_is_refused_in_any_case_and_beside_a_name(word):
    assert refused(word)
    assert refused(f"{word} Nord")
    assert refused(word.upper())


@pytest.mark.parametrize(
    ("name", "other"), [("Klaus_58", "Klaus_5B"), ("Anna 2", "Anna Z"), ("Ida7", "IdaT")]
)
def test_digits_that_look_like_letters_are_the_same(name, other):
    assert skeleton(name) == skeleton(other)


def test_no_two_digits_are_the_same():
    assert len({skeleton(digit) for digit in string.digits}) == 10


def test_who_works_for_the_administration_may_bear_its_names():
    assert clean_pseudonym("Bauamt Elbhagen", official=True) == "Bauamt Elbhagen"


def renew_keys():
    migration = import_module("accounts.migrations.0008_pseudonym_keys")
    migration.renew(apps, SimpleNamespace(connection=connection))


@pytest.mark.django_db
def test_who_has_a_name_keeps_it_when_the_folding_grows():
    first = User.objects.create_user("a@example.org", "Klaus_58")
    second = User.objects.create_user("b@example.org", "Klara")
    office = User.objects.create_user("c@example.org", "Bauamt")
    former = Namenswechsel.objects.create(user=office, former="Mᴀria", former_key="mᴀria")
    User.objects.filter(pk=first.pk).update(pseudonym_key="kiaus58")
    User.objects.filter(pk=second.pk).update(pseudonym="Klaus_5B", pseudonym_key="kiaussb")

    renew_keys()
    renew_keys()

    for row in (first, second, office, former):
        row.refresh_from_db()
    assert [first.pseudonym, second.pseudonym, office.pseudonym] == [
        "Klaus_58", "Klaus_5B", "Bauamt",
    ]  # fmt: skip
    assert first.pseudonym_key == skeleton("Klaus_58")
    assert second.pseudonym_key != first.pseudonym_key
    assert former.former_key == "maria"
    assert not User.objects.bearing(skeleton("Klaus_5B")).exclude(pk=first.pk).exists()
