"""Every kind and state of page, by name: what the checks in a real browser walk through.

A new page joins with one line in its group. Its rows come from the ``Town``, or are
made where its address is asked for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from uuid import uuid4

from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import User
from comments import actions
from comments.models import Kommentar
from demo import loader
from mails.rendering import render_mail
from mails.tokens import unsubscribe_link
from strategies.documents.uploads import keep_upload
from strategies.models import Baustein, Strategie
from tests import factories

MORE_TEXT = "Das gilt auch für **Dörfer**, in denen abends kein Bus mehr fährt. " * 4
DOCUMENT = "# Strategie 3: Neues\n\n## Leitziel 1: Ein neues Ziel\n\nText.\n"
WHY = {"ground": "werbung", "statement": "Der Beitrag wirbt für ein Geschäft."}


class Empty:
    """A municipality on its first day."""

    @cached_property
    def administrator(self):
        return factories.superuser(pseudonym="Hauptamt Anfang")


class Town:
    """A municipality in the middle of its Beteiligung: the demo, and a few rare cases."""

    def __init__(self):
        loader.load()
        self.konzept = self.strategie("open").konzept

    def strategie(self, state):
        """The Strategie whose Kommentierphase is open, coming or over."""
        phases = {
            phase.state: phase
            for strategie in Strategie.objects.all()
            for phase in strategie.kommentierphasen.all()
        }
        return phases[state].strategie

    def baustein(self, state, *, busy=True):
        """The Baustein with the most comments (or fewest) in such a Strategie."""
        order = "-comment_count" if busy else "comment_count"
        return (
            Baustein.objects.filter(strategie=self.strategie(state)).order_by(order, "pk").first()
        )

    @cached_property
    def without_phase(self):
        return factories.baustein(
            text=MORE_TEXT, strategie=factories.strategie(konzept=self.konzept)
        ).strategie

    @cached_property
    def kommentar(self):
        """A root with replies, by somebody who is not the resident."""
        replied = Kommentar.objects.published().filter(
            depth=1,
            baustein__in=self.strategie("open").bausteine.exclude(pk=self.baustein("open").pk),
        )
        return replied.exclude(parent__author=self.resident).latest("pk").parent

    @cached_property
    def deepest(self):
        return Kommentar.objects.published().order_by("-depth").first()

    @cached_property
    def tombstone(self):
        return Kommentar.objects.filter(status="hidden", parent=None).latest("pk")

    @cached_property
    def held(self):
        return Kommentar.objects.filter(status="pending").first()

    @cached_property
    def own(self):
        """A comment of the resident that is public and may be changed."""
        return factories.comment(self.baustein("open", busy=False), self.resident, MORE_TEXT)

    @cached_property
    def resident(self):
        """Somebody with a comment that waits for the moderators."""
        return self.held.author

    @cached_property
    def moderator(self):
        return User.objects.get(email__startswith="moderation@")

    @cached_property
    def redaktion(self):
        return User.objects.get(email__startswith="redaktion@")

    @cached_property
    def administrator(self):
        return User.objects.get(email__startswith="verwaltung@")

    @cached_property
    def colleague(self):
        """Moderates the same Konzept and has decided nothing there."""
        return factories.staff(self.konzept, role="moderation", pseudonym="Zweites Augenpaar")

    def hidden(self):
        return factories.hidden_comment(self.baustein("open"), by=self.moderator)

    def complaint(self):
        return actions.complain(self.hidden().entscheidungen.first(), text="Das ist meine Meinung.")

    def filed_complaint_address(self):
        return factories.complaint_address(self.complaint().entscheidung.kommentar)

    def decided_complaint_address(self):
        complaint = self.complaint()
        actions.decide_complaint(
            complaint, by=self.colleague, uphold=True, statement="Eine Meinung ist erlaubt."
        )
        return factories.complaint_address(complaint.entscheidung.kommentar)

    def draft_address(self, state):
        entwurf = actions.keep_draft(
            baustein=self.baustein(state),
            text=MORE_TEXT,
            category="hinweis",
            idempotency_key=uuid4(),
        )
        return reverse("comments:draft", args=[entwurf.pk])

    def import_address(self):
        token = keep_upload(
            "Entwurf.md", DOCUMENT.encode(), konzept=self.konzept, user=self.administrator
        )
        return reverse("admin:strategies_konzept_import_preview", args=[self.konzept.pk, token])


@dataclass(frozen=True)
class State:
    """One page in one state.

    Attributes:
        address: of a ``Town``, or a function of it.
        who: attribute of the ``Town``, the person who looks; empty for nobody.
        prepare: what that person does on the page before it is in this state.
        html: function of the ``Town``, for what has no address (a mail, an error): its HTML.
    """

    address: str | Callable = "/"
    who: str = ""
    prepare: Callable | None = None
    html: Callable | None = None

    def url(self, town):
        return self.address(town) if callable(self.address) else self.address


def submit(selector):
    """Send a form as it is."""

    def send(page):
        with page.expect_navigation():
            page.locator(selector).locator("button:not([type=button])").last.click()

    return send


def ask_for_code(page):
    page.locator("[name=email]").fill("neu@example.org")
    page.locator("[name=pseudonym]").fill("Neue Nachbarin")
    submit("main form.card")(page)


def enter_wrong_code(page):
    ask_for_code(page)
    page.locator("[name=code]").fill("000000")
    submit("main form.card")(page)


def write_and_sign_in(page):
    page.locator("textarea").fill(MORE_TEXT)
    submit("main form.card")(page)


def lose_the_cookie(page):
    page.locator("textarea").fill(MORE_TEXT)
    page.context.clear_cookies()
    submit("main form.card")(page)


def answer_below(page):
    """Open the form for a reply in its place, by htmx, and send it empty."""
    page.locator(".actions a", has_text="Antworten").first.click()
    page.locator(".reply-place form button").click()
    page.locator(".reply-place .summary").wait_for()


def open_all(page):
    """Unfold everything that can be unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")


