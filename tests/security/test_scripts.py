"""Scripts in everything people type: shown as text on every page, in mails and in the log."""

import logging
from html.parser import HTMLParser

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments import actions
from comments.decisions.base import present_stand
from comments.models import Kommentar, Textbaustein
from mails.models import Mail
from strategies.markdown import render
from strategies.models import Fassung, Zustaendigkeit
from tests import factories

from .addresses import arguments, names
from .conftest import ROLES
from .test_access import admin_addresses

pytestmark = pytest.mark.django_db

MARK = "xss1337"
PAYLOAD = (
    f"\"'><script>{MARK}</script><img src=x onerror={MARK}><svg/onload={MARK}>"
    f"</textarea></title></style>{{{{ {MARK} }}}}{{% {MARK} %}}"
    f"<a href='javascript:{MARK}'>a</a> https://example.org/\"onmouseover={MARK}"
)


class Suspects(HTMLParser):
    """Everything in a page in which the mark would run, or stands where no text stands."""

    def __init__(self):
        super().__init__()
        self.inside, self.found = [], []

    def handle_starttag(self, tag, attributes):
        self.inside.append(tag)
        for name, value in attributes:
            if MARK in name or (name.startswith("on") and MARK in (value or "")):
                self.found.append((tag, name, value))
            address = name in {"href", "src", "action", "formaction", "srcdoc"}
            harmless = ("/", "?", "https:", "mailto:?")
            if address and MARK in (value or "") and not value.startswith(harmless):
                self.found.append((tag, name, value))

    def handle_data(self, data):
        if MARK in data and self.inside and self.inside[-1] in {"script", "style"}:
            self.found.append((self.inside[-1], data))

    def handle_endtag(self, tag):
        if tag in self.inside:
            while self.inside.pop() != tag:
                pass


def suspects(html):
    parser = Suspects()
    parser.feed(html)
    return parser.found


def test_the_check_sees_what_it_should():
    assert len(suspects(f"<b>{PAYLOAD}</b>")) >= 4


@pytest.fixture
def poisoned(world):
    """The payload in every field that somebody can write, through whatever lets it in."""
    type(world.author).objects.filter(pk=world.author.pk).update(pseudonym=PAYLOAD[:160])
    Zustaendigkeit.objects.update(office=PAYLOAD[:120])
    world.author.refresh_from_db()
    kommentar = factories.comment(world.baustein, world.author, text=PAYLOAD)
    answer = factories.comment(world.baustein, world.moderator, text=PAYLOAD, parent=kommentar)
    Kommentar.objects.filter(pk=answer.pk).update(official_office=PAYLOAD[:120])
    actions.edit(world.kommentar, by=world.author, text=PAYLOAD)
    actions.report(
        kommentar, user=None, reporter_key="x", ground="hass", explanation=PAYLOAD,
        email="reporter@example.org",
    )  # fmt: skip
    Kommentar.objects.filter(pk=kommentar.pk).update(hold_reason=PAYLOAD[:300])
    for use in Textbaustein.Use.values:
        Textbaustein.objects.create(use=use, title=PAYLOAD[:100], text=PAYLOAD)
    why = {"by": world.moderator, "ground": "hass", "statement": PAYLOAD}
    actions.warn(kommentar, **why)
    actions.lock(kommentar, by=world.moderator, statement=PAYLOAD)
    hidden = factories.comment(world.baustein, world.author, text=f"{PAYLOAD} ausgeblendet")
    actions.hide(hidden, **why)
    world.complaint_token = factories.complaint_address(hidden).rstrip("/").rpartition("/")[2]
    complained = factories.comment(world.baustein, world.author, text=f"{PAYLOAD} beklagt")
    actions.hide(complained, **why)
    world.beschwerde = actions.complain(complained.entscheidungen.first(), text=PAYLOAD)
    until = timezone.now() + timezone.timedelta(days=2)
    actions.block(complained, until=until, **why)
    world.entwurf = actions.keep_draft(
        baustein=world.baustein,
        text=PAYLOAD,
        idempotency_key="9" * 8 + "-1111-4111-8111-" + "1" * 12,
    )
    for row in (world.konzept, world.baustein.strategie, world.baustein):
        type(row).objects.filter(pk=row.pk).update(title=PAYLOAD[:190])
    world.konzept.__class__.objects.filter(pk=world.konzept.pk).update(
        summary=PAYLOAD, traeger=PAYLOAD[:190], contact=PAYLOAD, region=PAYLOAD[:190]
    )
    Fassung.objects.update(title=PAYLOAD[:190], text=PAYLOAD, html=render(PAYLOAD))
    drafted = f"{PAYLOAD} {PAYLOAD}\n\n- {PAYLOAD}\n\n| {MARK} |\n| --- |\n| {PAYLOAD} |"
    Fassung.objects.exclude(number=1).update(text=drafted)
    world.kommentar = kommentar
    return world


