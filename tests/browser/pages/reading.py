"""What everybody reads."""

from tests import factories

from .state import State, at, open_all, submit


def strategie(state):
    return lambda town: town.strategie(state).get_absolute_url()


def baustein(state, *, busy=True, query=""):
    return lambda town: town.baustein(state, busy=busy).get_absolute_url() + query


def passage(query):
    """The page with one of its passages: written about, or asked for."""

    def address(town):
        row = town.baustein("open")
        quoted = row.kommentare.published().quoting().first()
        name = f"{row.fassung.number}-{quoted.passage_block}"
        return f"{row.get_absolute_url()}?{query}={name}"

    return address


def poster(state):
    return at(
        "phases:poster", lambda town: town.strategie(state).konzept.slug,
        lambda town: town.strategie(state).slug,
    )  # fmt: skip


def result(query=""):
    return lambda town: town.published.get_absolute_url() + query


def of_fassungen(address, query=""):
    """An address of the Fassungen of one Baustein; ``address`` is what follows theirs."""
    return lambda town: f"{town.changed.get_fassungen_url()}{address}{query}"


def quote_while_writing(page):
    """Press a mark in the text after some words were typed."""
    page.locator("#id_text").fill("Angefangen")
    with page.expect_navigation():
        page.locator(".prose .cite").first.click()


def page(name):
    return at("pages:page", lambda town: name)


def english(state):
    return State(state.address, who=state.who, prepare=state.prepare, language="en")


READING = {
    "start": State(),
    "konzepte": State("/konzepte/"),
    "termine": State("/phasen/"),
    "konzept": State(lambda town: town.konzept.get_absolute_url()),
    "strategie offen": State(strategie("open")),
    "strategie kommt": State(strategie("coming")),
    "strategie beendet": State(strategie("over")),
    "strategie ohne phase": State(lambda town: town.without_phase.get_absolute_url()),
    "strategie leer": State(
        lambda town: factories.strategie(konzept=town.konzept).get_absolute_url()
    ),
    "strategie gefolgt": State(strategie("open"), who="resident"),
    "baustein voll": State(baustein("open")),
    "baustein angemeldet": State(baustein("open"), who="resident"),
    "baustein leer": State(baustein("open", busy=False)),
    "baustein kommt": State(baustein("coming")),
    "baustein für eingeladene": State(
        lambda town: town.first_for_some.strategie.bausteine.goals().first().get_absolute_url()
    ),
    "baustein für eingeladene angemeldet": State(
        lambda town: town.first_for_some.strategie.bausteine.goals().first().get_absolute_url(),
        who="resident",
    ),
    "baustein beendet": State(baustein("over")),
    "nichts gefunden": State(baustein("open", query="?suche=Zeppelin")),
    "stelle zitieren": State(passage("zitat")),
    "stelle zitieren mit angefangenem": State(baustein("open"), prepare=quote_while_writing),
    "stelle wählen": State(baustein("open"), prepare=open_all),
    "zu einer stelle": State(passage("stelle")),
    "zum ganzen": State(
        lambda town: town.strategie("open").bausteine.wholes().get().get_absolute_url()
    ),
    "stelle gibt es nicht": State(baustein("open", query="?zitat=1-99-abc")),
    "permalink": State(lambda town: town.kommentar.get_absolute_url()),
    "tiefe antwort": State(lambda town: town.deepest.get_absolute_url()),
    "grabstein": State(lambda town: town.tombstone.get_absolute_url()),
    "wartet auf prüfung": State(lambda town: town.held.get_absolute_url(), who="resident"),
    "moderation in zahlen": State(at("comments:transparency", lambda town: town.konzept.slug)),
    "aushang offen": State(poster("open")),
    "aushang beendet": State(poster("over")),
    "suche": State("/suche/"),
    "suche mit treffern": State("/suche/?q=Bus"),
    "suche in kommentaren": State("/suche/?q=Bus&art=kommentar"),
    "suche ohne treffer": State("/suche/?q=Zeppelin"),
    "musterseite": State("/musterseite/"),
    # Last, because from here on the Konzept has them.
    "konzept in anderen worten": State(
        lambda town: town.in_other_words.konzept.get_absolute_url(), prepare=open_all
    ),
    "strategie in anderen worten": State(
        lambda town: town.in_other_words.get_absolute_url(), prepare=open_all
    ),
    "vorhaben mit fragen": State(lambda town: town.asked.get_absolute_url()),
}