def kommentar(name, of="kommentar"):
    return lambda town: reverse(f"comments:{name}", args=[getattr(town, of).pk])


def moderation(name, *args):
    return lambda town: reverse(f"moderation:{name}", args=args)


def decision(name):
    return lambda town: reverse("moderation:decide", args=[town.kommentar.pk, name])


def admin(name, row=None):
    return lambda town: reverse(f"admin:{name}", args=[row(town).pk] if row else [])


def unsubscribe(town):
    return unsubscribe_link(town.resident, "reply").removeprefix(settings.SITE_URL)


def mail(town):
    """A mail as it is sent, in HTML."""
    kommentar = town.deepest
    context = {
        "kommentar": kommentar,
        "baustein": kommentar.baustein,
        "link": settings.SITE_URL + kommentar.get_absolute_url(),
    }
    return render_mail("reply", context, language="de", unsubscribe_link=settings.SITE_URL)[2]


def template(name):
    return lambda town: render_to_string(name, request=RequestFactory().get("/vorlage/"))


READING = {
    "start": State(),
    "konzepte": State("/konzepte/"),
    "termine": State("/phasen/"),
    "konzept": State(lambda town: town.konzept.get_absolute_url()),
    "strategie offen": State(lambda town: town.strategie("open").get_absolute_url()),
    "strategie kommt": State(lambda town: town.strategie("coming").get_absolute_url()),
    "strategie beendet": State(lambda town: town.strategie("over").get_absolute_url()),
    "strategie ohne phase": State(lambda town: town.without_phase.get_absolute_url()),
    "strategie leer": State(
        lambda town: factories.strategie(konzept=town.konzept).get_absolute_url()
    ),
    "strategie gefolgt": State(
        lambda town: town.strategie("open").get_absolute_url(), who="resident"
    ),
    "baustein voll": State(lambda town: town.baustein("open").get_absolute_url()),
    "baustein angemeldet": State(
        lambda town: town.baustein("open").get_absolute_url(), who="resident"
    ),
    "baustein leer": State(lambda town: town.baustein("open", busy=False).get_absolute_url()),
    "baustein kommt": State(lambda town: town.baustein("coming").get_absolute_url()),
    "baustein beendet": State(lambda town: town.baustein("over").get_absolute_url()),
    "nichts gefunden": State(
        lambda town: town.baustein("open").get_absolute_url() + "?suche=Zeppelin"
    ),
    "permalink": State(lambda town: town.kommentar.get_absolute_url()),
    "tiefe antwort": State(lambda town: town.deepest.get_absolute_url()),
    "grabstein": State(lambda town: town.tombstone.get_absolute_url()),
    "wartet auf prüfung": State(lambda town: town.held.get_absolute_url(), who="resident"),
    "musterseite": State("/musterseite/"),
    "moderation in zahlen": State(
        lambda town: reverse("comments:transparency", args=[town.konzept.slug])
    ),
}