@pytest.mark.parametrize("role", ["anonymous", "author", "moderator", "redaktion", "superuser"])
def test_on_every_page(poisoned, role):
    client = Client()
    if person := ROLES[role](poisoned):
        client.force_login(person)
    marked = 0
    for name in names():
        address = reverse(name, kwargs=arguments(name, poisoned))
        for extra in ({}, {"suche": PAYLOAD, "art": PAYLOAD, "next": PAYLOAD, "nach": PAYLOAD}):
            page = client.get(address, extra)
            # Whatever is not HTML is never taken for it (https://fetch.spec.whatwg.org, 3.6).
            assert page.headers["X-Content-Type-Options"] == "nosniff"
            if page.headers.get("Content-Type", "").startswith("text/html"):
                marked += MARK in page.text
                assert suspects(page.text) == [], name
    assert marked > 10


def test_on_the_pages_that_give_back_what_was_typed(poisoned, client):
    data = dict.fromkeys(("text", "explanation", "email", "pseudonym", "category"), PAYLOAD)
    for name in ("baustein", "comments:reply", "comments:report", "comments:complain"):
        page = client.post(reverse(name, kwargs=arguments(name, poisoned)), data, follow=True)
        assert suspects(page.text) == [], name
        assert MARK in page.text
    page = client.post("/konto/anmelden/", data)
    assert MARK in page.text
    assert suspects(page.text) == []
    strict = Client(enforce_csrf_checks=True)
    assert suspects(strict.post(poisoned.baustein.get_absolute_url(), data).text) == []


def test_in_the_conflict_of_two_moderators(poisoned):
    client = Client()
    client.force_login(ROLES["moderator"](poisoned))
    data = {"verbergen-ground": "hass", "verbergen-statement": PAYLOAD, "seen": "veraltet"}

    page = client.post(f"/moderation/kommentar/{poisoned.kommentar.pk}/verbergen/", data)

    assert MARK in page.text
    assert suspects(page.text) == []


def test_in_the_page_that_tells_what_was_decided(poisoned):
    client = Client()
    client.force_login(ROLES["moderator"](poisoned))
    data = {
        "verbergen-ground": "hass",
        "verbergen-statement": PAYLOAD,
        "seen": present_stand(poisoned.kommentar),
    }

    page = client.post(
        f"/moderation/kommentar/{poisoned.kommentar.pk}/verbergen/", data, follow=True
    )

    assert suspects(page.text) == []


def test_in_every_mail(poisoned):
    templates = set()
    for row in Mail.objects.all():
        assert suspects(row.html) == [], row.template
        assert "\n" not in row.subject
        templates.add(row.template)
    assert {"hidden", "warned", "blocked", "report_received", "complaint_received"} <= templates
    assert Mail.objects.filter(html__contains=MARK).count() >= 5


@pytest.mark.parametrize("role", ["superuser", "moderator", "redaktion"])
def test_in_the_administration(poisoned, role):
    client = Client()
    person = ROLES[role](poisoned)
    client.force_login(person)
    LogEntry.objects.create(
        user=person, action_flag=2, object_repr=PAYLOAD[:200], change_message=PAYLOAD
    )
    marked = 0
    addresses = [address for _name, address in admin_addresses()]
    for row in (poisoned.kommentar, poisoned.baustein.leitziel, poisoned.konzept):
        base = f"admin:{row._meta.app_label}_{row._meta.model_name}"
        addresses += [reverse(f"{base}_{view}", args=[row.pk]) for view in ("change", "history")]
    thread = reverse("admin:comments_kommentar_thread", args=[poisoned.kommentar.pk])
    for address in [*addresses, thread, f"{addresses[0]}?q={PAYLOAD}"]:
        html = client.get(address).content.decode(errors="replace")
        marked += MARK in html
        assert suspects(html) == [], address
    assert marked >= 5


def test_no_line_of_the_log_is_what_somebody_typed(poisoned, client, caplog):
    """A line break in an address or a form does not become a line of the log."""
    caplog.set_level(logging.DEBUG)
    forged = "%0d%0aERROR forged line"
    data = {"text": f"x\r\n{MARK}", "pseudonym": f"a\r\n{MARK}", "email": f"a\r\n{MARK}@b.c"}

    client.get(f"/kommentare/{forged}/")
    client.get("/verwaltung/login/", headers={"User-Agent": f"x\r\n{MARK}"})
    client.post("/konto/anmelden/", data)
    client.post(poisoned.baustein.get_absolute_url(), data)
    Client(enforce_csrf_checks=True).post("/konto/anmelden/", data)

    for record in caplog.records:
        if record.name.startswith("django.db"):
            continue
        line = record.getMessage()
        assert "\n" not in line
        assert "\r" not in line
        assert MARK not in line