RESULT = {
    "ergebnis": State(result()),
    "ergebnisse": State("/ergebnisse/"),
    "umsetzung": State("/umsetzung/"),
    "umsetzung gefiltert": State("/umsetzung/?zustand=aufgegeben"),
    "umsetzung eines konzepts": State(
        at("progress:konzept", lambda town: town.published.strategie.konzept.slug)
    ),
    "vorhaben": State(
        at("progress:vorhaben", lambda town: town.published.strategie.konzept.slug, lambda town: 2)
    ),
    "bericht der umsetzung": State(lambda town: town.umsetzungsbericht.get_absolute_url()),
    "mitteilungen": State("/mitteilungen/"),
    "mitteilung": State(lambda town: town.sent_message.get_absolute_url()),
    "ergebnis aufgeklappt": State(result(), prepare=open_all),
    "ergebnis gefiltert": State(result("?wuerdigung=folgen")),
    "ergebnis ohne treffer": State(result("?wuerdigung=nicht_folgen&amt=Zeppelin")),
    "ergebnis an der wand": State(
        lambda town: f"{town.published.get_absolute_url()}leinwand/"
    ),
    "frühere ausgabe": State(lambda town: town.published.ausgaben.last().get_absolute_url()),
    "daten": State(
        at(
            "evaluation:data", lambda town: town.published.strategie.konzept.slug,
            lambda town: town.published.strategie.slug,
        )
    ),
    "geänderter baustein": State(lambda town: town.changed.get_absolute_url()),
    "fassungen": State(of_fassungen("")),
    "fassungen der redaktion": State(of_fassungen(""), who="redaktion"),
    "zweimal dieselbe fassung": State(of_fassungen("", "?von=1&bis=1"), who="redaktion"),
    "erste fassung": State(of_fassungen("1/")),
    "geltende fassung": State(of_fassungen("2/")),
    "entwurf einer fassung": State(of_fassungen("entwurf/"), who="redaktion"),
    "unterschied": State(of_fassungen("1..2/")),
    "unterschied aufgeklappt": State(of_fassungen("1..2/"), prepare=open_all),
    "unterschied rückwärts": State(of_fassungen("2..1/"), leads_to="strategies:unterschied"),
    "unterschied zum entwurf": State(of_fassungen("2..entwurf/"), who="redaktion"),
}  # fmt: skip

EVERYDAY = {
    **{name: State(page(name)) for name in (
        "impressum", "datenschutz", "barrierefreiheit", "netiquette", "hilfe", "leichte-sprache",
    )},
    "fassung der netiquette": State(at("pages:fassung", lambda town: "netiquette", lambda town: 1)),
    "barriere": State("/barriere-melden/?von=/konzepte/"),
    "barriere ohne text": State("/barriere-melden/", prepare=submit()),
    "sprache": State("/sprache/?back=/konzepte/"),
    "sprache ohne cookies": State("/sprache/?gewaehlt=en&back=/konzepte/"),
    "seite fehlt": State("/gibt/es/nicht/", status=404),
    "nicht erlaubt": State("/verwaltung/", who="resident", status=403, leads_to="admin:login"),
}  # fmt: skip

ENGLISH = {
    name: english(READING[name])
    for name in (
        "start", "konzept", "termine", "strategie offen", "baustein voll", "grabstein",
        "suche mit treffern", "strategie in anderen worten",
    )
} | {name: english(RESULT[name]) for name in ("ergebnis", "fassungen", "unterschied")}  # fmt: skip
ENGLISH |= {name: english(EVERYDAY[name]) for name in ("datenschutz", "barriere ohne text")}