WRITING = {
    "kommentar ohne text": State(
        lambda town: town.baustein("open", busy=False).get_absolute_url(),
        prepare=submit("main form.card"),
    ),
    "kommentar nach dem ende": State(lambda town: town.draft_address("over")),
    "entwurf": State(lambda town: town.draft_address("open")),
    "entwurf angemeldet": State(lambda town: town.draft_address("open"), who="resident"),
    "antwort": State(kommentar("reply")),
    "antwort ohne text": State(kommentar("reply"), prepare=submit("main form.card")),
    "antwort an ort und stelle": State(
        lambda town: town.kommentar.baustein.get_absolute_url(), prepare=answer_below
    ),
    "bearbeiten": State(kommentar("edit", of="own"), who="resident"),
    "zurückziehen": State(kommentar("withdraw", of="own"), who="resident"),
    "melden": State(kommentar("report")),
    "melden ohne grund": State(kommentar("report"), prepare=submit("main form.card")),
    "beschwerde": State(lambda town: factories.complaint_address(town.hidden())),
    "beschwerde ohne text": State(
        lambda town: factories.complaint_address(town.hidden()), prepare=submit("main form.card")
    ),
    "beschwerde eingegangen": State(lambda town: town.filed_complaint_address()),
    "beschwerde entschieden": State(lambda town: town.decided_complaint_address()),
    "beschwerde ungültig": State("/beschwerde/x/"),
    "formular abgelaufen": State(
        lambda town: town.baustein("open", busy=False).get_absolute_url(), prepare=lose_the_cookie
    ),
}

ACCOUNT = {
    "anmelden": State("/konto/anmelden/"),
    "anmelden ohne adresse": State("/konto/anmelden/", prepare=submit("main form.card")),
    "anmelden mit entwurf": State(
        lambda town: town.baustein("open", busy=False).get_absolute_url(), prepare=write_and_sign_in
    ),
    "code": State("/konto/anmelden/", prepare=ask_for_code),
    "code falsch": State("/konto/anmelden/", prepare=enter_wrong_code),
    "passwort": State("/konto/anmelden/passwort/"),
    "passwort falsch": State("/konto/anmelden/passwort/", prepare=submit("main form.card")),
    "konto gesperrt": State(lambda town: reverse("account_inactive")),
    "abmelden": State(lambda town: reverse("account_logout"), who="resident"),
    "zweiter faktor": State("/konto/zweiter-faktor/", who="moderator"),
    "passwort bestätigen": State("/konto/zweiter-faktor/app/", who="moderator"),
    # Who has no password need not confirm it first.
    "app einrichten": State("/konto/zweiter-faktor/app/", who="resident"),
    "app falscher code": State(
        "/konto/zweiter-faktor/app/", who="resident", prepare=submit("main form.card")
    ),
    "passkey einrichten": State("/konto/zweiter-faktor/passkey/", who="resident"),
    "sitzung beendet": State(html=template("konto/session_ended.html")),
    "mails": State("/konto/mails/", who="resident"),
    "abbestellen": State(unsubscribe),
    "abbestellen erledigt": State(unsubscribe, prepare=submit("main form")),
    "abbestellen ungültig": State("/mails/abbestellen/x/"),
    "seite fehlt": State("/gibt/es/nicht/"),
    "nicht erlaubt": State("/verwaltung/", who="resident"),
    "anfrage unklar": State(html=template("400.html")),
    "zu viele versuche": State(html=template("429.html")),
    "fehler bei uns": State(html=template("500.html")),
    "mail": State(html=mail),
}

MODERATION = {
    "liste gemeldet": State(moderation("queue", "gemeldet"), who="moderator"),
    "liste alle": State(moderation("queue", "alle"), who="moderator"),
    "liste offen geklappt": State(moderation("queue", "alle"), who="moderator", prepare=open_all),
    "liste ohne treffer": State(
        lambda town: reverse("moderation:queue", args=["alle"]) + "?suche=Zeppelin",
        who="moderator",
    ),
    "kommentar": State(
        lambda town: reverse("moderation:kommentar", args=[town.kommentar.pk]), who="moderator"
    ),
    "kommentar offen geklappt": State(
        lambda town: reverse("moderation:kommentar", args=[town.tombstone.pk]),
        who="moderator",
        prepare=open_all,
    ),
    "verbergen": State(decision("verbergen"), who="moderator"),
    "verbergen ohne grund": State(
        decision("verbergen"), who="moderator", prepare=submit("#verbergen")
    ),
    "beschwerden": State(moderation("complaints"), who="colleague"),
    "beschwerde": State(
        lambda town: reverse("moderation:complaint", args=[town.complaint().pk]),
        who="colleague",
    ),
    "hilfe": State(moderation("help"), who="moderator"),
}

ADMIN = {
    "übersicht": State("/verwaltung/", who="administrator"),
    "konzepte": State(admin("strategies_konzept_changelist"), who="administrator"),
    "konzept": State(
        admin("strategies_konzept_change", lambda town: town.konzept), who="administrator"
    ),
    "baustein": State(
        admin("strategies_leitziel_change", lambda town: town.baustein("open")),
        who="administrator",
    ),
    "phasen": State(admin("phases_kommentierphase_changelist"), who="administrator"),
    "phase anlegen": State(admin("phases_kommentierphase_add"), who="administrator"),
    "kommentare": State(admin("comments_kommentar_changelist"), who="administrator"),
    "kommentar": State(
        admin("comments_kommentar_change", lambda town: town.kommentar), who="administrator"
    ),
    "einlesen": State(
        admin("strategies_konzept_import", lambda town: town.konzept), who="administrator"
    ),
    "vorschau": State(lambda town: town.import_address(), who="administrator"),
}

FIRST_DAY = {
    "start": State(),
    "konzepte": State("/konzepte/"),
    "termine": State("/phasen/"),
    "moderation": State(moderation("queue", "gemeldet"), who="administrator"),
    "beschwerden": State(moderation("complaints"), who="administrator"),
    "verwaltung": State("/verwaltung/", who="administrator"),
}

# Group → what the town is like, and the states by name.
GROUPS = {
    "lesen": (Town, READING),
    "schreiben": (Town, WRITING),
    "konto": (Town, ACCOUNT),
    "moderation": (Town, MODERATION),
    "verwaltung": (Town, ADMIN),
    "erster tag": (Empty, FIRST_DAY),
}


def walk(group, open_browser, base_url, *, only=None):
    """Yield (name, page) of every state of a group, each with a browser of its own.

    Args:
        open_browser: function that opens a page (the fixture).
        base_url: of the server behind it.
        only: names, if not all states are wanted.
    """
    make_town, states = GROUPS[group]
    town, cookies = make_town(), {}
    for name, state in states.items():
        if only and name not in only:
            continue
        page = open_browser(reduced_motion="reduce")
        if state.who:
            if state.who not in cookies:
                cookies[state.who] = _session_of(getattr(town, state.who))
            page.context.add_cookies([{**cookies[state.who], "url": base_url}])
        yield name, enter(page, state, town)
        page.context.close()


def enter(page, state, town):
    """Go to the page and bring it into its state."""
    if state.html:
        html = state.html(town)
        page.route("**/vorlage/", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto("/vorlage/")
    else:
        page.goto(state.url(town))
    if state.prepare:
        state.prepare(page)
    return page


def _session_of(person):
    client = Client()
    client.force_login(person)
    (cookie,) = client.cookies.values()
    return {"name": cookie.key, "value": cookie.value}
